import { useEffect, useEffectEvent } from 'react'

/** What the page's keys do. */
export interface Shortcuts {
  readonly toggle: () => void
  readonly step: () => void
  /** One remembered step back, and on; where there is none, on is a step of training. */
  readonly back: () => void
  readonly on: () => void
  readonly present: () => void
  readonly reset: () => void
  readonly help: () => void
}

/** Where a key already means something else: text is typed, a list is walked, a picture has keys of its own. */
const busy = 'input, textarea, select, [contenteditable], [role=dialog], [role=listbox], [role=menu], [role=grid], [role=application], [role=slider]'
const pressable = 'button, a, [role=button], [role=radio]'

/** What a key does where it was pressed, or null where that is not the page's business. */
export function shortcutOf(key: string, target: Pick<Element, 'closest'> | null): keyof Shortcuts | null {
  if (target?.closest(busy)) return null
  switch (key) {
    case ' ':
      return target?.closest(pressable) ? null : 'toggle'
    case '.':
      return 'step'
    case 'ArrowRight':
      return 'on'
    case ',':
    case 'ArrowLeft':
      return 'back'
    case 'p':
    case 'P':
      return 'present'
    case 'r':
    case 'R':
      return 'reset'
    case '?':
      return 'help'
    default:
      return null
  }
}

const elementOf = (target: EventTarget | null): Element | null => (target instanceof Element ? target : null)

export function useShortcuts(shortcuts: Shortcuts, on: boolean): void {
  const act = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    const shortcut = shortcutOf(event.key, elementOf(event.target))
    if (!shortcut) return
    event.preventDefault()
    shortcuts[shortcut]()
  })
  useEffect(() => {
    if (!on) return
    const listen = (event: KeyboardEvent) => act(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [on])
}
