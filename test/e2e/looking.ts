import { expect, type Locator, type Page } from '@playwright/test'
import { findings, glimpse, pixels } from './picturePage.ts'

/** What axe finds wrong in light and in dark colours; in a part of the page alone, if one is named. */
export async function findingsInBoth(page: Page, part?: string): Promise<readonly string[]> {
  const light = await findings(page, part)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const dark = await findings(page, part)
  await page.emulateMedia({ colorScheme: 'light' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  return [...light, ...dark.map((words) => `in dark colours, ${words}`)]
}

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
