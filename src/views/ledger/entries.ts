import type { Ledger } from '../../engine/snapshot.ts'

/** One line of the ledger: where the point stands behind a layer, that layer's log |det|, and the sum so far, in nats. */
export interface LedgerRow {
  readonly place: readonly number[]
  readonly jacobian: readonly number[]
  readonly logDet: number
  readonly sum: number
}

/** A point's way through the layers, and what its density is the sum of. Nats of the whole point. */
export interface LedgerEntries {
  readonly start: readonly number[]
  readonly rows: readonly LedgerRow[]
  readonly logBase: number
  readonly logDet: number
  readonly logDensity: number
}

export function ledgerEntries({ stages, logDets, logBase, jacobians }: Ledger): LedgerEntries {
  let sum = 0
  const rows = logDets.map((logDet, k) => {
    sum += logDet
    return { place: stages[k + 1] ?? [], jacobian: jacobians[k] ?? [], logDet, sum }
  })
  return { start: stages[0] ?? [], rows, logBase, logDet: sum, logDensity: logBase + sum }
}
