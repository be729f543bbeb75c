import { useState } from 'react'
import { Button } from 'react-aria-components'
import type { DataSpec } from '../experiment/experiment.ts'
import { initialOptions } from '../math/options.ts'
import { usePlayground } from '../store/playground.ts'
import { DrawPlane, type DrawMode } from '../views/sketch/DrawPlane.tsx'
import { brushOptions, cleared, maximumDrawn, nothingDrawn, opened, undone, type Brush, type Drawing } from '../views/sketch/drawing.ts'
import { say, tell } from '../words/catalogue.ts'
import type { Sentence } from '../words/sentence.ts'
import { choiceLabel, optionLabel } from './labels.ts'
import { Options } from './Options.tsx'
import { useOwnPoints, type FormProps } from './ownPoints.ts'
import { Segments } from './Segments.tsx'

const modes = (['draw', 'erase'] as const).map((value) => ({ value, label: choiceLabel('mode', value) }))
const live = Object.keys(brushOptions)

/** Points in use that could have been drawn are gone on with. */
const startOf = (data: DataSpec): Drawing => (data.kind === 'points' ? opened(data.points) : nothingDrawn)

interface ControlsProps {
  readonly drawing: Drawing
  readonly brush: Brush
  readonly mode: DrawMode
  readonly onBrush: (brush: Brush) => void
  readonly onMode: (mode: DrawMode) => void
  readonly onChange: (change: (drawing: Drawing) => Drawing) => void
}

function DrawControls({ drawing, brush, mode, onBrush, onMode, onChange }: ControlsProps) {
  const count = drawing.points.length
  return (
    <div className="sketch-controls">
      <p className="sketch-which" role="status">{say(count < maximumDrawn ? 'app.draw.count' : 'app.draw.full', { count })}</p>
      <Segments label={optionLabel('mode')} values={modes} value={mode} onChange={onMode} />
      <Options specs={brushOptions} values={brush} live={live} onChange={(name, value) => onBrush({ ...brush, [name]: value })} />
      <div className="row">
        <Button className="button" isDisabled={drawing.past.length === 0} onPress={() => onChange(undone)}>{say('app.draw.undo')}</Button>
        <Button className="button" isDisabled={count === 0} onPress={() => onChange(cleared)}>{say('app.draw.clear')}</Button>
      </div>
      <p className="field-help">{say('app.draw.help')}</p>
    </div>
  )
}

/** Points of one's own, sprayed on the plane. */
export function DrawForm({ close }: FormProps) {
  const data = usePlayground(({ experiment }) => experiment.data)
  const [drawing, setDrawing] = useState(() => startOf(data))
  const [brush, setBrush] = useState(() => initialOptions(brushOptions) as Brush)
  const [mode, setMode] = useState<DrawMode>('draw')
  const [fault, setFault] = useState<Sentence | null>(null)
  const { takePoints } = useOwnPoints()
  const use = () => {
    const refused = takePoints(drawing.points, say('app.draw.label'))
    setFault(refused)
    if (!refused) close()
  }
  return (
    <>
      <div className="sketch">
        <DrawPlane drawing={drawing} brush={brush} mode={mode} onChange={setDrawing} />
        <DrawControls drawing={drawing} brush={brush} mode={mode} onBrush={setBrush} onMode={setMode} onChange={setDrawing} />
      </div>
      <p role="alert" className="field-fault">{fault && tell(fault)}</p>
      <div className="dialog-buttons">
        <Button className="button" onPress={close}>{say('app.close')}</Button>
        <Button className="button button-main" onPress={use}>{say('app.draw.use')}</Button>
      </div>
    </>
  )
}
