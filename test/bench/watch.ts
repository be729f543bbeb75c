import type { Page } from '@playwright/test'

/** What befell a page's main thread while one looked on, in milliseconds. */
export interface Watched {
  /** From each frame to the next. */
  readonly frames: readonly number[]
  /** What Chromium calls long: over 50 ms. */
  readonly longTasks: readonly number[]
}

/** Looks on for so long, milliseconds. */
export const watch = (page: Page, length: number): Promise<Watched> =>
  page.evaluate(
    (duration) =>
      new Promise<Watched>((resolve) => {
        const frames: number[] = []
        const longTasks: number[] = []
        const observer = new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((entry) => Math.round(entry.duration))))
        observer.observe({ type: 'longtask' })
        let last: number | null = null
        const frame = (time: number) => {
          if (last !== null) frames.push(time - last)
          last = time
          handle = requestAnimationFrame(frame)
        }
        let handle = requestAnimationFrame(frame)
        setTimeout(() => {
          cancelAnimationFrame(handle)
          observer.disconnect()
          resolve({ frames, longTasks })
        }, duration)
      }),
    length,
  )

/** Optimizer steps per second over so long, milliseconds: from one renewal of the transport's words to another. */
export const trainingRate = (page: Page, length: number): Promise<number> =>
  page.evaluate(
    (duration) =>
      new Promise<number>((resolve, reject) => {
        const words = document.querySelector('.transport-status')
        if (!words) return reject(new Error('the page has no transport'))
        const step = () => Number(/step ([\d,]+)/.exec(words.textContent ?? '')?.[1]?.replaceAll(',', '') ?? NaN)
        let begun: { readonly time: number; readonly step: number } | null = null
        const observer = new MutationObserver(() => {
          const now = { time: performance.now(), step: step() }
          begun ??= now
          if (now.time - begun.time < duration) return
          observer.disconnect()
          resolve((1000 * (now.step - begun.step)) / (now.time - begun.time))
        })
        observer.observe(words, { subtree: true, childList: true, characterData: true })
        setTimeout(() => reject(new Error('training stands still')), 4 * duration + 10_000)
      }),
    length,
  )

/** Puts all pictures off screen, where they cost nothing, or on again. What is under way is let pass. */
export async function showPictures(page: Page, shown: boolean): Promise<void> {
  await page.evaluate((on) => document.documentElement.classList.toggle('bench-dark', !on), shown)
  await page.waitForTimeout(500)
}

/** The rule that `showPictures` switches. */
export const pictureRule = '.bench-dark :is(.stage, .lens, .below > :not(.transport)) { display: none !important; }'
