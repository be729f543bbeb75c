import { expect, test } from 'vitest'
import { shortcutOf } from '../../src/app/shortcuts.ts'

/** An element that lies inside all of these. */
const inside = (...selectors: readonly string[]) => ({
  closest: (wanted: string) => (wanted.split(', ').some((each) => selectors.includes(each)) ? ({} as Element) : null),
})
const page = inside()

test('on the page itself, keys do what the dialog says', () => {
  expect([' ', '.', 'ArrowRight', 'ArrowLeft', ',', 'p', 'P', 'r', 'R', '?', 'x', 'Enter'].map((key) => shortcutOf(key, page))).toEqual([
    'toggle', 'step', 'on', 'back', 'back', 'present', 'present', 'reset', 'reset', 'help', null, null,
  ])
})

test.each(['input', 'textarea', '[role=grid]', '[role=listbox]', '[role=application]', '[role=dialog]'])('in %s, keys keep their own meaning', (place) => {
  expect([' ', '.', 'r', '?'].map((key) => shortcutOf(key, inside(place)))).toEqual([null, null, null, null])
})

test('on a button, the space bar presses it and the other keys still work', () => {
  expect(shortcutOf(' ', inside('button'))).toBeNull()
  expect(shortcutOf('.', inside('button'))).toBe('step')
})
