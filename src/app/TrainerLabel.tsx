import { useState } from 'react'
import { Button, DialogTrigger } from 'react-aria-components'
import { runOptions } from '../experiment/settings.ts'
import { usePlayground } from '../store/playground.ts'
import { say, tell } from '../words/catalogue.ts'
import { CodeDialog } from './CodeDialog.tsx'
import { placeOf } from './codeParts.ts'
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

function EngineChoice() {
  const run = usePlayground(({ experiment }) => experiment.run)
  const change = usePlayground((playground) => playground.change)
  const choose = (chosen: unknown) => {
    const trainer = runOptions.trainer.values.find((each) => each === chosen)
    if (trainer) change({ run: { ...run, trainer } })
  }
  return <Options specs={{ trainer: runOptions.trainer }} values={{ trainer: run.trainer }} onChange={(_, value) => choose(value)} />
}

/** Which engine really runs, how fast, why it was chosen, and the code that it runs. */
export function TrainerLabel() {
  const words = useEngineWords()
  const choice = usePlayground(({ trainer }) => trainer)
  const [shown, show] = useState<'choice' | 'code' | null>(null)
  return (
    <>
      <DialogTrigger isOpen={shown === 'choice'} onOpenChange={(open) => show(open ? 'choice' : null)}>
        <Button className="button button-line engine">{words} ▾</Button>
        <Flyout title={say('app.trainer.about')} placement="bottom end">
          {choice && <p>{tell(choice.reason)}</p>}
          <EngineChoice />
          {choice && <Button className="button" onPress={() => show('code')}>{say('code.open', { place: placeOf[choice.kind] })}</Button>}
        </Flyout>
      </DialogTrigger>
      {choice && <CodeDialog choice={choice} isOpen={shown === 'code'} onOpenChange={(open) => show(open ? 'code' : null)} />}
    </>
  )
}
