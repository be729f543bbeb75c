import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from '@playwright/test'
import { build, preview } from 'vite'
import { encodeLink } from '../../src/experiment/link.ts'
import { defaultExperiment } from '../../src/experiment/presets.ts'
import { say } from '../../src/words/catalogue.ts'
import { findChromium, quietBrowser } from '../support/chromium.ts'
import type { Size } from '../../src/views/context.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The default preset with a schedule that does not end under the measurement. */
export const endlessDefault = { ...defaultExperiment, optimizer: { ...defaultExperiment.optimizer, schedule: 'constant' }, run: { ...defaultExperiment.run, speed: 'full' } } as const

function address(site: string): string {
  const link = encodeLink(endlessDefault)
  if (!link.ok) throw new Error(`no link for the default preset: ${link.reason.key}`)
  return `${site}${link.value}`
}

/** Loading, the choice of an engine and the first pictures are over. Milliseconds. */
const settling = 8000

/** The page, built and served, with the default preset training in it at full speed. */
export interface Playground {
  readonly browser: Browser
  readonly page: Page
}

/** Builds the page, opens it in a headless Chromium and lets it be measured; null where no Chromium is found. */
export async function withPlayground<T>(viewport: Size, measure: (playground: Playground) => Promise<T>): Promise<T | null> {
  const executablePath = findChromium()
  if (executablePath === undefined) return null
  const outDir = mkdtempSync(join(tmpdir(), 'x2z-page-'))
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const server = await preview({ root, logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: 0, strictPort: false } })
  const browser = await chromium.launch({ executablePath, args: [...quietBrowser] })
  try {
    const page = await browser.newPage({ viewport, locale: 'en-US' })
    // What tsx hands to the page names its functions by a function of tsx's own.
    await page.addInitScript('globalThis.__name = (made) => made')
    await page.goto(address(server.resolvedUrls?.local[0] ?? ''))
    await page.waitForTimeout(settling)
    return await measure({ browser, page })
  } finally {
    await Promise.all([browser.close(), server.close()])
    rmSync(outDir, { recursive: true, force: true })
  }
}

/** Chooses under “view” how the planes are drawn, by the words of the choices. */
export async function choose(page: Page, ...choices: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: say('look.button') }).click()
  for (const words of choices) await page.getByRole('dialog').getByText(words, { exact: true }).click()
  await page.keyboard.press('Escape')
}

/** Keeps pressing whatever bears one of these names: what plays to an end begins again. Ends with the page. */
export const keepPressing = (page: Page, ...names: readonly string[]): Promise<void> =>
  page.evaluate((labels) => {
    setInterval(() => {
      for (const label of labels) document.querySelector<HTMLButtonElement>(`button[aria-label="${CSS.escape(label)}"]`)?.click()
    }, 250)
  }, names)
