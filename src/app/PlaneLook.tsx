import { Button, DialogTrigger } from 'react-aria-components'
import { planeLooks, type PlaneLookName } from '../store/planeLook.ts'
import { useViewing } from '../store/viewing.ts'
import { say } from '../words/catalogue.ts'
import { lookLabel } from './labels.ts'
import { Flyout } from './Flyout.tsx'
import { Segments } from './Segments.tsx'

const names = Object.keys(planeLooks) as PlaneLookName[]

/** One choice of how the planes are drawn. */
function Choice<K extends PlaneLookName>({ name }: { readonly name: K }) {
  const value = useViewing(({ look }) => look[name])
  const setLook = useViewing((viewing) => viewing.setLook)
  const values = planeLooks[name].map((each) => ({ value: each, label: lookLabel(name, each) }))
  return <Segments label={say(`look.${name}.label`)} values={values} value={value} onChange={(chosen) => setLook({ [name]: chosen })} />
}

/** The finer choices of what the planes show, behind a chip of their own. */
export function PlaneLookMenu() {
  return (
    <DialogTrigger>
      <Button className="show-chip">{say('look.button')}<span aria-hidden="true">…</span></Button>
      <Flyout title={say('look.title')} placement="bottom">
        <div className="look-choices">{names.map((name) => <Choice key={name} name={name} />)}</div>
      </Flyout>
    </DialogTrigger>
  )
}
