import { expect, test, type Page } from '@playwright/test'
import type { PicturesPage } from './pictures/main.ts'
import { allScenes } from './pictures/scenes.ts'
import { buildSite, type Site } from './support/site.ts'

/** Other versions of Chromium smooth edges a little otherwise: so many pixels may differ, by so much of what the eye sees. */
const tolerance = { maxDiffPixels: 40, threshold: 0.15 }

let site: Site | null = null
let page: Page | null = null

test.beforeAll(async ({ browser }) => {
  site = await buildSite('pictures')
  page = await browser.newPage()
  await page.goto(site.address)
  await page.waitForFunction(() => 'paint' in globalThis)
})

test.afterAll(async () => {
  await page?.close()
  await site?.close()
})

// A wanted change: npm run pictures, look at what git says has changed, and commit it.
for (const name of allScenes.keys()) {
  test(`the picture ${name} is the stored one`, async () => {
    const address = await page?.evaluate((given) => (globalThis as unknown as PicturesPage).paint(given), name)
    expect(Buffer.from(address?.split(',')[1] ?? '', 'base64')).toMatchSnapshot(`${name}.png`, tolerance)
  })
}
