// Builds the page, serves it, lets it train and takes the README's pictures, or some of them by name:
//   npm run screenshot -- [name …]
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium, type Browser, type Page } from '@playwright/test'
import { build, preview } from 'vite'
import { ensureChromium, quietBrowser, softwareWebgpu } from './chromium.ts'
import { fragmentOf, gallery, type Shot, type ShotName } from './gallery.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = `${root}public/screenshots/`

/** Bytes of a picture: a README should open at once. */
const most = 200_000
const qualities = [90, 80, 70, 60, 50] as const

async function serve(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  await build({ root, logLevel: 'warn' })
  const server = await preview({ root, logLevel: 'warn', preview: { host: '127.0.0.1', port: 0, strictPort: false } })
  const address = server.httpServer.address()
  if (typeof address !== 'object' || !address) throw new Error('The preview server has no address.')
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() }
}

/** The page as the best JPEG that is small enough. */
async function smallEnough(page: Page): Promise<Buffer> {
  let picture: Buffer = Buffer.alloc(0)
  for (const quality of qualities) {
    picture = await page.screenshot({ type: 'jpeg', quality })
    if (picture.length <= most) break
  }
  return picture
}

async function photograph(browser: Browser, url: string, shot: Shot): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: 'en-US', colorScheme: shot.theme })
  page.on('console', (message) => message.type() === 'error' && console.error(message.text()))
  page.on('pageerror', (error) => console.error(error))
  await page.goto(`${url}${fragmentOf(shot)}`)
  await page.waitForTimeout(shot.seconds * 1000)
  await shot.prepare?.(page)
  await page.mouse.move(0, 0)
  const picture = await smallEnough(page)
  await page.close()
  return picture
}

const isShot = (name: string): name is ShotName => Object.hasOwn(gallery, name)

async function main(asked: readonly string[]): Promise<number> {
  const unknown = asked.find((name) => !isShot(name))
  const executablePath = ensureChromium()
  if (unknown !== undefined || !executablePath) {
    console.error(executablePath ? `There is no picture '${unknown}'. There are: ${Object.keys(gallery).join(', ')}.` : 'No Chromium could be had: install one, or name it in CHROMIUM_PATH.')
    return 2
  }
  mkdirSync(folder, { recursive: true })
  const site = await serve()
  const browser = await chromium.launch({ executablePath, args: [...quietBrowser, ...softwareWebgpu] })
  const names = asked.length > 0 ? asked.filter(isShot) : (Object.keys(gallery) as ShotName[])
  try {
    for (const name of names) {
      const picture = await photograph(browser, site.url, gallery[name])
      writeFileSync(`${folder}${name}.jpg`, picture)
      console.log(`${folder}${name}.jpg (${Math.round(picture.length / 1000)} kB)`)
    }
  } finally {
    await Promise.all([browser.close(), site.close()])
  }
  return 0
}

process.exitCode = await main(parseArgs({ allowPositionals: true }).positionals)
