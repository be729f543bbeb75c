import { readFileSync } from 'node:fs'
import type { Download, Locator, Page } from '@playwright/test'
import { defaultExperiment } from '../../src/experiment/presets.ts'
import { say } from '../../src/words/catalogue.ts'
import { beyond, button, endless, open, pause, quick, soon } from './playgroundPage.ts'
import { expect, test } from './support/page.ts'

const saveButton = (page: Page, picture: string): Locator => button(page, say('save.button', { name: picture }))

/** What comes into the downloads after an action: its name, and its bytes. */
async function saved(page: Page, act: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download]: [Download, void] = await Promise.all([page.waitForEvent('download', soon), act()])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

const chosen = (page: Page, item: string) => () => page.getByRole('menuitem', { name: item }).click()

test('a plane is saved as an image, as a drawing and as a video, and its flow as samples', async ({ page }) => {
  await open(page, endless(defaultExperiment))
  await beyond(page, 20)
  await pause(page)
  const menu = saveButton(page, say('plane.z.name'))
  await menu.click()
  const png = await saved(page, chosen(page, say('save.png')))
  expect(png.name).toMatch(/-the-latent-plane-step-\d+\.png$/)
  // Width and height of a PNG stand in its head: twice those on the page.
  const box = await page.locator('.plane-z .plane-canvas').boundingBox()
  expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual([Math.round(2 * (box?.width ?? NaN)), Math.round(2 * (box?.height ?? NaN))])

  await menu.click()
  const svg = await saved(page, chosen(page, say('save.svg')))
  const parsed = await page.evaluate((text) => {
    const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml')
    return { root: root.nodeName, images: root.querySelectorAll('image').length, words: [...root.querySelectorAll('text')].map((one) => one.textContent) }
  }, svg.bytes.toString('utf8'))
  expect(parsed.root).toBe('svg')
  expect(parsed.images).toBeGreaterThan(0)
  expect(parsed.words).toContain('z₁')

  await menu.click()
  const csv = await saved(page, chosen(page, say('save.samples.count', { count: '1,000' })))
  expect(csv.name).toMatch(/-1000-samples-step-\d+\.csv$/)
  const [head, ...rows] = csv.bytes.toString('utf8').trimEnd().split('\n')
  expect(head).toBe('x1,x2,z1,z2,log_p')
  expect(rows).toHaveLength(1000)

  await menu.click()
  const video = await saved(page, async () => {
    await page.getByRole('menuitem', { name: say('save.video.run') }).click()
    await page.waitForTimeout(500)
    await button(page, say('save.video.stop', { name: say('plane.z.name') })).click()
  })
  expect(video.name).toMatch(/\.webm$/)
  // The sign that a file of this kind begins with.
  expect(video.bytes.subarray(0, 4).toString('hex')).toBe('1a45dfa3')
})

test('a chart is saved by keyboard alone, and the picture does not hear the keys', async ({ page }) => {
  await open(page, endless(quick))
  await beyond(page, 0)
  const menu = saveButton(page, say('nll.name'))
  await menu.focus()
  await expect(menu).toBeVisible()
  const cursor = page.getByRole('slider', { name: say('nll.cursor') })
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: say('save.png') })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  const svg = await saved(page, () => page.keyboard.press('Enter'))
  expect(svg.bytes.toString('utf8', 0, 4)).toBe('<svg')
  await expect(menu).toBeFocused()
  await expect(cursor).not.toBeFocused()
})

test('the morph is filmed from x to z and back, and ends by itself', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await open(page, endless(quick))
  await beyond(page, 0)
  await saveButton(page, say('line.name')).click()
  const video = await saved(page, chosen(page, say('save.video.morph')))
  expect(video.bytes.length).toBeGreaterThan(1000)
})

test('where the browser does not record, no video is offered', async ({ page }) => {
  await page.addInitScript('delete globalThis.MediaRecorder')
  await open(page, quick)
  await saveButton(page, say('nll.name')).click()
  await expect(page.getByRole('menuitem', { name: say('save.png') })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: say('save.video.run') })).toHaveCount(0)
})
