import { openNodeGpu } from '../../src/cli/nodeGpu.ts'
import { tfjsHost } from '../../src/cli/tfjsHost.ts'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'
import { type BenchBrowser, startBrowser } from './browser.ts'
import { type Comparison, placeOf } from './comparisons.ts'
import type { Plan } from './interleave.ts'
import { measure } from './measure.ts'
import { jobOf, ownBackend, trainerContestant } from './model.ts'
import type { Measured } from './page/protocol.ts'
import { findPyTorch, pytorchContestant } from './pytorch.ts'
import type { Outcome } from './report.ts'
import { tell as tellSentence } from '../../src/words/catalogue.ts'
import { webgpuContestants } from './webgpu.ts'

async function gpuInNode(comparison: Comparison, plan: Plan): Promise<Measured> {
  const opened = await openNodeGpu()
  if (!opened.ok) return { ok: false, why: 'absent', note: tellSentence(opened.reason) }
  return measure(() => webgpuContestants(comparison, { ...tfjsHost, gpu: opened.value }), plan)
}

function inNode(comparison: Comparison, plan: Plan): Promise<Measured> {
  const { model, batch, against } = comparison
  if (against === 'tfjs-webgpu') return gpuInNode(comparison, plan)
  const python = findPyTorch()
  if (python === undefined) {
    const note = 'no Python with PyTorch here (Debian: python3-torch with libopenblas0; X2Z_PYTHON names another).'
    return Promise.resolve({ ok: false, why: 'absent', note })
  }
  return measure(async () => {
    if (model === 'dense-64x64') throw new Error('PyTorch trains whole models.')
    const job = jobOf(model, batch)
    return [trainerContestant(job, createWasmTrainer, ownBackend), await pytorchContestant(job, python)]
  }, plan)
}

async function inBrowser(comparison: Comparison, plan: Plan, browser: BenchBrowser | null): Promise<Measured> {
  if (!browser) return { ok: false, why: 'absent', note: 'no Chromium found: install one, or name it in CHROMIUM_PATH.' }
  try {
    return await browser.bench({ comparison, plan })
  } catch (error) {
    return { ok: false, why: 'fault', note: `the page failed: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** Runs comparisons one after the other, and tells of each as it ends. Returns Chromium's version too. */
export async function runComparisons(
  comparisons: readonly Comparison[],
  plan: Plan,
  tell: (outcome: Outcome) => void,
  withGpuInNode = false,
): Promise<{ readonly outcomes: readonly Outcome[]; readonly chromium: string | null }> {
  const browser = comparisons.some((one) => placeOf(one, withGpuInNode) === 'browser') ? await startBrowser() : null
  const outcomes: Outcome[] = []
  try {
    for (const comparison of comparisons) {
      const run = placeOf(comparison, withGpuInNode) === 'node' ? inNode(comparison, plan) : inBrowser(comparison, plan, browser)
      const outcome = { comparison, ...(await run) }
      outcomes.push(outcome)
      tell(outcome)
    }
  } finally {
    await browser?.close()
  }
  return { outcomes, chromium: browser?.version ?? null }
}
