import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { build, preview, type PreviewServer } from 'vite'
import { frozen, frozenPresets } from '../engine/frozen.ts'
import type { BitsPage } from './bits/main.ts'

const root = fileURLToPath(new URL('./bits/', import.meta.url))
const site = { folder: '', server: null as PreviewServer | null }

test.beforeAll(async () => {
  site.folder = mkdtempSync(join(tmpdir(), 'x2z-bits-'))
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { outDir: site.folder, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  })
  site.server = await preview({ root, configFile: false, logLevel: 'warn', build: { outDir: site.folder }, preview: { host: '127.0.0.1', port: 0 } })
})

test.afterAll(async () => {
  await site.server?.close()
  rmSync(site.folder, { recursive: true, force: true })
})

// Node's half, with the same frozen numbers, is in test/engine/run.test.ts.
for (const name of frozenPresets) {
  test(`1,000 compiled steps of ${name} end at the same weights in Chromium as in Node`, async ({ page }) => {
    const [address = ''] = site.server?.resolvedUrls?.local ?? []
    await page.goto(address)
    await page.waitForFunction(() => 'trainInWorker' in globalThis)
    const found = await page.evaluate((given) => (globalThis as unknown as BitsPage).trainInWorker(given), name)
    expect(found).toEqual(frozen[name])
  })
}
