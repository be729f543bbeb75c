import { useEffect, useRef } from 'react'

/** Where a row that scrolls sideways has more to show. */
function moreOf({ scrollLeft, scrollWidth, clientWidth }: HTMLElement): 'none' | 'before' | 'after' | 'both' {
  // Positions are whole pixels or nearly so.
  const before = scrollLeft > 1
  const after = scrollLeft + clientWidth < scrollWidth - 1
  return before ? (after ? 'both' : 'before') : after ? 'after' : 'none'
}

/** Brings an element of the row to its middle, unless it is seen whole; the page itself stays where it is. */
function bringIntoView(row: HTMLElement, chosen: Element): void {
  const [view, place] = [row.getBoundingClientRect(), chosen.getBoundingClientRect()]
  const margin = place.width
  if (place.left >= view.left + margin && place.right <= view.right - margin) return
  row.scrollLeft += (place.left + place.right - view.left - view.right) / 2
}

/** A row that scrolls sideways: what is selected comes into view, and `data-more` tells the style where there is more. */
export function useRowInView(selected: string | null) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const row = element.current
    if (!row) return
    const tell = () => {
      row.dataset['more'] = moreOf(row)
    }
    const observer = new ResizeObserver(tell)
    observer.observe(row)
    row.addEventListener('scroll', tell, { passive: true })
    return () => {
      observer.disconnect()
      row.removeEventListener('scroll', tell)
    }
  }, [])
  useEffect(() => {
    const chosen = element.current?.querySelector('[data-selected]')
    if (element.current && chosen) bringIntoView(element.current, chosen)
  }, [selected])
  return element
}
