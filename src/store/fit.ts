import type { Experiment } from '../experiment/experiment.ts'
import { dimensionOf } from '../experiment/schema.ts'
import { checkStack, type StackCheck } from '../flows/stack.ts'

/** Where each coordinate lies at every stage, or why the stack cannot run and what would mend it. */
export type Fit = StackCheck

export const fitOf = (experiment: Experiment): Fit => checkStack(dimensionOf(experiment), experiment.layers, experiment.base)
