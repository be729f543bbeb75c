import { describe, expect, test } from 'vitest'
import type { Dissection } from '../../../src/engine/dissection.ts'
import { lightColours } from '../../../src/views/colours.ts'
import { drawStep } from '../../../src/views/slowMotion/draw.ts'
import { moments, settled } from '../../../src/views/slowMotion/moments.ts'
import { layOut, sceneAt } from '../../../src/views/slowMotion/scene.ts'
import { recorder } from '../recorder.ts'

/** Two points that one layer halves, and then halves a little more. */
function halving(dimension: 1 | 2): Dissection {
  const x = Float32Array.from({ length: 2 * dimension }, (_, i) => i + 1)
  const stages = (by: number) => ({ points: [x, x.map((value) => value * by)], logDets: [Float32Array.of(-1, 2)], logDensity: Float32Array.of(-2, -1) })
  const window = Array.from({ length: dimension }, () => [-5, 5] as const)
  return {
    step: 3, dimension, dataWindow: window, latentWindow: window, before: stages(0.5), after: stages(0.499),
    components: Uint8Array.of(0, 1), pulls: x.map((value) => -value), parts: [{ gradient: 1, move: 0.1 }, { gradient: 0, move: 0 }],
  }
}

const size = { width: 400, height: 300 }

describe.each([1, 2] as const)('in %dD', (dimension) => {
  const laid = layOut(halving(dimension))

  test.each(moments)('%s draws every point of the batch inside the plane', (moment) => {
    const scene = sceneAt(laid, settled(moment))
    const { context, named } = recorder()
    drawStep(context, size, laid, scene, { across: 'x', up: null }, lightColours)
    expect(named('arc')).toHaveLength(2)
    expect(scene.points).toHaveLength(4)
    for (const { args } of named('arc')) expect(Number(args[0])).toBeGreaterThan(0)
  })

  test('the batch lies in x, all that follows in z', () => {
    expect(sceneAt(laid, settled('batch')).stage).toBe(0)
    for (const moment of moments.slice(1)) expect(sceneAt(laid, settled(moment)).stage).toBe(1)
  })

  test('arrows of the update are drawn so many times as long as they are that they can be seen', () => {
    const { arrows, magnified } = sceneAt(laid, settled('update'))
    const [from = NaN, to = NaN] = [arrows?.from[0], arrows?.to[0]]
    expect(magnified).toBeGreaterThan(1)
    expect((to - from) / magnified).toBeCloseTo(-0.001, 6)
  })

  test('pulls point where the base is denser', () => {
    const { arrows } = sceneAt(laid, settled('gradient'))
    expect(Math.abs(arrows?.to[0] ?? NaN)).toBeLessThan(Math.abs(arrows?.from[0] ?? NaN))
  })
})

test('squeezed and stretched points have other colours', () => {
  const laid = layOut(halving(2))
  const { context, named } = recorder()
  drawStep(context, size, laid, sceneAt(laid, settled('logDet')), { across: 'z', up: null }, lightColours)
  const [squeezed, stretched] = named('fill').map(({ fillStyle }) => fillStyle)
  expect(squeezed).not.toBe(stretched)
})
