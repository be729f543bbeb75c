import { presets } from '../../src/experiment/presets.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import type { TrainerKind } from '../../src/engine/trainer.ts'
import { say } from '../../src/words/catalogue.ts'
import { beyond, button, endless, open } from './playgroundPage.ts'
import { expect, test } from './support/page.ts'

/**
 * Every engine is asked for by hand: fallen back to, the page would train just as well and hide that one is broken. The
 * flow is small, since the slow ones compile every operation of it.
 */
const asked = (trainer: TrainerKind): Experiment => {
  const { run, ...rest } = endless(presets['peaks-affine'])
  return { ...rest, run: { ...run, trainer, speed: '10' } }
}

for (const kind of ['wasm', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-cpu'] as const) {
  test(`${kind} trains when it is asked for`, async ({ page }) => {
    await open(page, asked(kind))
    await beyond(page, 2)
    await expect(button(page, new RegExp(`^${say(`option.trainer.${kind}`)}`))).toBeVisible()
  })
}

test.describe('on a software adapter', { tag: '@adapter' }, () => {
  for (const kind of ['webgpu', 'tfjs-webgpu'] as const) {
    test(`${kind} trains when it is asked for`, async ({ page }) => {
      await open(page, asked(kind))
      await beyond(page, 2)
      await expect(button(page, new RegExp(`^${say(`option.trainer.${kind}`)}`))).toBeVisible()
    })
  }

  test('WebAssembly is chosen, and the page says why', async ({ page }) => {
    await open(page, endless(presets['peaks-normal']))
    await beyond(page, 2)
    await button(page, new RegExp(`^${say('option.trainer.wasm')}`)).click()
    await expect(page.getByText(say('trainer.skip.software'))).toBeVisible()
  })
})

for (const mode of ['absent', 'no-adapter', 'hangs', 'throws'] as const) {
  test.describe(`WebGPU that ${mode === 'absent' || mode === 'no-adapter' ? `is ${mode}` : mode}`, () => {
    test.use({ webgpu: mode })

    test('is passed over, and the page says why', async ({ page }) => {
      await open(page, asked('tfjs-webgpu'))
      await beyond(page, 0)
      await button(page, new RegExp(`^${say('option.trainer.wasm')}`)).click()
      await expect(page.getByText(/instead of the one chosen by hand, because/)).toBeVisible()
    })
  })
}
