// Builds the page, serves it, lets it train and takes its picture for the README:
//   npm run screenshot -- [--name playground] [--seconds 20] [--link '#…']
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { build, preview } from 'vite'
import { ensureChromium, quietBrowser, softwareWebgpu } from './chromium.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const { values } = parseArgs({
  options: {
    name: { type: 'string', default: 'playground' },
    seconds: { type: 'string', default: '20' },
    link: { type: 'string', default: '' },
  },
})

async function serve(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  await build({ root, logLevel: 'warn' })
  const server = await preview({ root, logLevel: 'warn', preview: { host: '127.0.0.1', port: 0, strictPort: false } })
  const address = server.httpServer.address()
  if (typeof address !== 'object' || !address) throw new Error('The preview server has no address.')
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() }
}

async function photograph(url: string, path: string): Promise<void> {
  const executablePath = ensureChromium()
  if (!executablePath) throw new Error('No Chromium could be had: install one, or name it in CHROMIUM_PATH.')
  const browser = await chromium.launch({ executablePath, args: [...quietBrowser, ...softwareWebgpu] })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  page.on('console', (message) => message.type() === 'error' && console.error(message.text()))
  page.on('pageerror', (error) => console.error(error))
  await page.goto(url)
  await page.waitForTimeout(Number(values.seconds) * 1000)
  await page.screenshot({ path })
  await browser.close()
}

mkdirSync(`${root}public/screenshots`, { recursive: true })
const path = `${root}public/screenshots/${values.name}.png`
const site = await serve()
await photograph(`${site.url}${values.link}`, path)
await site.close()
console.log(path)
