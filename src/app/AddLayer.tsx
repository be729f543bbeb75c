import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from 'react-aria-components'
import { dimensionOf, scalarsOf } from '../experiment/schema.ts'
import { maximumLayers } from '../experiment/settings.ts'
import { structureCatalog, structureNames, type ScalarName, type StructureName } from '../flows/catalog.ts'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'

interface Entry {
  readonly id: string
  readonly structure: StructureName
  readonly scalar?: ScalarName
}

const entriesOf = (structure: StructureName): readonly Entry[] => {
  const scalars = scalarsOf(structure)
  if (scalars.length === 0) return [{ id: structure, structure }]
  return scalars.map((scalar) => ({ id: `${structure} ${scalar}`, structure, scalar }))
}

const nameOf = ({ structure, scalar }: Entry): string => (scalar ? say(`scalar.${scalar}.label`) : say(`structure.${structure}.label`))
const hintOf = ({ structure, scalar }: Entry): string => (scalar ? say(`scalar.${scalar}.hint`) : say(`structure.${structure}.hint`))

/** The structures with a menu section each, and those without a scalar bijector, which stand together at the end. */
const sectionsFor = (dimension: number) => {
  const fitting = structureNames.filter((name) => structureCatalog[name].minimumDimension <= dimension)
  const sections = fitting.filter((name) => scalarsOf(name).length > 0).map((name) => ({ id: name, title: say(`structure.${name}.label`), entries: entriesOf(name) }))
  const rest = fitting.filter((name) => scalarsOf(name).length === 0).flatMap(entriesOf)
  return [...sections, { id: 'rest', title: say('app.layer.others'), entries: rest }]
}

const MenuEntry = ({ entry }: { readonly entry: Entry }) => (
  <MenuItem id={entry.id} textValue={nameOf(entry)} className="menu-item">
    <Text slot="label">{nameOf(entry)}</Text>
    <Text slot="description" className="menu-hint">{hintOf(entry)}</Text>
  </MenuItem>
)

export interface AddLayerProps {
  readonly onAdd: (structure: StructureName, scalar?: ScalarName) => void
}

/** Every structure with every scalar bijector it can take, as far as the data's dimension allows. */
export function AddLayer({ onAdd }: AddLayerProps) {
  const dimension = usePlayground(({ experiment }) => dimensionOf(experiment))
  const full = usePlayground(({ experiment }) => experiment.layers.length >= maximumLayers)
  const sections = sectionsFor(dimension)
  const add = (id: unknown) => {
    const found = sections.flatMap(({ entries }) => entries).find((entry) => entry.id === id)
    if (found) onAdd(found.structure, found.scalar)
  }
  return (
    <MenuTrigger>
      <Button className="button" isDisabled={full}>+ {say('app.layer.add')}</Button>
      <Popover className="popover" placement="bottom start">
        <Menu className="menu" onAction={add} aria-label={say('app.layer.add')}>
          {sections.map(({ id, title, entries }) => (
            <MenuSection key={id} id={`section ${id}`}>
              <Header className="menu-title">{title}</Header>
              {entries.map((entry) => <MenuEntry key={entry.id} entry={entry} />)}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
