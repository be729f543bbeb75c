/** A closed interval [low, high] of one axis. */
export type Range = readonly [low: number, high: number]

/** One interval per axis: the part of the line or plane that a picture shows. */
export type Window = readonly Range[]
