import { cpus, loadavg } from 'node:os'

/** Where a run was measured. `load`: processes that waited for the processor in the last minute. */
export interface MachineFacts {
  readonly processor: string
  readonly cores: number
  readonly load: number
  readonly node: string
  /** Null where none was needed, or none was found. */
  readonly chromium: string | null
}

/** Taken before the run, whose own load is not meant. */
export function machineFacts(): Omit<MachineFacts, 'chromium'> {
  const all = cpus()
  const processor = all[0]?.model.trim() ?? 'unknown processor'
  return { processor, cores: all.length, load: loadavg()[0] ?? 0, node: process.versions.node }
}

export const machineLine = ({ processor, cores, load, node, chromium }: MachineFacts): string =>
  `${processor}, ${cores} cores, load ${load.toFixed(1)} at the start · Node ${node}${chromium === null ? '' : ` · Chromium ${chromium}`}`

/** A machine's name in a file's: its processor and its cores. */
export const shortName = ({ processor, cores }: Pick<MachineFacts, 'processor' | 'cores'>): string =>
  `${processor.toLowerCase().replaceAll(/\((r|tm)\)|cpu|processor|@.*$/g, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '')}-${cores}`
