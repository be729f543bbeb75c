import { Button, DialogTrigger } from 'react-aria-components'
import { optimizerOptions } from '../experiment/settings.ts'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { Flyout } from './Flyout.tsx'
import { choiceLabel } from './labels.ts'
import { Options } from './Options.tsx'

/** The settings of the optimizer, told in one line and changed in a pop-over. */
export function OptimizerDialog() {
  const optimizer = usePlayground(({ experiment }) => experiment.optimizer)
  const change = usePlayground((playground) => playground.change)
  const summary = say('app.optimizer.summary', {
    method: choiceLabel('method', optimizer.method),
    rate: String(optimizer.learningRate),
    schedule: choiceLabel('schedule', optimizer.schedule),
    batch: optimizer.batch,
  })
  return (
    <DialogTrigger>
      <Button className="button button-line">{summary} ▾</Button>
      <Flyout title={say('app.optimizer')} placement="top start">
        <Options
          specs={optimizerOptions}
          values={optimizer}
          live={['learningRate', 'clip', 'weightDecay']}
          onChange={(name, value) => change({ optimizer: { ...optimizer, [name]: value } })}
        />
      </Flyout>
    </DialogTrigger>
  )
}
