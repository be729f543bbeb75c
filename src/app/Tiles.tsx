import type { ReactNode } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import { useRowInView } from './useRowInView.ts'

export interface Tile<T extends string> {
  readonly id: T
  readonly label: string
  /** One sentence of what it is. */
  readonly hint: string
  readonly picture: ReactNode
}

export interface TilesProps<T extends string> {
  readonly label: string
  readonly tone: 'x' | 'z'
  readonly tiles: readonly Tile<T>[]
  readonly value: T | null
  readonly onChange: (id: T) => void
}

/** One of several, each with a small picture; its name is its accessible name and shows at hover. */
export function Tiles<T extends string>({ label, tone, tiles, value, onChange }: TilesProps<T>) {
  const row = useRowInView(value)
  const choose = (chosen: string) => {
    const found = tiles.find(({ id }) => id === chosen)
    if (found) onChange(found.id)
  }
  return (
    <RadioGroup ref={row} className={`tiles tone-${tone}`} aria-label={label} orientation="horizontal" value={value} onChange={choose}>
      {tiles.map(({ id, label: name, hint, picture }) => (
        <Radio key={id} value={id} className="tile" aria-label={name}>
          <span title={`${name}. ${hint}`}>{picture}</span>
        </Radio>
      ))}
    </RadioGroup>
  )
}
