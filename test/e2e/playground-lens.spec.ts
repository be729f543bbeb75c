import { say } from '../../src/words/catalogue.ts'
import { beyond, button, open, quick, soon } from './playgroundPage.ts'
import { expect, test } from './support/page.ts'

test('on the line, samples fall through the inverse CDF, and f is held against the map that it must become', async ({ page }) => {
  await open(page, quick)
  await beyond(page, 0)
  const ideal = page.getByRole('button', { name: new RegExp(say('line.ideal.label')) })
  await ideal.press('Enter')
  await expect(ideal).toHaveAttribute('aria-pressed', 'true')
  await button(page, say('cdf.drop')).press('Enter')
  await expect(button(page, say('cdf.drop.stop'))).toBeVisible()
  await expect(page.getByText(/samples have fallen through the inverse/)).toHaveCount(1, soon)
  await button(page, say('cdf.drop.stop')).click()
  await expect(button(page, say('cdf.drop'))).toBeVisible()
})
