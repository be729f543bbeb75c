import { Button, DialogTrigger } from 'react-aria-components'
import { runOptions } from '../experiment/settings.ts'
import { usePlayground } from '../store/playground.ts'
import { say, tell } from '../words/catalogue.ts'
import { Flyout } from './Flyout.tsx'
import { choiceLabel, counted } from './labels.ts'
import { Options } from './Options.tsx'

function useEngineWords(): string {
  const trainer = usePlayground((playground) => playground.trainer)
  const speed = usePlayground(({ progress }) => progress.stepsPerSecond)
  if (!trainer) return say('app.trainer.starting')
  const name = choiceLabel('trainer', trainer.kind)
  return speed > 0 ? say('app.trainer.speed', { name, speed: counted(Number(speed.toPrecision(3))) }) : name
}

/** Which engine really runs, how fast, and why it was chosen. */
export function TrainerLabel() {
  const words = useEngineWords()
  const reason = usePlayground(({ trainer }) => trainer?.reason)
  const run = usePlayground(({ experiment }) => experiment.run)
  const change = usePlayground((playground) => playground.change)
  const choose = (chosen: unknown) => {
    const trainer = runOptions.trainer.values.find((each) => each === chosen)
    if (trainer) change({ run: { ...run, trainer } })
  }
  return (
    <DialogTrigger>
      <Button className="button button-line engine">{words} ▾</Button>
      <Flyout title={say('app.trainer.about')} placement="bottom end">
        {reason && <p>{tell(reason)}</p>}
        <Options specs={{ trainer: runOptions.trainer }} values={{ trainer: run.trainer }} onChange={(_, value) => choose(value)} />
      </Flyout>
    </DialogTrigger>
  )
}
