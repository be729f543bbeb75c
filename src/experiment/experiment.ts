import type { BaseName, ScalarName, StructureName } from '../flows/catalog.ts'
import type { OptionValues } from '../math/options.ts'

/** Placeholder for the derived type; see schema.ts. */
export interface LayerSpec { readonly structure: StructureName; readonly scalar?: ScalarName; readonly options: OptionValues }
export interface BaseSpec { readonly name: BaseName; readonly options: OptionValues }
