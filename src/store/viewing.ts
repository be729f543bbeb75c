/** How the page looks at a run; not part of training. */
export interface Viewing {
  /** Where between x (0) and z (number of stages − 1) the morph stands; fractional between stages. */
  readonly stage: number
  /** The travelling point of the latent path, 0 … 1. */
  readonly travel: number
  readonly show: Readonly<Record<'points' | 'density' | 'samples' | 'grid', boolean>>
  readonly logSteps: boolean
  setStage(stage: number): void
  setTravel(travel: number): void
  toggle(what: keyof Viewing['show']): void
  setLogSteps(on: boolean): void
}
