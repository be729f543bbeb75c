import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { newFolder, numbersIn, writeIn, x2z } from './command.ts'

const folder = newFolder()
const [told, plain] = [join(folder, 'told.json'), join(folder, 'plain.json')]
const small = ['--steps', '150', '--batch', '64', '--hidden', '8', '--seed', '7'] as const
const count = 400

describe('a model that was told of classes', () => {
  let line: Record<string, number>
  beforeAll(async () => {
    const [{ out }] = await Promise.all([
      x2z('train', 'moons-conditional', ...small, '--out', told),
      x2z('train', 'moons-nice', '--steps', '1', '--hidden', '8', '--out', plain),
    ])
    line = JSON.parse(out) as Record<string, number>
  }, 60_000)

  it('is measured against the entropy given the class', () => {
    expect(line).toMatchObject({ entropy: expect.closeTo(1.0095 - Math.log(2), 2), accuracy: expect.any(Number) })
    expect(line['accuracy']).toBeGreaterThan(0.9)
  })

  it('draws samples of one class, or of all with the class of each, the same ones for the same seed', async () => {
    const second = numbersIn((await x2z('sample', told, String(count), '--class', '2')).out)
    expect(second.header).toBe('x1,x2,class')
    expect(new Set(second.rows.map((row) => row[2]))).toEqual(new Set([2]))
    const all = await x2z('sample', told, String(count), '--seed', '3')
    const ofFirst = numbersIn(all.out).rows.filter((row) => row[2] === 1).length
    expect(Math.abs(ofFirst / count - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / count))
    expect((await x2z('sample', told, String(count), '--seed', '3')).out).toBe(all.out)
  })

  it('finds the class of its own samples by Bayes', async () => {
    const { rows } = numbersIn((await x2z('sample', told, String(count))).out)
    const file = writeIn(folder, 'samples.csv', rows.map(([x1, x2]) => `${x1},${x2}`).join('\n'))
    const { header, rows: found } = numbersIn((await x2z('evaluate', told, file)).out)
    expect(header).toBe('logp,z1,z2,class1,class2')
    found.forEach(([, , , first = NaN, second = NaN]) => expect(first + second).toBeCloseTo(1, 5))
    const right = found.filter((row, i) => (row[4] ?? 0) > 0.5 === (rows[i]?.[2] === 2)).length
    expect(right / count).toBeGreaterThan(0.9)
  })

  it('refuses a class that is not there in a sentence', async () => {
    expect(await x2z('sample', told, '1', '--class', '3')).toMatchObject({ code: 2, out: '', err: '--class must be a whole number from 1 to 2, but is “3”.\n' })
    expect(await x2z('sample', plain, '1', '--class', '1')).toMatchObject({
      code: 2,
      out: '',
      err: 'This model was not told of classes, so --class has nothing to choose from; leave it out.\n',
    })
  })

  it('says so where own points have no classes to tell', async () => {
    const data = writeIn(folder, 'own.csv', Array.from({ length: 30 }, (_, i) => `${Math.sin(i)},${Math.cos(3 * i)}`).join('\n'))
    const { err, out } = await x2z('train', 'moons-conditional', '--data', data, '--steps', '1', '--hidden', '4')
    expect(err).toContain('The points of the file are of one class, so the flow is told of none.')
    expect(JSON.parse(out)).not.toHaveProperty('accuracy')
  })
})
