import { Button, ProgressBar } from 'react-aria-components'
import { runOptions } from '../experiment/settings.ts'
import { usePlayground, type RunStatus } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { counted } from './labels.ts'
import { OptimizerDialog } from './OptimizerDialog.tsx'
import { RangeSlider } from './RangeSlider.tsx'
import { PresentButton, TimeSlider } from './TimeSlider.tsx'
import { usePlaying } from './usePlaying.ts'

const playLabel = (status: RunStatus, playing: boolean): string =>
  playing ? say('app.pause') : say(status === 'finished' ? 'app.again' : 'app.play')

const Glyph = ({ path }: { readonly path: string }) => (
  <svg className="glyph" viewBox="0 0 12 12" aria-hidden="true"><path d={path} /></svg>
)

const glyphs = { play: 'M2 1l9 5-9 5z', pause: 'M2 1h3v10H2zM7 1h3v10H7z', step: 'M1 1l7 5-7 5zM9 1h2v10H9z', reset: 'M1 1h2v10H1zM11 1L4 6l7 5z' }

function Buttons() {
  const { status, playing, held, toggle } = usePlaying()
  const stepOnce = usePlayground((playground) => playground.stepOnce)
  const reset = usePlayground((playground) => playground.reset)
  return (
    <div className="transport-buttons">
      <Button className="button button-main" onPress={toggle} isDisabled={held}>
        <Glyph path={playing ? glyphs.pause : glyphs.play} /> {playLabel(status, playing)}
      </Button>
      <Button className="button" onPress={stepOnce} isDisabled={held || status === 'finished'}>
        <Glyph path={glyphs.step} /> {say('app.step')}
      </Button>
      <Button className="button" onPress={reset}>
        <Glyph path={glyphs.reset} /> {say('app.reset')}
      </Button>
    </div>
  )
}

/** How many steps there are for what is in training, or null where they never end. */
function useEnd(): number | null {
  const role = usePlayground(({ part }) => part.role)
  const { optimizer, teacher } = usePlayground(({ experiment }) => experiment)
  if (role === 'teacher' && teacher) return teacher.steps
  return optimizer.schedule === 'cosine' ? optimizer.steps : null
}

function StatusLine() {
  const status = usePlayground((playground) => playground.status)
  const role = usePlayground(({ part }) => part.role)
  const step = usePlayground(({ progress }) => progress.step)
  const inPast = usePlayground(({ past }) => past !== null)
  const steps = useEnd()
  const ends = steps !== null
  const told = say('app.status.of', { role, playing: String(status === 'playing'), status: say(`app.status.${status}`) })
  const values = { status: inPast ? say('app.status.past') : told, step: counted(step), steps: counted(steps ?? 0) }
  return (
    <>
      <div className="card-head">
        <h2 className="card-title transport-status">{say(ends ? 'app.status.line' : 'app.status.endless', values)}</h2>
        <PresentButton />
      </div>
      {ends && (
        <ProgressBar className="progress" aria-label={say('app.transport')} value={step} maxValue={steps} valueLabel={say('app.progress', values)}>
          {({ percentage }) => <div className="progress-done" style={{ width: `${percentage ?? 0}%` }} />}
        </ProgressBar>
      )}
    </>
  )
}

function Speed() {
  const run = usePlayground(({ experiment }) => experiment.run)
  const change = usePlayground((playground) => playground.change)
  const { values } = runOptions.speed
  const label = say('app.speed')
  const set = (at: number) => {
    const speed = values[at]
    if (speed && speed !== run.speed) change({ run: { ...run, speed } })
  }
  return (
    <div className="speed">
      <span aria-hidden="true">{label}</span>
      <RangeSlider
        label={label}
        text={say('app.speed.value', { speed: run.speed })}
        min={0}
        max={values.length - 1}
        step={1}
        value={values.indexOf(run.speed)}
        onMove={set}
      />
      <span aria-hidden="true" className="speed-value">{say('app.speed.short', { speed: run.speed })}</span>
    </div>
  )
}

function Changed() {
  const changedAt = usePlayground((playground) => playground.changedAt)
  return <p className="changed" role="status">{changedAt !== null && say('app.changedAt', { step: counted(changedAt) })}</p>
}

/** Play, pause, one step, back to the start, and how fast. */
export const Transport = () => (
  <section className="card transport" aria-label={say('app.transport')}>
    <StatusLine />
    <TimeSlider />
    <Buttons />
    <Speed />
    <OptimizerDialog />
    <Changed />
  </section>
)
