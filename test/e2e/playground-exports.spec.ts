import type { Page } from '@playwright/test'
import { defaultExperiment } from '../../src/experiment/presets.ts'
import { say } from '../../src/words/catalogue.ts'
import { chooseToSave, saveButton, saved, stage } from './picturePage.ts'
import { beyond, button, endless, open, pause, quick, step } from './playgroundPage.ts'
import { violations } from './support/axe.ts'
import { expect, test } from './support/page.ts'

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

/** What a browser makes of a saved image or video: its size, how many colours are in it, and whether it moves. */
const shownBy = (page: Page, bytes: Buffer, type: 'image/png' | 'video/webm') =>
  page.evaluate(async ([data, kind]) => {
    const blob = new Blob([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], { type: kind })
    const video = document.createElement('video')
    if (kind === 'video/webm') {
      video.muted = true
      video.src = URL.createObjectURL(blob)
      const shown = new Promise((resolve) => video.requestVideoFrameCallback(resolve))
      await video.play()
      await shown
    }
    const picture = kind === 'video/webm' ? video : await createImageBitmap(blob)
    const [width, height] = picture instanceof ImageBitmap ? [picture.width, picture.height] : [picture.videoWidth, picture.videoHeight]
    const context = new OffscreenCanvas(width, height).getContext('2d')
    context?.drawImage(picture, 0, 0)
    const colours = new Set(new Uint32Array(context?.getImageData(0, 0, width, height).data.buffer ?? new ArrayBuffer(0)))
    return { width, height, colours: colours.size }
  }, [bytes.toString('base64'), type] as const)

test('by keyboard: an image, samples, both videos and the losses are saved, and the focus stays where it was', async ({ page }) => {
  await open(page, endless(quick))
  await beyond(page, 20)
  await pause(page)
  const name = say('line.name')
  const menu = saveButton(page, name)
  const box = await page.locator('.line-canvas').boundingBox()
  const drawn = { width: Math.round(2 * (box?.width ?? NaN)), height: Math.round(2 * (box?.height ?? NaN)) }

  const png = await saved(page, () => chooseToSave(page, name, say('save.png'), 'keyboard'))
  const image = await shownBy(page, png.bytes, 'image/png')
  expect(image).toMatchObject(drawn)
  expect(image.colours).toBeGreaterThan(30)
  await expect(menu).toBeFocused()

  const csv = await saved(page, () => chooseToSave(page, name, say('save.samples.count', { count: '1,000' }), 'keyboard'))
  const [head, ...rows] = csv.bytes.toString('utf8').trimEnd().split('\n')
  expect(head).toBe('x1,z1,log_p')
  expect(rows).toHaveLength(1000)
  expect(rows.flatMap((row) => row.split(',').map(Number)).filter((value) => !Number.isFinite(value))).toEqual([])

  const stop = button(page, say('save.video.stop', { name }))
  await chooseToSave(page, name, say('save.video.run'), 'keyboard')
  await expect(stop).toBeFocused()
  expect(await violations(page, '.line-picture')).toEqual([])
  const run = await saved(page, () => page.keyboard.press('Enter'))
  expect((await shownBy(page, run.bytes, 'video/webm')).colours).toBeGreaterThan(30)
  await expect(menu).toBeFocused()

  await chooseToSave(page, name, say('save.video.morph'), 'keyboard')
  await expect(stage(page)).toHaveAttribute('aria-valuetext', say('stage.z'))
  const morph = await saved(page, () => page.keyboard.press('Space'))
  expect((await shownBy(page, morph.bytes, 'video/webm')).colours).toBeGreaterThan(30)
  await expect(menu).toBeFocused()

  await button(page, 'Chart ▾').press('Enter')
  const losses = await saved(page, () => button(page, say('nll.csv')).press('Enter'))
  const lines = losses.bytes.toString('utf8').trimEnd().split('\n').map((line) => line.split(','))
  expect(lines[0]).toEqual(['step', 'train_nll_nats', 'test_nll_nats', 'test_standard_error_nats'])
  expect(lines.at(-1)?.[0]).toBe(String(await step(page)))
  expect(Number(lines.at(-1)?.[1])).toBeLessThan(10)
  await page.keyboard.press('Escape')
  await expect(button(page, 'Chart ▾')).toBeFocused()
})

test('the morph is filmed from x to z and back, and ends by itself', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await open(page, endless(quick))
  await beyond(page, 0)
  await saveButton(page, say('line.name')).click()
  const video = await saved(page, chosen(page, say('save.video.morph')))
  expect(video.bytes.length).toBeGreaterThan(1000)
})

test('a film that is stopped before its first picture was encoded still has one', async ({ page }) => {
  await page.addInitScript(() => {
    const capture = HTMLCanvasElement.prototype.captureStream
    HTMLCanvasElement.prototype.captureStream = function () {
      const stream = capture.call(this, 0)
      const [track] = stream.getVideoTracks()
      if (track instanceof CanvasCaptureMediaStreamTrack) setTimeout(() => setInterval(() => track.requestFrame(), 30), 1000)
      return stream
    }
  })
  await open(page, endless(quick))
  await beyond(page, 0)
  const name = say('line.name')
  await chooseToSave(page, name, say('save.video.run'), 'keyboard')
  const run = await saved(page, () => button(page, say('save.video.stop', { name })).press('Enter'))
  expect((await shownBy(page, run.bytes, 'video/webm')).colours).toBeGreaterThan(30)
})

test('where the browser does not record, no video is offered', async ({ page }) => {
  await page.addInitScript('delete globalThis.MediaRecorder')
  await open(page, quick)
  await saveButton(page, say('nll.name')).click()
  await expect(page.getByRole('menuitem', { name: say('save.png') })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: say('save.video.run') })).toHaveCount(0)
})
