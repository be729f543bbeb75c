import { scalarCatalog, scalarOptions, structureCatalog, type ScalarName, type StructureName } from '../flows/catalog.ts'
import type { OptionSpecs } from '../math/options.ts'

/** The options of a layer: those of its structure and of its scalar bijector together. */
export const layerOptions = (structure: StructureName, scalar?: ScalarName): OptionSpecs => ({
  ...(scalar && { ...scalarCatalog[scalar], ...scalarOptions }),
  ...structureCatalog[structure].options,
})
