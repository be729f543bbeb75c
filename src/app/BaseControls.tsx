import { newBase } from '../experiment/specs.ts'
import { baseCatalog, baseNames } from '../flows/catalog.ts'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { Options } from './Options.tsx'
import { BaseThumbnail } from './Thumbnail.tsx'
import { Tiles } from './Tiles.tsx'

const tiles = baseNames.map((id) => ({ id, label: say(`base.${id}.label`), hint: say(`base.${id}.hint`), picture: <BaseThumbnail name={id} /> }))

/** Which base z follows, and its shape. */
export function BaseControls() {
  const base = usePlayground(({ experiment }) => experiment.base)
  const change = usePlayground((playground) => playground.change)
  return (
    <div className="side-controls">
      <div className="tiles-row">
        <Tiles
          label={say('app.base.choose')}
          tone="z"
          tiles={tiles}
          value={base.name}
          onChange={(name) => change({ base: newBase(name) })}
        />
      </div>
      <div className="row options-row">
        <Options
          specs={baseCatalog[base.name]}
          values={base.options}
          onChange={(name, value) => change({ base: { ...base, options: { ...base.options, [name]: value } } })}
        />
      </div>
    </div>
  )
}
