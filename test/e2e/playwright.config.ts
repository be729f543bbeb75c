import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { findChromium, quietBrowser, softwareWebgpu } from '../support/chromium.ts'
import type { PageOptions } from './support/page.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const port = Number(process.env['X2Z_PORT'] ?? 4273)
const site = `http://127.0.0.1:${port}/`
const found = findChromium()
const launch = (args: readonly string[]) => ({
  args: [...quietBrowser, ...args],
  ...(found === undefined ? {} : { executablePath: found }),
})

/** Tests of how long things take: they come last and one at a time, so that their timings mean something. */
const timed = ['**/playground-smooth.spec.ts', '**/firstStep.spec.ts']

/** Drawings over fixed data against stored images, in one browser: nothing of them hangs on the engine. */
const pictures = ['**/pictures.spec.ts']
const apart = [...timed, ...pictures]

/**
 * The built app in a real Chromium, with WebGPU and without. The page is the same whatever trains, so that most tests run
 * once, without. A test tagged `@adapter` runs on the software adapter instead, and one tagged `@either` runs on both.
 */
export default defineConfig<PageOptions>({
  testDir: '.',
  outputDir: '../../test-results',
  workers: 2,
  // Only a failure takes so long: a loaded machine may.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  globalTimeout: 30 * 60_000,
  forbidOnly: process.env['CI'] !== undefined,
  use: { baseURL: site, viewport: { width: 1440, height: 900 }, locale: 'en-US', serviceWorkers: 'block' },
  projects: [
    { name: 'webgpu', testIgnore: apart, grep: /@(adapter|either)\b/, use: { webgpu: 'software', launchOptions: launch(softwareWebgpu) } },
    { name: 'no-webgpu', testIgnore: apart, grepInvert: /@adapter\b/, use: { webgpu: 'absent', launchOptions: launch([]) } },
    { name: 'pictures', testMatch: pictures, snapshotPathTemplate: '{testDir}/pictures/images/{arg}{ext}', use: { launchOptions: launch([]) } },
    {
      name: 'timed',
      testMatch: timed,
      workers: 1,
      dependencies: ['webgpu', 'no-webgpu'],
      use: { webgpu: 'absent', launchOptions: launch([]) },
    },
  ],
  webServer: {
    command: `vite preview --host 127.0.0.1 --port ${port} --strictPort`,
    cwd: root,
    url: site,
    reuseExistingServer: false,
  },
})
