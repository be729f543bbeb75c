import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import { optimizerOptions } from '../experiment/settings.ts'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
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
      <Popover className="popover" placement="top start">
        <Dialog className="dialog dialog-small">
          <Heading slot="title" className="dialog-title">{say('app.optimizer')}</Heading>
          <Options
            specs={optimizerOptions}
            values={optimizer}
            live={['learningRate']}
            onChange={(name, value) => change({ optimizer: { ...optimizer, [name]: value } })}
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
