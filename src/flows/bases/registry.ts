import type { OptionSpecs } from '../../math/options.ts'
import type { baseCatalog, BaseName } from '../catalog.ts'
import type { Base } from './base.ts'
import { beta } from './beta.ts'
import { logistic } from './logistic.ts'
import { mixture } from './mixture.ts'
import { normal } from './normal.ts'
import { studentT } from './studentT.ts'
import { uniform } from './uniform.ts'

type Registry = { readonly [N in BaseName]: Base<(typeof baseCatalog)[N], string> }

/** Every base. Forgetting one of the catalogue is a compile error. */
const bases = { normal, uniform, beta, logistic, studentT, mixture } satisfies Registry

export const baseOf = (name: BaseName): Base<OptionSpecs, string> => bases[name] as Base<OptionSpecs, string>
