import { Button, DialogTrigger, Switch } from 'react-aria-components'
import { curveCsv } from '../experiment/curveCsv.ts'
import { download, fileName } from '../store/download.ts'
import { frames } from '../store/frames.ts'
import { usePlayground } from '../store/playground.ts'
import { nllUnits, useViewing, type NllUnit } from '../store/viewing.ts'
import { useNllLook } from '../views/nll/scene.ts'
import { useZoom } from '../views/nll/useNllCursor.ts'
import { say } from '../words/catalogue.ts'
import { Flyout } from './Flyout.tsx'
import { KeptRuns } from './KeptRuns.tsx'
import { Segments } from './Segments.tsx'

function Unit() {
  const unit = useViewing((viewing) => viewing.nllUnit)
  const setUnit = useViewing((viewing) => viewing.setNllUnit)
  const choices = nllUnits.map((value: NllUnit) => ({ value, label: say(`nll.unit.${value}`) }))
  return (
    <>
      <Segments label={say('nll.unit')} values={choices} value={unit} onChange={setUnit} />
      <p className="field-help">{say('nll.unit.hint')}</p>
    </>
  )
}

function Axis() {
  const logarithmic = useViewing((viewing) => viewing.logSteps)
  const setLogSteps = useViewing((viewing) => viewing.setLogSteps)
  const zoom = useZoom(useNllLook())
  return (
    <>
      <Switch className="switch" isSelected={logarithmic} onChange={setLogSteps}>
        <span className="switch-track" aria-hidden="true" />
        {say('nll.logarithmic')}
      </Switch>
      <div className="row" role="group" aria-label={say('nll.zoom')}>
        <Button className="button button-small" onPress={() => zoom(0.5, null)}>{say('nll.zoom.in')}</Button>
        <Button className="button button-small" onPress={() => zoom(2, null)}>{say('nll.zoom.out')}</Button>
        <Button className="button button-small" onPress={() => zoom(null, null)}>{say('nll.zoom.all')}</Button>
      </div>
      <p className="field-help">{say('nll.zoom.hint')}</p>
    </>
  )
}

function Csv() {
  const experiment = usePlayground((playground) => playground.experiment)
  const step = usePlayground(({ progress }) => progress.step)
  const save = () => download(fileName('nll', experiment, step, 'csv'), new Blob([curveCsv(frames.nll())], { type: 'text/csv' }))
  return <Button className="button button-small" onPress={save}>{say('nll.csv')}</Button>
}

/** How the chart of NLLs is drawn, what is drawn beside it, and its numbers as a file. */
export const NllTools = () => (
  <>
    <DialogTrigger>
      <Button className="button button-line">{say('nll.tools')} ▾</Button>
      <Flyout title={say('nll.tools.title')} placement="top end"><Unit /><Axis /><Csv /></Flyout>
    </DialogTrigger>
    <DialogTrigger>
      <Button className="button button-line">{say('kept.runs')} ▾</Button>
      <Flyout title={say('kept.title')} placement="top end"><KeptRuns /></Flyout>
    </DialogTrigger>
  </>
)
