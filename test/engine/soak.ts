import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Trainer } from '../../src/engine/trainer.ts'
import { median } from '../bench/statistics.ts'

/** How much of each kind of memory is in use, in bytes; what cannot be measured is left out. */
export type Usage = Readonly<Record<string, number>>

export interface Sample {
  readonly step: number
  readonly usage: Usage
}

export interface SoakPlan {
  readonly steps: number
  /** Steps of one call, and calls from one sample to the next. */
  readonly slice: number
  readonly slicesPerSample: number
  /** Points `[n, d]` of the probes that are taken with every sample, as pictures take them. */
  readonly points: Float32Array
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What Node knows of, after a full collection: WebAssembly's memories count as external. */
export function nodeUsage(): Usage {
  collect()
  collect()
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return { heap: heapUsed, external, arrayBuffers }
}

/** Trains any trainer for long, and measures memory again and again. `measure` may ask a device too. */
export async function soak(trainer: Trainer, plan: SoakPlan, measure: () => Usage | Promise<Usage> = nodeUsage): Promise<readonly Sample[]> {
  const samples: Sample[] = []
  for (let done = 0; done < plan.steps; ) {
    for (let i = 0; i < plan.slicesPerSample; i++) {
      const { broken } = await trainer.step(plan.slice)
      if (broken) throw new Error(`the numbers broke at step ${broken.step}`)
    }
    done += plan.slice * plan.slicesPerSample
    await trainer.stages(plan.points)
    await trainer.inverse(plan.points)
    await trainer.logDensity(plan.points)
    trainer.writeState(await trainer.readState())
    samples.push({ step: done, usage: await measure() })
  }
  return samples
}

/** Bytes that each kind of memory grew by from the second fifth of the samples to the last: before that, things warm up. */
export function growth(samples: readonly Sample[]): Usage {
  const fifth = Math.ceil(samples.length / 5)
  const [early, late] = [samples.slice(fifth, 2 * fifth), samples.slice(-fifth)]
  const middle = (some: readonly Sample[], kind: string): number => median(some.map(({ usage }) => usage[kind] ?? NaN))
  return Object.fromEntries(Object.keys(samples[0]?.usage ?? {}).map((kind) => [kind, middle(late, kind) - middle(early, kind)]))
}
