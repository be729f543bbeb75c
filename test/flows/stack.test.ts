import { describe, expect, test } from 'vitest'
import { presetNames, presets } from '../../src/experiment/presets.ts'
import { newBase, newLayer } from '../../src/experiment/specs.ts'
import { dimensionOf } from '../../src/experiment/schema.ts'
import { buildFlow } from '../../src/flows/flow.ts'
import { checkStack } from '../../src/flows/stack.ts'
import { tell } from '../../src/words/catalogue.ts'

const cdf = newLayer('elementwise', 'gaussianMixtureCdf', { onto: 'unit' })

describe('a stack is checked before it runs', () => {
  test.each(presetNames)('%s fits', (name) => {
    const { layers, base } = presets[name]
    expect(checkStack(dimensionOf(presets[name]), layers, base).ok).toBe(true)
  })

  test('a uniform base under the real line is explained, and a sigmoid mends it', () => {
    const layers = [newLayer('elementwise', 'affine')]
    const check = checkStack(1, layers, newBase('uniform'))
    if (check.ok || !check.mend) throw new Error('expected a misfit with a mend')
    expect(tell(check.reason)).toMatch(/\(0, 1\).*whole real line.*−∞/)
    const mended = layers.toSpliced(check.mend.at, 0, check.mend.layer)
    expect(checkStack(1, mended, newBase('uniform')).ok).toBe(true)
  })

  test('a normal base over (0, 1) would lose mass, and a logit mends it', () => {
    const check = checkStack(1, [cdf], newBase('normal'))
    if (check.ok || !check.mend) throw new Error('expected a misfit with a mend')
    expect(checkStack(1, [cdf, check.mend.layer], newBase('normal')).ok).toBe(true)
  })

  test('a layer that needs the real line after one that ends on (0, 1) is named, and mended in front', () => {
    const layers = [cdf, newLayer('elementwise', 'affine')]
    const check = checkStack(1, layers, newBase('normal'))
    if (check.ok || !check.mend) throw new Error('expected a misfit with a mend')
    expect(tell(check.reason)).toContain('Layer 2 (affine)')
    expect(checkStack(1, layers.toSpliced(check.mend.at, 0, check.mend.layer), newBase('normal')).ok).toBe(true)
  })

  test('coordinates are followed one by one: two couplings onto (0, 1) make a uniform base fit', () => {
    const half = (transforms: string) => newLayer('coupling', 'gaussianMixtureCdf', { transforms, onto: 'unit' })
    expect(checkStack(2, [half('second')], newBase('uniform')).ok).toBe(false)
    expect(checkStack(2, [half('second'), half('first')], newBase('uniform')).ok).toBe(true)
  })

  test('a permutation carries the intervals along', () => {
    const half = newLayer('coupling', 'logisticMixtureCdf', { transforms: 'second', onto: 'unit' })
    const check = checkStack(2, [half, newLayer('permutation'), half], newBase('uniform'))
    expect(check.ok).toBe(true)
    expect(check.intervals).toEqual([['real', 'real'], ['real', 'unit'], ['unit', 'real'], ['unit', 'unit']])
  })

  test('a coupling in 1D is refused with a sentence', () => {
    const built = buildFlow({ d: 1, layers: [newLayer('coupling', 'affine')], base: newBase('normal') })
    if (built.ok) throw new Error('expected a refusal')
    expect(tell(built.reason)).toContain('at least 2 coordinates')
  })
})
