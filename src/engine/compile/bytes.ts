/** Bytes of a float32. */
export const floatBytes = 4

/** The next multiple of `unit`. */
export const roundUp = (value: number, unit: number): number => Math.ceil(value / unit) * unit
