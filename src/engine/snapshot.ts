import type { Experiment } from '../experiment/experiment.ts'
import type { Interval } from '../flows/bijector.ts'
import type { Window } from '../math/window.ts'
import type { Stages } from './trainer.ts'

/** Another trained model, to be compared with the one in training. `id` tells it from all others of the session. */
export interface Rival {
  readonly id: number
  readonly experiment: Experiment
  readonly parameters: Float32Array
}

/** How a way goes from one latent to the next: on a line, or turning about the origin. */
export const pathShapes = ['straight', 'round'] as const
export type PathShape = (typeof pathShapes)[number]

/** A way can turn in the plane, about the middle of a base on the whole of it. */
export const canTurn = (d: number, support: Interval): boolean => d === 2 && support === 'real'

/**
 * What the pictures on screen ask the engine for. Absent means not on screen: it is not computed.
 * One request is answered by one snapshot, and the next is sent only after that one was drawn.
 */
export interface Probe {
  /** How many training points to carry through the flow. */
  readonly points?: number
  /** Exact density over the data window, on `resolution` points per axis. */
  readonly density?: { readonly resolution: number }
  /** Exact density at these stages between x (0) and z, in the plane. */
  readonly stageDensity?: { readonly stages: readonly number[]; readonly resolution: number }
  /** Lattice over the data window carried forward, or over the latent window carried back: `lines` per axis, `detail` points per line. */
  readonly grid?: { readonly lines: number; readonly detail: number; readonly from?: 'x' | 'z' }
  /** How the way back stretches the latent plane, on `resolution` points per axis. */
  readonly stretch?: { readonly resolution: number }
  /** A small circle of one plane, carried to the other. */
  readonly near?: { readonly side: 'x' | 'z'; readonly at: readonly number[]; readonly radius: number }
  /** How many samples of the flow (the same base draws every time, so that they move and do not flicker). */
  readonly samples?: number
  /** How many of the points have their log-det held against a finite difference through all layers. */
  readonly differences?: number
  /** A look inside one layer (0 is the first), where a point meets it; a null point is the first training point. */
  readonly layer?: { readonly index: number; readonly point: readonly number[] | null }
  /** One point followed through every layer; null is the first training point. */
  readonly ledger?: { readonly point: readonly number[] | null }
  /** Another model, whose density is to be told on the lattice of `density`. */
  readonly rival?: Rival
  /** A way in z through places of x, two or more, and the straight way through them in x; `detail` points to a leg. */
  readonly path?: { readonly anchors: readonly (readonly number[])[]; readonly shape: PathShape; readonly closed: boolean; readonly detail: number }
  /** Of a flow that is told of classes: the one whose density, map, points and samples are shown; absent, all together. */
  readonly shownClass?: number
}

/**
 * A field of numbers on a regular lattice. In 2D row-major with the second axis slow: entry `j * columns + i` lies at
 * (x₁ᵢ, x₂ⱼ), both ends of each axis included. In 1D `rows` is 1.
 */
export interface Field {
  readonly window: Window
  readonly columns: number
  readonly rows: number
  readonly values: Float32Array
}

/** log p_k(y) of a stage between x and z, in the window in which the carried points lie there. */
export interface StageField {
  readonly stage: number
  readonly field: Field
}

/** Over the latent window, in nats: log of the largest singular value of ∂x/∂z, and log |det ∂x/∂z|. Not a number where x is none. */
export interface Stretch {
  readonly singular: Field
  readonly logDet: Field
}

/** A circle around a place of x or of z at every stage, x first, each `[n, 2]`: its centre, then the ring, closed. */
export interface Near {
  readonly side: 'x' | 'z'
  readonly stages: readonly Float32Array[]
}

/** The lattice lines of the data or the latent window, all stages; line after line, `detail` points each, first axis held first. */
export interface GridStages {
  readonly lines: number
  readonly detail: number
  readonly stages: Stages
}

export interface Path {
  /** Legs from anchor to anchor, equally many points to each. */
  readonly legs: number
  /** Whether the last leg leads back to the first anchor. */
  readonly closed: boolean
  /** What the way in z is: the round one only in the plane, with a base on all of it. */
  readonly shape: PathShape
  /** Of that shape in z; `stages.points[0]` is its image in x. */
  readonly latent: Stages
  /** Straight in x. */
  readonly data: Stages
  /** The class whose map both ways are of, where the flow is told of classes. */
  readonly ofClass?: number
}

/**
 * One point on its way from x to z, in float64. `stages[k]` `[d]` is where it stands, x first and z last; `logDets[k]` is
 * log |det| of layer k and `logBase` log p_Z(z), in nats: log p(x) is the sum of them all. `jacobians[k]` `[d, d]`, row
 * after row, is that of layer k.
 */
export interface Ledger {
  readonly stages: readonly (readonly number[])[]
  readonly logDets: readonly number[]
  readonly logBase: number
  readonly jacobians: readonly (readonly number[])[]
  /** The class whose map and density this is, where the flow is told of classes. */
  readonly ofClass?: number
}

/** A coordinate behind a layer as a function of itself before it. */
export interface LayerCurve {
  readonly inputs: Float32Array
  readonly outputs: Float32Array
}

/** What happens inside a layer. */
export interface Inside {
  readonly layer: number
  /** Where the followed point meets the layer `[d]`. */
  readonly at: readonly number[]
  /** log |det| in nats over the layer's input plane, and where it carries each place of that lattice, `moved` `[n, 2]`; null on a line. */
  readonly field: (Field & { readonly moved: Float32Array }) | null
  /** One for each coordinate, the others held at the point. */
  readonly curves: readonly LayerCurve[]
  /** What each mapped coordinate's scalar bijector was given at the point: numbers by name, and the places that shape its map. */
  readonly chosen: readonly { readonly coordinate: number; readonly values: Readonly<Record<string, readonly number[]>>; readonly landmarks: readonly number[] }[]
  /** Length of the smoothed gradient over the weights of each layer, the base last; nats per unit of weight. */
  readonly gradients: readonly number[]
}

/** Kolmogorov–Smirnov D of samples against a density, the larger of the axes, over the `count` samples inside its window. */
export interface SampleCheck {
  readonly distance: number
  readonly count: number
}

/** What the flow looks like at one step: exact values of the trained model, never estimates. */
export interface Snapshot {
  readonly step: number
  readonly dimension: 1 | 2
  /** Windows of x and of z that all pictures share. */
  readonly dataWindow: Window
  readonly latentWindow: Window
  readonly points?: Stages & { readonly components: Uint8Array }
  /** log p(x) on the data window; in 1D also every stage of the lattice (the curve f is its last). */
  readonly density?: Field & { readonly stages?: Stages }
  /** log p_Z(z) on the latent window. */
  readonly baseDensity?: Field
  readonly stageDensity?: readonly StageField[]
  readonly stretch?: Stretch
  readonly near?: Near
  readonly grid?: GridStages
  /** `components`: the class that each was drawn of, where the flow is told of classes. */
  readonly samples?: Stages & { readonly components?: Uint8Array }
  readonly path?: Path
  readonly ledger?: Ledger
  readonly layer?: Inside
  /** p(class | x) on the lattice of `density`, `[columns · rows]` for each class; there where the flow is told of classes. */
  readonly posterior?: readonly Float32Array[]
  /** The class whose `density` is p(x | class) and whose map the stages are; absent, the density is that of all together. */
  readonly shownClass?: number
  /** log p(x) of another model on the lattice of `density`, nats. */
  readonly rival?: { readonly id: number; readonly field: Field }
  /** ∫ p over the data window, by the trapezoid rule on the density lattice. */
  readonly mass?: number
  /** How much `mass` moves when every second lattice point is left out: more than its true error. */
  readonly massError?: number
  /** How many of the flow's samples were drawn, and which share of them lies in the data window: it should equal `mass`. */
  readonly inside?: { readonly share: number; readonly samples: number }
  /** Whether the samples in the data window follow the density there. */
  readonly sampleCheck?: SampleCheck
  /** The largest gap between a log-det and that of a finite difference, nats. */
  readonly logDetError?: number
  /** Largest |f⁻¹(f(x)) − x| over the shown points, in units of x or, where the data is standardised, in deviations. */
  readonly roundTrip?: number
}
