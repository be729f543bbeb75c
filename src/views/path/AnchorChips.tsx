import { useRef, useState, type KeyboardEvent } from 'react'
import { Button } from 'react-aria-components'
import { frames } from '../../store/frames.ts'
import { say } from '../../words/catalogue.ts'
import { anchorLetter } from '../anchors.ts'
import { Unseen } from '../canvas.tsx'
import { coordinate } from '../plane/numbers.ts'
import { movedCursor } from '../plane/pick.ts'
import type { AnchorPicking } from '../useAnchors.ts'

/** How far an arrow key moves an anchor, as a share of the window. */
const nudge = 0.01

const tellPlace = (place: readonly number[]): string => place.map(coordinate).join(', ')

/** Where an anchor goes by a key: by arrows, of which two are of use on the line; null by others. */
function placeAfter(anchor: readonly number[], { key, shiftKey }: KeyboardEvent): readonly number[] | null {
  const window = frames.latest()?.dataWindow
  const [first = 0, second = 0] = anchor
  if (!window || window.length !== anchor.length) return null
  if (window.length === 1 && (key === 'ArrowUp' || key === 'ArrowDown')) return null
  return movedCursor([first, second], key, shiftKey, window, nudge)?.slice(0, anchor.length) ?? null
}

function useChips({ anchors, move, remove, clear }: AnchorPicking) {
  const [said, setSaid] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const focusChip = (index: number) => list.current?.querySelectorAll<HTMLElement>('.anchor-chip')[index]?.focus()
  const drop = (index: number) => {
    // The next one takes its place; the last has none after it.
    focusChip(index === anchors.length - 1 ? index - 1 : index)
    remove(index)
    setSaid(say('path.anchor.removed', { letter: anchorLetter(index), count: anchors.length - 1 }))
  }
  const press = (index: number) => (event: KeyboardEvent) => {
    const place = placeAfter(anchors[index] ?? [], event)
    const drops = event.key === 'Delete' || event.key === 'Backspace'
    if (place || drops) event.preventDefault()
    if (place) {
      move(index, place)
      setSaid(say('path.anchor.moved', { letter: anchorLetter(index), place: tellPlace(place) }))
    } else if (drops) drop(index)
    else if (event.key === 'Escape') clear()
  }
  return { said, list, drop, press }
}

/** The anchors, each to be moved by keys and taken away. */
export function AnchorChips({ picking }: { readonly picking: AnchorPicking }) {
  const { said, list, drop, press } = useChips(picking)
  return (
    <>
      <ul ref={list} className="anchor-list" aria-label={say('path.anchors')}>
        {picking.anchors.map((anchor, index) => (
          <li key={index} className="anchor">
            <button type="button" className="anchor-chip" aria-label={say('path.anchor', { letter: anchorLetter(index), place: tellPlace(anchor) })} onKeyDown={press(index)} onClick={() => picking.follow(index)}>
              {anchorLetter(index)}
            </button>
            <Button className="anchor-remove" aria-label={say('path.anchor.remove', { letter: anchorLetter(index) })} onPress={() => drop(index)}>×</Button>
          </li>
        ))}
      </ul>
      <Unseen live>{said}</Unseen>
    </>
  )
}
