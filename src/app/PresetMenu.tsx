import { Button } from 'react-aria-components'
import { encodeLink } from '../experiment/link.ts'
import { presetGroupNames, presets, presetsOf } from '../experiment/presets.ts'
import { say } from '../words/catalogue.ts'
import { SearchMenu, type SearchEntry } from './SearchMenu.tsx'

type PresetId = keyof typeof presets

function entryOf(name: PresetId): SearchEntry {
  const link = encodeLink(presets[name])
  return { id: name, label: say(`preset.${name}.label`), hint: say(`preset.${name}.look`), ...(link.ok && { href: link.value }) }
}

const sections = () => presetGroupNames.map((group) => ({ id: group, title: say(`presetGroup.${group}`), entries: presetsOf(group).map(entryOf) }))

/** Ready-made experiments. Each is a link, so that the way back leads to what was open before. */
export const PresetMenu = () => (
  <SearchMenu label={say('app.presets')} sections={sections} wide>
    <Button className="button">{say('app.presets')} <span aria-hidden="true" className="phrase-mark">▾</span></Button>
  </SearchMenu>
)
