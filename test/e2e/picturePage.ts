import { readFileSync } from 'node:fs'
import type { Download, Locator, Page } from '@playwright/test'
import { say } from '../../src/words/catalogue.ts'
import { button, soon } from './playgroundPage.ts'
import { expect } from './support/page.ts'

/** The bytes of a canvas as they are now. */
export const glimpse = (canvas: Locator): Promise<string> => canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL())

/** The bytes of a canvas, once the same have come twice. */
export async function pixels(canvas: Locator): Promise<string> {
  let last = ''
  await expect.poll(async () => {
    const now = await glimpse(canvas)
    const rests = now === last
    last = now
    return rests
  }, { intervals: [300] }).toBe(true)
  return last
}

export const saveButton = (page: Page, picture: string): Locator => button(page, say('save.button', { name: picture }))

/** What comes into the downloads after an action: its name, and its bytes. */
export async function saved(page: Page, act: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download]: [Download, void] = await Promise.all([page.waitForEvent('download', soon), act()])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

export type Hand = 'mouse' | 'keyboard'

/** Chooses an item of a picture’s menu. */
export async function chooseToSave(page: Page, picture: string, item: string, hand: Hand): Promise<void> {
  const menu = saveButton(page, picture)
  if (hand === 'mouse') {
    await menu.click()
    return page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  await menu.press('Enter')
  await page.keyboard.type(item)
  await expect(page.getByRole('menuitem', { name: item, exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
}

/** A picture as it is saved, which tells what was drawn. */
export interface Drawing {
  readonly text: string
  readonly words: readonly string[]
  readonly images: number
  /** Lines within the plot. */
  readonly lines: number
  readonly dashed: number
  /** Pixels² of the outlines of each colour and strength that were filled. */
  readonly areas: Readonly<Record<string, readonly number[]>>
}

/** Saves a picture as SVG and reads it. */
export async function drawing(page: Page, picture: string, hand: Hand): Promise<Drawing> {
  const { bytes } = await saved(page, () => chooseToSave(page, picture, say('save.svg'), hand))
  return page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
    const all = (selector: string) => [...root.querySelectorAll(selector)]
    const areas: Record<string, number[]> = {}
    for (const path of all('path[fill-opacity]')) {
      const places = (path.getAttribute('d') ?? '').match(/-?[\d.]+/g)?.map(Number) ?? []
      let twice = 0
      for (let i = 0; i < places.length; i += 2) {
        const [x = 0, y = 0, nextX = places[0] ?? 0, nextY = places[1] ?? 0] = places.slice(i, i + 4)
        twice += x * nextY - nextX * y
      }
      const kind = `${path.getAttribute('fill')} ${path.getAttribute('fill-opacity')}`
      areas[kind] = [...(areas[kind] ?? []), Math.abs(twice) / 2]
    }
    return {
      text,
      words: all('text').map((one) => one.textContent),
      images: all('image').length,
      lines: all('g[clip-path] > path[stroke]').length,
      dashed: all('path[stroke-dasharray]').length,
      areas,
    }
  }, bytes.toString('utf8'))
}

/** Where an element lies on the page, pixels. */
export async function boxOf(element: Locator): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }> {
  const box = await element.boundingBox()
  if (!box) throw new Error('the element is not to be seen')
  return box
}

export const stage = (page: Page): Locator => page.getByRole('slider', { name: say('stage.label') })

/** Drags the thumb of the stage slider through shares of its track, held or let go at the last. */
export async function dragStage(page: Page, shares: readonly number[], held = false): Promise<void> {
  const track = await boxOf(page.locator('.stage-track'))
  await page.locator('.stage-thumb').hover()
  await page.mouse.down()
  for (const share of shares) await page.mouse.move(track.x + share * track.width, track.y + track.height / 2, { steps: 4 })
  if (!held) await page.mouse.up()
}
