import type { OptionSpecs } from '../../math/options.ts'
import type { structureCatalog, StructureName } from '../catalog.ts'
import { actnorm } from './actnorm.ts'
import { autoregressive } from './autoregressive.ts'
import { continuous } from './continuous.ts'
import { coupling } from './coupling.ts'
import { elementwise } from './elementwise.ts'
import { inverseAutoregressive } from './inverseAutoregressive.ts'
import { permutation } from './permutation.ts'
import { planar } from './planar.ts'
import { plu } from './plu.ts'
import { radial } from './radial.ts'
import { rotation } from './rotation.ts'
import type { Structure } from './structure.ts'
import { triangular } from './triangular.ts'

type Registry = { readonly [N in StructureName]: Structure<(typeof structureCatalog)[N]['options']> }

/** Every structure. Forgetting one of the catalogue is a compile error. */
const structures = {
  elementwise,
  autoregressive,
  inverseAutoregressive,
  coupling,
  continuous,
  permutation,
  rotation,
  triangular,
  plu,
  actnorm,
  planar,
  radial,
} satisfies Registry

export const structureOf = (name: StructureName): Structure<OptionSpecs> => structures[name] as Structure<OptionSpecs>
