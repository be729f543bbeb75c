import type { Page } from '@playwright/test'
import { defaultExperiment } from '../../src/experiment/presets.ts'
import { beyond, endless, open, phrase, step } from './playgroundPage.ts'
import { expect, test } from './support/page.ts'

/** Looks so often, so long: what else runs on the machine can hold up any one of them. Milliseconds. */
const looks = { times: 4, length: 4000 }

/** Durations of the main thread's long tasks while one waits; Chromium calls 50 ms long. */
const longTasks = (page: Page, length: number): Promise<readonly number[]> =>
  page.evaluate(
    (duration) =>
      new Promise<number[]>((resolve) => {
        const seen: number[] = []
        const observer = new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => Math.round(entry.duration))))
        observer.observe({ type: 'longtask' })
        setTimeout(() => resolve(seen), duration)
      }),
    length,
  )

test('while training, the main thread has no long task, and controls answer', async ({ page }) => {
  await open(page, endless(defaultExperiment))
  await beyond(page, 0)
  // Loading and the first pictures are over.
  await page.waitForTimeout(3000)
  const before = await step(page)
  const seen: (readonly number[])[] = []
  for (let look = 0; look < looks.times && !seen.some((tasks) => tasks.length === 0); look++) seen.push(await longTasks(page, looks.length))
  expect(await step(page)).toBeGreaterThan(before)
  expect(seen, 'a look without a long task').toContainEqual([])
  const asked = Date.now()
  await phrase(page, 'data set').click()
  await expect(page.getByRole('listbox')).toBeVisible()
  expect(Date.now() - asked).toBeLessThan(1000)
})
