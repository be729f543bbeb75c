import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/**
 * What axe finds wrong, each with its place; in a part of the page alone, if one is named.
 * The page has no frames, so that axe may work in it alone (its legacy mode), and only what is wrong is written down: both
 * make it several times as fast.
 */
export async function violations(page: Page, part?: string): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  if (part !== undefined) axe.include(part)
  const { violations: found } = await axe.analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`))
}

/** What axe finds wrong in light and in dark colours; the page is left in light ones. */
export async function violationsInBoth(page: Page, part?: string): Promise<readonly string[]> {
  const turn = async (colorScheme: 'light' | 'dark') => {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
  }
  await turn('light')
  const light = await violations(page, part)
  await turn('dark')
  const dark = await violations(page, part)
  await turn('light')
  return [...light, ...dark.map((words) => `in dark colours, ${words}`)]
}
