import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'

/**
 * What the page finds when it asks for WebGPU: the software adapter, no `navigator.gpu` at all, no adapter,
 * an adapter request that never answers, or one that throws.
 */
export type Webgpu = 'software' | 'absent' | 'no-adapter' | 'hangs' | 'throws'

export interface PageOptions {
  /** Set by the project; one test or file sets it with `test.use({ webgpu: 'hangs' })`. */
  webgpu: Webgpu
  /** Console errors that a test brings about on purpose. */
  expectedErrors: readonly RegExp[]
}

interface Fixtures extends PageOptions {
  /** What went wrong so far, one sentence each. A test that clears it forgives. */
  faults: string[]
}

// One expression each, true in the page and in a worker alike; `gpu` sits on the prototype of either's navigator.
const prototype = '(self.WorkerNavigator ?? self.Navigator).prototype'
const request = (answer: string) => `if (self.GPU) GPU.prototype.requestAdapter = ${answer};`
const spells: Record<Exclude<Webgpu, 'software'>, string> = {
  absent: `delete ${prototype}.gpu;`,
  'no-adapter': request('async () => null'),
  hangs: request('() => new Promise(() => {})'),
  throws: request(`async () => { throw new Error('The adapter request failed on purpose.') }`),
}

/**
 * Makes WebGPU behave as told, in the page and in its workers: no switch of Chromium's takes `navigator.gpu` away,
 * and init scripts do not reach workers, so every script of the site is served with the spell before its first line.
 */
export async function setWebgpu(context: BrowserContext, webgpu: Webgpu): Promise<void> {
  if (webgpu === 'software') return
  const spell = spells[webgpu]
  await context.addInitScript(spell)
  await context.route(/\.m?js(\?.*)?$/, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${spell}${await response.text()}` })
  })
}

const ownSchemes = ['data:', 'blob:', 'about:']

function collectFaults(page: Page, origin: string, expected: readonly RegExp[]): string[] {
  const faults: string[] = []
  const isOwn = (url: URL) => url.origin === origin || ownSchemes.includes(url.protocol)
  const note = (kind: string, text: string): void => {
    if (!expected.some((pattern) => pattern.test(text))) faults.push(`${kind}: ${text}`)
  }
  page.on('console', (message) => {
    if (message.type() === 'error') note('console error', `${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => note('page error', String(error.stack ?? error)))
  page.on('crash', () => note('page', 'crashed'))
  page.context().on('request', (sent) => {
    if (!isOwn(new URL(sent.url()))) faults.push(`request to another origin: ${sent.url()}`)
  })
  page.on('websocket', (socket) => faults.push(`web socket: ${socket.url()}`))
  return faults
}

/** Like Playwright's own, but every test fails on a console error, a page error or a request to another origin. */
export const test = base.extend<Fixtures>({
  webgpu: ['software', { option: true }],
  expectedErrors: [[], { option: true }],
  context: async ({ context, webgpu }, use) => {
    await setWebgpu(context, webgpu)
    await use(context)
    await context.unrouteAll({ behavior: 'ignoreErrors' })
  },
  faults: [
    async ({ page, baseURL, expectedErrors }, use) => {
      const faults = collectFaults(page, new URL(baseURL ?? '').origin, expectedErrors)
      await use(faults)
      expect(faults, 'the page must be silent and keep to its own origin').toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
