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

/** The built app in a real Chromium, with WebGPU and without. One worker: two cores, and timings that mean something. */
export default defineConfig<PageOptions>({
  testDir: '.',
  outputDir: '../../test-results',
  workers: 1,
  timeout: 60_000,
  globalTimeout: 8 * 60_000,
  forbidOnly: process.env['CI'] !== undefined,
  use: { baseURL: site, viewport: { width: 1440, height: 900 }, locale: 'en-US', serviceWorkers: 'block' },
  projects: [
    { name: 'webgpu', use: { webgpu: 'software', launchOptions: launch(softwareWebgpu) } },
    { name: 'no-webgpu', use: { webgpu: 'absent', launchOptions: launch([]) } },
  ],
  webServer: {
    command: `vite preview --host 127.0.0.1 --port ${port} --strictPort`,
    cwd: root,
    url: site,
    reuseExistingServer: false,
  },
})
