import { expect, test } from '@playwright/test'
import { frozen, frozenPresets } from '../engine/frozen.ts'
import type { BitsPage } from './bits/main.ts'
import { buildSite, type Site } from './support/site.ts'

let site: Site | null = null

test.beforeAll(async () => {
  site = await buildSite('bits')
})

test.afterAll(() => site?.close())

// Node's half, with the same frozen numbers, is in test/engine/run.test.ts.
for (const name of frozenPresets) {
  test(`1,000 compiled steps of ${name} end at the same weights in Chromium as in Node`, async ({ page }) => {
    await page.goto(site?.address ?? '')
    await page.waitForFunction(() => 'trainInWorker' in globalThis)
    const found = await page.evaluate((given) => (globalThis as unknown as BitsPage).trainInWorker(given), name)
    expect(found).toEqual(frozen[name])
  })
}
