import { useEffect, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { followSamples } from '../../store/samples.ts'
import { homeOf, offeredPictures, watchPictures, type SavedPicture } from './pictures.ts'
import { SaveMenu } from './SaveMenu.tsx'
import './save.css'

/** The pictures by where their menus stand. */
function byHome(pictures: readonly SavedPicture[]): ReadonlyMap<Element, readonly SavedPicture[]> {
  const homes = new Map<Element, SavedPicture[]>()
  for (const picture of pictures) {
    const home = homeOf(picture)
    if (home) homes.set(home, [...(homes.get(home) ?? []), picture])
  }
  return homes
}

let keys = 0
const keyed = new WeakMap<SavedPicture, number>()

function keyOf(picture: SavedPicture): number {
  const key = keyed.get(picture) ?? ++keys
  keyed.set(picture, key)
  return key
}

/**
 * A quiet menu at the corner of every picture. They are no children of the pictures for React: what is pressed in a menu
 * is not heard by the picture, whose own pointer and keys mean places on its axes.
 */
export function SaveMenus() {
  const pictures = useSyncExternalStore(watchPictures, offeredPictures)
  useEffect(followSamples, [])
  return [...byHome(pictures)].map(([home, own]) => {
    const menus = <div className="picture-saves">{own.map((picture) => <SaveMenu key={keyOf(picture)} picture={picture} />)}</div>
    return createPortal(menus, home, String(own.map(keyOf)))
  })
}
