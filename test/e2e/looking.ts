import { expect, type Locator, type Page } from '@playwright/test'
import { glimpse, pixels } from './picturePage.ts'

/** The numbers that a text tells, in order; the page writes a true minus sign. */
export const numbersIn = (text: string | null): readonly number[] => [...(text ?? '').replaceAll('−', '-').matchAll(/-?\d+(\.\d+)?(e-?\d+)?/g)].map(([digits]) => Number(digits))

/** Waits until a canvas shows something else, and tells what. */
export async function changed(canvas: Locator, before: string): Promise<string> {
  await expect.poll(() => glimpse(canvas)).not.toBe(before)
  return pixels(canvas)
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
