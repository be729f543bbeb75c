import { expect, test } from './support/page.ts'

test('the page opens with its title', { tag: '@either' }, async ({ page }) => {
  await page.goto('./')
  await expect(page).toHaveTitle(/x2z/)
  await expect(page.locator('#root')).not.toBeEmpty()
})

test('the site works from any folder of a static host', async ({ page, context }) => {
  const folder = '/any/folder/'
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url())
    if (!url.pathname.startsWith(folder)) return route.abort()
    url.pathname = url.pathname.slice(folder.length - 1)
    return route.fallback({ url: url.href })
  })
  await page.goto(`.${folder}`)
  await expect(page).toHaveTitle(/x2z/)
  await expect(page.locator('#root')).not.toBeEmpty()
})
