import { format } from 'd3'

/** A place, two decimals. */
export const coordinate = format('.2f')
/** A density, two digits, without trailing noughts. */
export const density = format('.2~g')
