import type { NodeOf } from '../graph.ts'
import { laneBytes, type Tile } from './tile.ts'
import { floatBytes } from '../bytes.ts'

/** The running sum over a vector, four samples at a time, from one end of it to the other. */
export function emitRunning(tile: Tile, node: NodeOf<'running'>): void {
  const { code } = tile
  const { a, direction } = node
  const rowBytes = tile.samples * floatBytes
  const [first, step] = direction === 'up' ? [0, 1] : [a.width - 1, -1]
  const [narrow, wide, shared, turn, sum] = [code.local('i32'), code.local('i32'), code.local('i32'), code.local('i32'), code.local('v128')]
  code.loop(narrow, rowBytes, laneBytes, () => {
    code.get(narrow).int(first * rowBytes).op('i32.add').set(wide)
    code.int(first * floatBytes).set(shared)
    code.splat(0).set(sum)
    code.loop(turn, a.width, 1, () => {
      code.get(wide).get(sum)
      tile.load(a, { wide, narrow, shared, ahead: 0 }, a.width)
      code.op('f32x4.add').tee(sum).store(tile.buffer(node))
      code.add(wide, step * rowBytes).add(shared, step * floatBytes)
    })
  })
  code.release(narrow, wide, shared, turn, sum)
}
