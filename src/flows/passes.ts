import { structureCatalog } from './catalog.ts'
import type { LayerSpec } from './stack.ts'

/** Steps that have to wait for one another on the way through a stack, in each direction. */
export interface Passes {
  readonly forward: number
  readonly inverse: number
}

/** Times that the integrator of Runge and Kutta asks a velocity in each of its steps. */
const perStep = 4

function passesThrough({ structure, options }: LayerSpec, d: number, direction: keyof Passes): number {
  const entry = structureCatalog[structure]
  if (structure === 'continuous') return perStep * Number(options['steps'])
  return 'inTurn' in entry && entry.inTurn === direction ? d : 1
}

/**
 * How many passes a point of d coordinates takes: one through a layer that maps all coordinates at once, d through one that
 * must find each coordinate before the next, and through a continuous flow as many as its network is asked.
 */
export function passesOf(layers: readonly LayerSpec[], d: number): Passes {
  const through = (direction: keyof Passes): number => layers.reduce((sum, layer) => sum + passesThrough(layer, d, direction), 0)
  return { forward: through('forward'), inverse: through('inverse') }
}
