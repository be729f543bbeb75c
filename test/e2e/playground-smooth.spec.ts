import { defaultExperiment } from '../../src/experiment/presets.ts'
import { watch } from '../bench/watch.ts'
import { beyond, endless, open, phrase, step } from './playgroundPage.ts'
import { slowness } from './support/load.ts'
import { expect, test } from './support/page.ts'

/** Looks so often, so long: what else runs on the machine can hold up any one of them by more than it is slowed down. Milliseconds. */
const looks = { times: 4, length: 4000 }

/** A task of the main thread that takes longer is felt, and a control that answers later. Milliseconds. */
const bounds = { task: 50, answer: 1000 }

test('while training, the main thread has no long task, and controls answer', async ({ page }) => {
  await open(page, endless(defaultExperiment))
  await beyond(page, 0)
  // Loading and the first pictures are over.
  await page.waitForTimeout(3000)
  const before = await step(page)
  const seen: (readonly number[])[] = []
  for (let look = 0; look < looks.times && !seen.some((tasks) => tasks.length === 0); look++) {
    const slowed = slowness()
    const { longTasks } = await watch(page, looks.length)
    const bound = bounds.task * Math.max(slowed, slowness())
    seen.push(longTasks.filter((duration) => duration > bound))
  }
  expect(await step(page)).toBeGreaterThan(before)
  expect(seen, 'a look without a long task').toContainEqual([])
  const answers: number[] = []
  for (let look = 0; look < looks.times && !answers.some((wait) => wait < bounds.answer); look++) {
    const slowed = slowness()
    const asked = Date.now()
    await phrase(page, 'data set').click()
    await expect(page.getByRole('listbox')).toBeVisible()
    answers.push((Date.now() - asked) / Math.max(slowed, slowness()))
    await page.keyboard.press('Escape')
    await expect(page.getByRole('listbox')).toBeHidden()
  }
  expect(Math.min(...answers), `answers after ${answers.join(', ')} ms`).toBeLessThan(bounds.answer)
})
