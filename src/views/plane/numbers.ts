import { format } from 'd3'

const plain = format('.2f')
const power = format('.3~e')

/** A place, two decimals; where they would be of no use, a power of ten. */
export const coordinate = (value: number): string =>
  value === 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e6) || !Number.isFinite(value) ? plain(value) : power(value).replace('e+', 'e').replace('e-', 'e−')
/** A density, two digits, without trailing noughts. */
export const density = format('.2~g')
