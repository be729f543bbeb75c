import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue, Text } from 'react-aria-components'

export interface Phrase<T extends string> {
  readonly id: T
  readonly label: string
  readonly hint: string
}

export interface PhraseSelectProps<T extends string> {
  readonly label: string
  /** What the sentence says now, whether or not it is one of the phrases. */
  readonly text: string
  readonly tone: 'x' | 'f' | 'z'
  readonly phrases: readonly Phrase<T>[]
  readonly value: T | null
  readonly onChange: (id: T) => void
}

/** A part of the sentence that can be chosen: it is coloured by what it means, and reads on in the line. */
export function PhraseSelect<T extends string>({ label, text, tone, phrases, value, onChange }: PhraseSelectProps<T>) {
  const choose = (key: unknown) => {
    const found = phrases.find(({ id }) => id === key)
    if (found) onChange(found.id)
  }
  return (
    <Select className="phrase" aria-label={label} value={value} onChange={choose}>
      <Button className={`phrase-button tone-${tone}`}>
        <SelectValue>{() => text}</SelectValue>
        <span aria-hidden="true" className="phrase-mark">▾</span>
      </Button>
      <Popover className="popover" placement="bottom start">
        <ListBox className="menu" items={phrases}>
          {({ id, label: name, hint }) => (
            <ListBoxItem id={id} textValue={name} className="menu-item">
              <Text slot="label">{name}</Text>
              <Text slot="description" className="menu-hint">{hint}</Text>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
