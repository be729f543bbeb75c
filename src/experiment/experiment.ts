import type { InferOutput } from 'valibot'
import type { baseSchema, dataSchema, experimentSchema, layerSchema } from './schema.ts'

/** One layer of the stack. `options` holds those of the structure and of the scalar bijector together. */
export type LayerSpec = InferOutput<typeof layerSchema>

export type BaseSpec = InferOutput<typeof baseSchema>

/** A distribution to draw from, or a person's own points `[n][d]`. */
export type DataSpec = InferOutput<typeof dataSchema>

/** One run as plain data: what a link holds, what a file holds, what the trainer is given. */
export type Experiment = InferOutput<typeof experimentSchema>
