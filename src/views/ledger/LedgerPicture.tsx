import { useMemo } from 'react'
import type { Probe } from '../../engine/snapshot.ts'
import { frames } from '../../store/frames.ts'
import { usePlayground } from '../../store/playground.ts'
import { say } from '../../words/catalogue.ts'
import { Summary } from '../canvas.tsx'
import { layerNames } from '../layerNames.ts'
import { useLive, useWanted } from '../live.ts'
import { nats } from '../nats.ts'
import { coordinate } from '../plane/numbers.ts'
import { usePicked } from '../usePicked.ts'
import { waitingWords } from '../waiting.ts'
import { ledgerEntries, type LedgerEntries, type LedgerRow } from './entries.ts'
import { JacobianPicture } from './JacobianPicture.tsx'
import './ledger.css'

const place = (point: readonly number[]): string => (point.length === 1 ? coordinate(point[0] ?? NaN) : `(${point.map((value) => coordinate(value)).join(', ')})`)

function Row({ name, row }: { readonly name: string; readonly row: LedgerRow }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{place(row.place)}</td>
      <td className="ledger-jacobian"><JacobianPicture entries={row.jacobian} name={say('ledger.jacobian')} /></td>
      <td className="tone-f">{nats(row.logDet)}</td>
      <td>{nats(row.sum)}</td>
    </tr>
  )
}

const headings = ['layer', 'place', 'jacobian', 'logDet', 'sum'] as const

function Table({ entries, names }: { readonly entries: LedgerEntries; readonly names: readonly string[] }) {
  return (
    <table className="ledger" aria-label={say('ledger.name')}>
      <thead><tr>{headings.map((heading) => <th key={heading} scope="col">{say(`ledger.${heading}`)}</th>)}</tr></thead>
      <tbody>
        <tr><th scope="row" className="tone-x">x</th><td>{place(entries.start)}</td><td colSpan={3} className="quiet">{say('ledger.start')}</td></tr>
        {entries.rows.map((row, k) => <Row key={k} name={names[k] ?? ''} row={row} />)}
      </tbody>
    </table>
  )
}

/** log p(x) = log p_Z(z) + Σ log |det|, with the numbers of the point. */
function Equation({ entries }: { readonly entries: LedgerEntries }) {
  return (
    <dl className="ledger-sum">
      <dt>log p<sub>Z</sub>(z)</dt><dd className="tone-z">{say('ledger.nats', { value: nats(entries.logBase) })}</dd>
      <dt>{say('ledger.total')}</dt><dd className="tone-f">{say('ledger.nats', { value: nats(entries.logDet) })}</dd>
      <dt>log p(x)</dt><dd className="tone-x">{say('ledger.nats', { value: nats(entries.logDensity) })}</dd>
      <dt>p(x)</dt><dd className="tone-x">{say(entries.start.length === 1 ? 'ledger.perLength' : 'ledger.perArea', { value: Math.exp(entries.logDensity).toPrecision(3) })}</dd>
    </dl>
  )
}

const readLedger = () => frames.latest()?.ledger ?? null

const summaryOf = (): string => {
  const ledger = readLedger()
  if (!ledger) return waitingWords()
  const { start, logBase, logDet, logDensity } = ledgerEntries(ledger)
  return say('ledger.summary', { point: place(start), base: nats(logBase), logDet: nats(logDet), sum: nats(logDensity) })
}

/** The picked point through every layer, its log-dets summed into log p(x). */
export function LedgerPicture() {
  const experiment = usePlayground((playground) => playground.experiment)
  const point = usePicked()
  const wants = useMemo<Probe>(() => ({ ledger: { point } }), [point])
  const element = useWanted<HTMLDivElement>(wants)
  const ledger = useLive(readLedger)
  const names = layerNames(experiment)
  // For a moment after a change the snapshot is still of the stack before.
  const fits = ledger !== null && ledger.logDets.length === names.length
  return (
    <div ref={element} className="ledger-picture">
      <p className="quiet">
        {say(point ? 'ledger.picked' : 'ledger.first')}
        {ledger?.ofClass !== undefined && ` ${say('ledger.ofClass', { number: ledger.ofClass + 1 })}`}
      </p>
      {fits ? <div className="ledger-parts"><Table entries={ledgerEntries(ledger)} names={names} /><Equation entries={ledgerEntries(ledger)} /></div> : <p className="quiet">{waitingWords()}</p>}
      <Summary tell={summaryOf} />
    </div>
  )
}
