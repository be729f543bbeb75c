import { nats } from '../nats.ts'

const cell = { width: 42, height: 17 }

/** How full a cell is, 0 … 1: half at 1, where nothing is stretched. */
const strength = (value: number): number => Math.abs(value) / (1 + Math.abs(value))

function Cell({ value, column, row }: { readonly value: number; readonly column: number; readonly row: number }) {
  const middle = { x: (column + 0.5) * cell.width, y: (row + 0.5) * cell.height }
  // An exact zero is one by design: it shows whether a layer is diagonal, triangular or full.
  if (value === 0) return <circle cx={middle.x} cy={middle.y} r={1.5} className="jacobian-zero" />
  return (
    <>
      <rect x={column * cell.width + 1} y={row * cell.height + 1} width={cell.width - 2} height={cell.height - 2} rx={3} className="jacobian-cell" style={{ fillOpacity: 0.6 * strength(value) }} />
      <text x={middle.x} y={middle.y + 3.5} textAnchor="middle" className="jacobian-number">{nats(value, 2)}</text>
    </>
  )
}

/** A Jacobian `[d, d]`, row after row, as a small matrix: cells are the fuller the larger an entry, and a dot where it is zero. */
export function JacobianPicture({ entries, name }: { readonly entries: readonly number[]; readonly name: string }) {
  const d = Math.round(Math.sqrt(entries.length))
  const [width, height] = [d * cell.width, d * cell.height]
  return (
    <svg className="jacobian" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${name}: ${entries.map((value) => nats(value, 2)).join(', ')}`}>
      {entries.map((value, i) => <Cell key={i} value={value} column={i % d} row={Math.floor(i / d)} />)}
    </svg>
  )
}
