import { Button, DialogTrigger, Switch } from 'react-aria-components'
import { canTurn, pathShapes } from '../engine/snapshot.ts'
import { dimensionOf } from '../experiment/schema.ts'
import { baseOf } from '../flows/bases/registry.ts'
import { usePlayground } from '../store/playground.ts'
import { useViewing } from '../store/viewing.ts'
import { PartsButton } from '../views/path/PartsButton.tsx'
import { useAnchors } from '../views/useAnchors.ts'
import { say } from '../words/catalogue.ts'
import { Flyout } from './Flyout.tsx'
import { Segments } from './Segments.tsx'

/** Whether the path turns about the origin in z; only where it can. */
function Shape() {
  const shape = useViewing(({ route }) => route.shape)
  const setRoute = useViewing((viewing) => viewing.setRoute)
  const turns = usePlayground(({ experiment }) => canTurn(dimensionOf(experiment), baseOf(experiment.base.name).support))
  if (!turns) return null
  const choices = pathShapes.map((value) => ({ value, label: say(`path.shape.${value}`) }))
  return (
    <>
      <Segments label={say('path.shape')} values={choices} value={shape} onChange={(chosen) => setRoute({ shape: chosen })} />
      <p className="field-help">{say('path.shape.hint')}</p>
    </>
  )
}

function Loop() {
  const closed = useViewing(({ route }) => route.closed)
  const setRoute = useViewing((viewing) => viewing.setRoute)
  return (
    <>
      <Switch className="switch" isSelected={closed} onChange={(on) => setRoute({ closed: on })}>
        <span className="switch-track" aria-hidden="true" />
        {say('path.loop')}
      </Switch>
      <p className="field-help">{say('path.loop.hint')}</p>
    </>
  )
}

/** How the path goes through z, and a path through the parts of the data. */
export function PathTools() {
  const { replace } = useAnchors()
  return (
    <DialogTrigger>
      <Button className="button button-line">{say('path.tools')} ▾</Button>
      <Flyout title={say('path.tools.title')} placement="top end"><Shape /><Loop /><div className="row"><PartsButton replace={replace} /></div></Flyout>
    </DialogTrigger>
  )
}
