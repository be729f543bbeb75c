import type { OptionSpecs } from '../../math/options.ts'
import type { structureCatalog, StructureName } from '../catalog.ts'
import { actnorm } from './actnorm.ts'
import { autoregressive } from './autoregressive.ts'
import { coupling } from './coupling.ts'
import { elementwise } from './elementwise.ts'
import { permutation } from './permutation.ts'
import type { Structure } from './structure.ts'

type Registry = { readonly [N in StructureName]: Structure<(typeof structureCatalog)[N]['options']> }

/** Every structure. Forgetting one of the catalogue is a compile error. */
const structures = { elementwise, autoregressive, coupling, permutation, actnorm } satisfies Registry

export const structureOf = (name: StructureName): Structure<OptionSpecs> => structures[name] as Structure<OptionSpecs>
