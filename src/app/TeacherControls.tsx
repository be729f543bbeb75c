import { Button } from 'react-aria-components'
import { distilled, untaught } from '../experiment/distillation.ts'
import { teacherOptions } from '../experiment/settings.ts'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { NumberControl } from './NumberControl.tsx'

/** An autoregressive stack may become the teacher of an inverse autoregressive one; a student may let its teacher go. */
export function TeacherControls() {
  const experiment = usePlayground((playground) => playground.experiment)
  const change = usePlayground((playground) => playground.change)
  const open = usePlayground((playground) => playground.open)
  const { teacher } = experiment
  if (teacher) {
    return (
      <div className="row options-row">
        <p className="quiet">{say('app.teacher.what')}</p>
        <NumberControl label={say('app.teacher.steps')} spec={teacherOptions.steps} value={teacher.steps} onChange={(steps) => change({ teacher: { steps } })} />
        <Button className="button" onPress={() => open(untaught(experiment))}>{say('app.teacher.remove')}</Button>
      </div>
    )
  }
  const student = distilled(experiment)
  return student && <div className="row"><Button className="button" onPress={() => open(student)}>{say('app.teacher.distil')}</Button></div>
}
