import { expect, test } from 'vitest'
import type { Path } from '../../../src/engine/snapshot.ts'
import type { Stages } from '../../../src/engine/trainer.ts'
import { lightColours as colours } from '../../../src/views/colours.ts'
import { drawPath, letterOf } from '../../../src/views/path/draw.ts'
import { recorder } from '../recorder.ts'

const words = { logDensity: 'log p(x), nats', latent: 'round in z', data: 'straight in x' }
const size = { width: 400, height: 76 }
const stages = (n: number, level: number): Stages => ({ points: [], logDets: [], logDensity: new Float32Array(n).fill(level) })
const pathOf = (legs: number, closed: boolean): Path => ({ legs, closed, shape: 'round', latent: stages(legs * 8 + 1, -1), data: stages(legs * 8 + 1, -3) })

function drawn(path: Path, travel: number) {
  const record = recorder()
  drawPath(record.context, size, path, travel, words, colours)
  const letters = record.named('fillText').filter(({ args: [text] }) => /^[A-H]$/.test(String(text)))
  return { ...record, letters: letters.map(({ args }) => String(args[0])).join(''), places: letters.map(({ args }) => Number(args[1])) }
}

test('the axis bears the letters of the anchors, evenly apart, and a closed path ends at A', () => {
  for (let legs = 1; legs <= 7; legs++) {
    const { letters, places } = drawn(pathOf(legs, false), 0.5)
    expect(letters).toBe('ABCDEFGH'.slice(0, legs + 1))
    const widths = places.slice(1).map((x, i) => x - (places[i] ?? NaN))
    for (const width of widths) expect(width).toBeCloseTo((places.at(-1) ?? NaN) / legs - (places[0] ?? NaN) / legs, 6)
  }
  expect(drawn(pathOf(8, true), 0).letters).toBe('ABCDEFGHA')
  expect([0, 1, 2].map((stop) => letterOf({ legs: 2, closed: true }, stop)).join('')).toBe('ABA')
})

test('the traveller stands at its share of the whole way, on both curves', () => {
  const { named, places } = drawn(pathOf(4, false), 0.75)
  const discs = named('arc').map(({ args }) => Number(args[0]))
  expect(discs).toHaveLength(2)
  for (const x of discs) expect(x).toBeCloseTo(places[3] ?? NaN, 6)
})

test('the names of the curves lie apart, wherever the straight line dips, in a narrow chart too', () => {
  for (let dip = 0; dip <= 16; dip++) {
    for (const width of [190, 250, 400]) {
      const path = pathOf(2, false)
      path.data.logDensity[dip] = -6
      path.latent.logDensity.forEach((_, i, all) => (all[i] = -2 - i / 5))
      const record = recorder()
      drawPath(record.context, { width, height: 96 }, path, 0.5, words, colours)
      const [one, other] = [words.data, words.latent].map((name) => {
        const [, x, y] = record.named('fillText').findLast(({ args: [text] }) => text === name)?.args ?? []
        return { x: Number(x), y: Number(y), width: record.context.measureText(name).width }
      })
      if (!one || !other) throw new Error('a name is missing')
      // A name is drawn from its left end, centred in its height of 15 pixels.
      const apart = Math.abs(one.y - other.y) >= 15 || one.x + one.width <= other.x || other.x + other.width <= one.x
      expect(apart, `dip at ${dip}, width ${width}: ${JSON.stringify([one, other])}`).toBe(true)
    }
  }
})
