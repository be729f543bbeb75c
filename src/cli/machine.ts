import { cpus, loadavg } from 'node:os'

/** Where something was measured. `load`: processes that waited for the processor in the last minute. */
export interface MachineFacts {
  readonly processor: string
  readonly cores: number
  readonly load: number
  readonly node: string
}

/** Taken before the run, whose own load is not meant. */
export function machineFacts(): MachineFacts {
  const all = cpus()
  const processor = all[0]?.model.trim() ?? 'unknown processor'
  return { processor, cores: all.length, load: loadavg()[0] ?? 0, node: process.versions.node }
}
