import { Button } from 'react-aria-components'
import { dimensionOf, scalarsOf } from '../experiment/schema.ts'
import { maximumLayers } from '../experiment/settings.ts'
import { structureCatalog, structureNames, type ScalarName, type StructureName } from '../flows/catalog.ts'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { SearchMenu, type SearchEntry } from './SearchMenu.tsx'

interface Entry extends SearchEntry {
  readonly structure: StructureName
  readonly scalar?: ScalarName
}

function entriesOf(structure: StructureName): readonly Entry[] {
  const scalars = scalarsOf(structure)
  if (scalars.length === 0) return [{ id: structure, structure, label: say(`structure.${structure}.label`), hint: say(`structure.${structure}.hint`) }]
  const words = say(`structure.${structure}.label`)
  return scalars.map((scalar) => ({ id: `${structure} ${scalar}`, structure, scalar, label: say(`scalar.${scalar}.label`), hint: say(`scalar.${scalar}.hint`), words }))
}

/** The structures with a menu section each, and those without a scalar bijector, which stand together at the end. */
const sectionsFor = (dimension: number) => {
  const fitting = structureNames.filter((name) => structureCatalog[name].minimumDimension <= dimension)
  const sections = fitting.filter((name) => scalarsOf(name).length > 0).map((name) => ({ id: name, title: say(`structure.${name}.label`), entries: entriesOf(name) }))
  const rest = fitting.filter((name) => scalarsOf(name).length === 0).flatMap(entriesOf)
  return [...sections, { id: 'rest', title: say('app.layer.others'), entries: rest }]
}

export interface AddLayerProps {
  readonly onAdd: (structure: StructureName, scalar?: ScalarName) => void
}

/** Every structure with every scalar bijector it can take, as far as the data's dimension allows. */
export function AddLayer({ onAdd }: AddLayerProps) {
  const dimension = usePlayground(({ experiment }) => dimensionOf(experiment))
  const full = usePlayground(({ experiment }) => experiment.layers.length >= maximumLayers)
  const add = (id: string) => {
    const found = sectionsFor(dimension).flatMap(({ entries }) => entries).find((entry) => entry.id === id)
    if (found) onAdd(found.structure, found.scalar)
  }
  return (
    <SearchMenu label={say('app.layer.add')} sections={() => sectionsFor(dimension)} onAction={add}>
      <Button className="button" isDisabled={full}>+ {say('app.layer.add')}</Button>
    </SearchMenu>
  )
}
