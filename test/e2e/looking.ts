import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'

/** What axe finds wrong, each with its place, in light and in dark colours; in a part of the page alone, if one is named. */
export async function findings(page: Page, part?: string): Promise<readonly string[]> {
  const found = await inColours(page, part, [])
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  // A theme changes colours alone.
  const dark = await inColours(page, part, ['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  return [...found, ...dark.map((words) => `in the dark, ${words}`)]
}

/** In the colours that are shown; by some rules only, if any are named. */
async function inColours(page: Page, part: string | undefined, rules: readonly string[]): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page })
  if (part !== undefined) axe.include(part)
  if (rules.length > 0) axe.withRules([...rules])
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))
}

/** The numbers that a text tells, in order; the page writes a true minus sign. */
export const numbersIn = (text: string | null): readonly number[] => [...(text ?? '').replaceAll('−', '-').matchAll(/-?\d+(\.\d+)?(e-?\d+)?/g)].map(([digits]) => Number(digits))

/** What a canvas shows now, as text to compare. */
export const shown = (canvas: Locator): Promise<string> => canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL())

/** What a canvas shows once the same has come twice. */
export async function rested(canvas: Locator): Promise<string> {
  let last = ''
  await expect.poll(async () => {
    const now = await shown(canvas)
    const rests = now === last
    last = now
    return rests
  }, { intervals: [150] }).toBe(true)
  return last
}

/** Waits until a canvas shows something else, and tells what. */
export async function changed(canvas: Locator, before: string): Promise<string> {
  await expect.poll(() => shown(canvas)).not.toBe(before)
  return rested(canvas)
}

/** Presses keys one after another where the focus is. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Moves the focus there by Tab alone, as far as that many presses go. */
export async function tabTo(page: Page, target: Locator, most = 12): Promise<void> {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  await expect(target, 'reached by Tab').toBeFocused()
}
