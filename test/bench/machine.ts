import { machineFacts as factsOfNode, type MachineFacts as FactsOfNode } from '../../src/cli/machine.ts'

/** Where a run was measured. */
export interface MachineFacts extends FactsOfNode {
  /** Null where none was needed, or none was found. */
  readonly chromium: string | null
}

export const machineFacts: typeof factsOfNode = factsOfNode

export const machineLine = ({ processor, cores, load, node, chromium }: MachineFacts): string =>
  `${processor}, ${cores} cores, load ${load.toFixed(1)} at the start · Node ${node}${chromium === null ? '' : ` · Chromium ${chromium}`}`

/** A machine's name in a file's: its processor and its cores. */
export const shortName = ({ processor, cores }: Pick<MachineFacts, 'processor' | 'cores'>): string =>
  `${processor.toLowerCase().replaceAll(/\((r|tm)\)|cpu|processor|@.*$/g, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '')}-${cores}`
