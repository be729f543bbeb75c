import { checkExperiment } from '../experiment/distillation.ts'
import type { Experiment } from '../experiment/experiment.ts'
import type { StackCheck } from '../flows/stack.ts'

/** Where each coordinate lies at every stage, or why the stack cannot run and what would mend it. */
export type Fit = StackCheck

export const fitOf = (experiment: Experiment): Fit => checkExperiment(experiment)
