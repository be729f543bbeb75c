import type { Probe } from '../engine/snapshot.ts'

const most = (values: readonly (number | undefined)[]): number => Math.max(0, ...values.map((value) => value ?? 0))

const present = <T>(values: readonly (T | undefined)[]): T[] => values.filter((value) => value !== undefined)

type Part<K extends keyof Probe> = Probe[K] & object

const mergeGrids = (parts: readonly Part<'grid'>[]): Part<'grid'> => ({
  ...parts.at(-1),
  lines: most(parts.map((part) => part.lines)),
  detail: most(parts.map((part) => part.detail)),
})

const mergeStages = (parts: readonly Part<'stageDensity'>[]): Part<'stageDensity'> => ({
  stages: [...new Set(parts.flatMap((part) => part.stages))].sort((a, b) => a - b),
  resolution: most(parts.map((part) => part.resolution)),
})

/** One probe that answers every picture: the largest count or finest lattice that any of them wants, the last path, ledger and rival. */
export function mergeProbes(parts: readonly Probe[]): Probe {
  const points = most(parts.map((part) => part.points))
  const differences = most(parts.map((part) => part.differences))
  const samples = most(parts.map((part) => part.samples))
  const density = present(parts.map((part) => part.density))
  const grid = present(parts.map((part) => part.grid))
  const path = present(parts.map((part) => part.path)).at(-1)
  const layer = present(parts.map((part) => part.layer)).at(-1)
  const stageDensity = present(parts.map((part) => part.stageDensity))
  const stretch = present(parts.map((part) => part.stretch))
  const near = present(parts.map((part) => part.near)).at(-1)
  const ledger = present(parts.map((part) => part.ledger)).at(-1)
  const shownClass = present(parts.map((part) => part.shownClass)).at(-1)
  const rival = present(parts.map((part) => part.rival)).at(-1)
  return {
    ...(points > 0 && { points }),
    ...(samples > 0 && { samples }),
    ...(differences > 0 && { differences }),
    ...(density.length > 0 && { density: { resolution: most(density.map((part) => part.resolution)) } }),
    ...(grid.length > 0 && { grid: mergeGrids(grid) }),
    ...(stageDensity.length > 0 && { stageDensity: mergeStages(stageDensity) }),
    ...(stretch.length > 0 && { stretch: { resolution: most(stretch.map((part) => part.resolution)) } }),
    ...(near && { near }),
    ...(path && { path }),
    ...(layer && { layer }),
    ...(ledger && { ledger }),
    ...(shownClass !== undefined && { shownClass }),
    ...(rival && { rival }),
  }
}
