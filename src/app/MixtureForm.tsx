import { useState } from 'react'
import { Button } from 'react-aria-components'
import { ellipseOptions, maximumEllipses } from '../datasets/gaussianMixture.ts'
import type { DataSpec } from '../experiment/experiment.ts'
import { newMixture } from '../experiment/specs.ts'
import { usePlayground } from '../store/playground.ts'
import { added, changed, firstEllipses, removed, type Ellipses } from '../views/sketch/ellipses.ts'
import { MixturePlane } from '../views/sketch/MixturePlane.tsx'
import { say } from '../words/catalogue.ts'
import { Options } from './Options.tsx'
import type { FormProps } from './ownPoints.ts'

const live = Object.keys(ellipseOptions)

/** What is in use is gone on with. */
const startOf = (data: DataSpec): Ellipses => (data.kind === 'mixture' ? { all: data.components, chosen: 0 } : firstEllipses)

interface ControlsProps {
  readonly ellipses: Ellipses
  readonly onChange: (change: (ellipses: Ellipses) => Ellipses) => void
}

/** The chosen ellipse in numbers, and how many there are. */
function EllipseControls({ ellipses, onChange }: ControlsProps) {
  const { all, chosen } = ellipses
  return (
    <div className="sketch-controls">
      <p className="sketch-which" role="status">{say('app.mixture.which', { number: chosen + 1, count: all.length })}</p>
      <Options specs={ellipseOptions} values={all[chosen] ?? {}} live={live} onChange={(name, value) => onChange((before) => changed(before, { [name]: value }))} />
      <div className="row">
        <Button className="button" isDisabled={all.length >= maximumEllipses} onPress={() => onChange(added)}>{say('app.mixture.add')}</Button>
        <Button className="button" isDisabled={all.length < 2} onPress={() => onChange(removed)}>{say('app.mixture.remove')}</Button>
      </div>
      <p className="field-help">{say('app.mixture.help')}</p>
    </div>
  )
}

/** A mixture of Gaussians, dragged as ellipses: data whose truth is known. */
export function MixtureForm({ close }: FormProps) {
  const data = usePlayground(({ experiment }) => experiment.data)
  const takeData = usePlayground((playground) => playground.takeData)
  const [ellipses, setEllipses] = useState(() => startOf(data))
  const use = () => {
    takeData(newMixture(ellipses.all))
    close()
  }
  return (
    <>
      <div className="sketch">
        <MixturePlane ellipses={ellipses} onChange={setEllipses} />
        <EllipseControls ellipses={ellipses} onChange={setEllipses} />
      </div>
      <div className="dialog-buttons">
        <Button className="button" onPress={close}>{say('app.close')}</Button>
        <Button className="button button-main" onPress={use}>{say('app.mixture.use')}</Button>
      </div>
    </>
  )
}
