import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { violations } from './support/axe.ts'
import { expect, test, type Webgpu } from './support/page.ts'

/** The fixture is itself held to pages that break each of its rules. */
test.describe('the fixture notices', () => {
  const inWorker = (page: Page, code: string) =>
    page.evaluate((text) => void new Worker(URL.createObjectURL(new Blob([text]))), code)

  const offences: Record<string, readonly [noticed: string, offend: (page: Page) => Promise<unknown>]> = {
    'a console error': ['console error: on purpose', (page) => page.evaluate(() => console.error('on purpose'))],
    'an error thrown in the page': [
      'page error: Error: on purpose',
      (page) => page.evaluate("void setTimeout(() => { throw new Error('on purpose') })"),
    ],
    'an error thrown in a worker': ['on purpose', (page) => inWorker(page, "throw new Error('on purpose')")],
    'a request to another origin from the page': [
      'request to another origin: http://127.0.0.1:9/',
      (page) => page.evaluate("fetch('http://127.0.0.1:9/').catch(() => undefined)"),
    ],
    'a request to another origin from a worker': [
      'request to another origin: http://127.0.0.1:9/',
      (page) => inWorker(page, "fetch('http://127.0.0.1:9/').catch(() => undefined)"),
    ],
  }
  for (const [name, [noticed, offend]] of Object.entries(offences)) {
    test(name, async ({ page, faults }) => {
      await page.goto('./')
      expect(faults).toEqual([])
      await offend(page)
      await expect.poll(() => faults.join('\n')).toContain(noticed)
      faults.splice(0)
    })
  }

  test.fail('and fails the test for it (this one must fail)', async ({ page }) => {
    await page.goto('./')
    await page.evaluate(() => console.error('on purpose'))
  })
})

/** Tells in a word what asking for WebGPU comes to, if it comes to anything in time; true in the page and in a worker. */
const ask = `const told = (async () => {
  if (!navigator.gpu) return 'no gpu'
  const late = new Promise((resolve) => setTimeout(resolve, new URLSearchParams(location.search).get('patience'), 'hangs'))
  const answer = navigator.gpu.requestAdapter().then((adapter) => adapter?.info.architecture ?? 'no adapter')
  return Promise.race([late, answer.catch(() => 'throws')])
})();`

const files: Record<string, readonly [type: string, body: string]> = {
  '/': ['text/html', '<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>a page</title></html>'],
  '/worker.js': ['text/javascript', `${ask} told.then(postMessage)`],
}

/** A site of one page and one worker, served in place of the built app. */
const ownSite = {
  baseURL: async ({}: object, use: (url: string) => Promise<void>) => {
    const server = createServer(({ url = '' }, answer) => {
      const [type, body] = files[url.replace(/\?.*/, '')] ?? ['text/plain', '']
      answer.setHeader('content-type', type).end(body)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    server.close()
  },
}

/** An adapter that answers does so within this long, whatever else runs on the machine. Milliseconds. */
const patient = 30_000

async function askBoth(page: Page, patience: number): Promise<readonly [page: string, worker: string]> {
  await page.goto(`./?patience=${patience}`)
  const inPage = await page.evaluate<string>(`(() => { ${ask} return told })()`)
  const inWorker = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        new Worker(`./worker.js${location.search}`).addEventListener('message', ({ data }) => resolve(String(data)))
      }),
  )
  return [inPage, inWorker]
}

test.describe('WebGPU', () => {
  test.use(ownSite)
  test('is what the project says', { tag: '@either' }, async ({ page, webgpu }) => {
    const answer = webgpu === 'software' ? 'swiftshader' : 'no gpu'
    expect(await askBoth(page, patient)).toEqual([answer, answer])
  })
})

const modes: readonly (readonly [Webgpu, answer: string])[] = [
  ['absent', 'no gpu'],
  ['no-adapter', 'no adapter'],
  ['hangs', 'hangs'],
  ['throws', 'throws'],
]
for (const [webgpu, answer] of modes) {
  test.describe(`WebGPU set to ${webgpu}`, () => {
    test.use({ ...ownSite, webgpu })
    test('is so in the page and in a worker', async ({ page }) => {
      expect(await askBoth(page, webgpu === 'hangs' ? 1000 : patient)).toEqual([answer, answer])
    })
  })
}

test('axe is asked so that it finds what is wrong: on the page, in a part', async ({ page }) => {
  await page.setContent('<html lang="en"><title>a page</title><main><h1>A page</h1><button></button><p style="color: #bbb; background: #fff">pale</p></main></html>')
  const rules = async (part?: string) => (await violations(page, part)).map((words) => words.split(' ')[0]).toSorted()
  expect(await rules()).toEqual(['button-name', 'color-contrast'])
  expect(await rules('button')).toEqual(['button-name'])
})
