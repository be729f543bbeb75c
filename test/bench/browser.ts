import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from '@playwright/test'
import { build, preview, type PreviewServer } from 'vite'
import { findChromium, quietBrowser, softwareWebgpu } from '../support/chromium.ts'
import type { BenchPage, Measured, Request } from './page/protocol.ts'

const root = fileURLToPath(new URL('./page/', import.meta.url))

/** A headless Chromium, and the bench page in it. */
export interface BenchBrowser {
  /** Of Chromium. */
  readonly version: string
  /** Runs one comparison in a fresh page's worker. */
  bench(request: Request): Promise<Measured>
  close(): Promise<void>
}

async function buildPage(outDir: string): Promise<void> {
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  })
}

/** Without the headers that share memory between threads: static hosts do not send them either. */
const serve = (outDir: string): Promise<PreviewServer> =>
  preview({ root, configFile: false, logLevel: 'warn', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })

async function openPage(browser: Browser, server: PreviewServer, request: Request): Promise<Measured> {
  const page = await browser.newPage()
  try {
    const [address = ''] = server.resolvedUrls?.local ?? []
    await page.goto(address)
    await page.waitForFunction(() => 'bench' in globalThis)
    return await page.evaluate((given) => (globalThis as unknown as BenchPage).bench(given), request)
  } finally {
    await page.close()
  }
}

/** Builds and serves the page; null where no Chromium is found. */
export async function startBrowser(): Promise<BenchBrowser | null> {
  const executablePath = findChromium()
  if (executablePath === undefined) return null
  const outDir = mkdtempSync(join(tmpdir(), 'x2z-bench-'))
  await buildPage(outDir)
  const server = await serve(outDir)
  const browser = await chromium.launch({ executablePath, args: [...quietBrowser, ...softwareWebgpu] })
  return {
    version: browser.version(),
    bench: (request) => openPage(browser, server, request),
    close: async () => {
      await Promise.all([browser.close(), server.close()])
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}
