import { expect, test } from 'vitest'
import { createWasmTrainer } from '../../src/engine/wasm/trainer.ts'
import { batchOf, jobOf, startBlocks, trainerContestant } from './model.ts'
import { emittedDense, multiplyAdds } from './simd.ts'

test('the dense layer that is timed is a dense layer', () => {
  const [inputs, outputs, samples] = [12, 10, 16]
  const { input, output, weights, bias, call } = emittedDense(inputs, outputs, samples)
  for (const part of [input, weights, bias]) part.forEach((_, i) => (part[i] = Math.sin(i + part.length)))
  call(2)
  for (let o = 0; o < outputs; o++) {
    for (let s = 0; s < samples; s++) {
      let sum = bias[o] ?? NaN
      for (let i = 0; i < inputs; i++) sum += (weights[i * outputs + o] ?? NaN) * (input[i * samples + s] ?? NaN)
      expect(output[o * samples + s], `output ${o}, sample ${s}`).toBeCloseTo(sum, 4)
    }
  }
})

test('the bound does the multiply-adds that it counts', () => {
  // s ← s · 0.5 + 1 from 1: after k of them s = 2 − 2⁻ᵏ, in every lane of every chain; eight a turn.
  const { memory, call } = multiplyAdds(3)
  call(2)
  const chains = [...memory].filter((value) => value !== 0 && value !== 0.5 && value !== 1)
  expect(chains).toEqual(new Array(12).fill(2 - 2 ** -16))
})

test('a trainer is timed over whole steps, and its first loss is that of the start', async () => {
  const job = jobOf('realnvp-6x16', 64)
  const one = trainerContestant(job, createWasmTrainer, 'wasm')
  const { seconds, loss } = await one.run(1)
  expect(seconds).toBeGreaterThan(0)
  // The conditioners start at zero: the flow is the identity, and the loss the mean of −log N(x).
  const [x = new Float32Array(), y = new Float32Array()] = batchOf(job, 0)
  const nll = x.reduce((sum, at, i) => sum + 0.5 * (at * at + (y[i] ?? NaN) ** 2), 0) / x.length + Math.log(2 * Math.PI)
  expect(loss).toBeCloseTo(nll, 4)
})

test('the weights given to others are all of them, in their shapes', () => {
  const job = jobOf('realnvp-6x64', 256)
  const blocks = startBlocks(job)
  expect(blocks.slice(0, 6).map(({ shape }) => shape)).toEqual([[1, 64], [64], [64, 64], [64], [64, 2], [2]])
  expect(blocks).toHaveLength(36)
  for (const { shape, values } of blocks) expect(values).toHaveLength(shape.reduce((size, one) => size * one))
})
