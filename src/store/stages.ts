import type { Experiment } from '../experiment/experiment.ts'

/** How many stages the pictures go through: x, the value after each layer (standardising counts as one), the last being z. */
export const stageCount = ({ standardise, layers }: Pick<Experiment, 'standardise' | 'layers'>): number =>
  layers.length + (standardise ? 1 : 0) + 1
