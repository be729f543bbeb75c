import { presetLike } from '../experiment/presets.ts'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'

/** What to look for, while the experiment is one of those that come ready-made. */
export function PresetLook() {
  const name = usePlayground(({ experiment }) => presetLike(experiment))
  return name && <p className="look">{say(`preset.${name}.look`)}</p>
}
