import type { NodeOf } from '../graph.ts'
import type { Tile } from './tile.ts'

/** The running sum over a vector: one thread goes through it, four samples at a time, from one end to the other. */
export function writeRunning(tile: Tile, node: NodeOf<'running'>): void {
  const { a, direction } = node
  const { source } = tile
  tile.synchronise([
    { node: a, spread: 'any', use: 'read' },
    { node, spread: 'any', use: 'write' },
  ])
  tile.eachEntry(1, ({ quad }) => {
    source.line('var total = vec4f();')
    source.block(`for (var at = 0u; at < ${a.width}u; at++)`, () => {
      source.line(`let entry = ${direction === 'up' ? 'at' : `${a.width - 1}u - at`};`)
      source.line(`total += ${tile.load(a, { quad, entry: 'entry' })};`)
      source.line(`${tile.cell(node, { quad, entry: 'entry' })} = total;`)
    })
  })
}
