import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { freshPoints } from '../../src/engine/data.ts'
import { decodeLink } from '../../src/experiment/link.ts'
import { distributionOf } from '../../src/experiment/dataSource.ts'
import { presetNames, presets } from '../../src/experiment/presets.ts'
import { mean } from '../../src/math/statistics.ts'
import { commandLine, newFolder, numbersIn, root, writeIn, x2z, type Ended } from './command.ts'

const folder = newFolder()
const modelFile = join(folder, 'model.json')
const small = ['--steps', '6', '--batch', '32', '--hidden', '8', '--seed', '7'] as const

interface Line {
  readonly testNll: number
}
const lineOf = ({ out }: Ended): Line => JSON.parse(out) as Line

describe('the command line', () => {
  it('lists the presets, each with what to look for', async () => {
    const { code, out } = await x2z('presets')
    expect(code).toBe(0)
    const lines = out.trimEnd().split('\n')
    expect(lines.map((line) => line.split(' ')[0])).toEqual(presetNames)
    for (const line of lines) expect(line).toMatch(/^\S+ {2,}\S.*\.$/)
  })

  it('prints a link that opens as the preset', async () => {
    const { out } = await x2z('link', 'smiley-autoregressive')
    expect(decodeLink(out)).toEqual({ ok: true, value: presets['smiley-autoregressive'] })
  })

  it('prints the usage when asked', async () => {
    expect(await x2z('--help')).toMatchObject({ code: 0, out: expect.stringContaining('x2z train <preset | link | experiment.json>  trains') })
  })
})

describe('training', () => {
  let ended: Ended
  beforeAll(async () => {
    ended = await x2z('train', 'moons-realnvp', ...small, '--out', modelFile)
  })

  it('ends with one line of JSON, its keys in order, progress apart', () => {
    expect(ended.code).toBe(0)
    expect(ended.out).toMatch(/^\{.*\}\n$/)
    const line = JSON.parse(ended.out) as Record<string, unknown>
    expect(Object.keys(line)).toEqual(['step', 'trainNll', 'testNll', 'entropy', 'stepsPerSecond', 'trainer', 'passes', 'microseconds'])
    expect(line).toMatchObject({ step: 6, entropy: expect.closeTo(1.0076, 2), trainer: 'wasm' })
    expect(ended.err).toMatch(/step 6 of 6 · train NLL [\d.]+ nats/)
  })

  it('trains a teacher before its student, and tells of both on the same test points', async () => {
    const file = writeIn(folder, 'taught.json', JSON.stringify({ ...presets['moons-distilled'], teacher: { steps: 40 } }))
    const { code, out, err } = await x2z('train', file, '--steps', '6', '--batch', '32')
    expect(code).toBe(0)
    expect(err).toMatch(/teacher · step 40 of 40 [^]*student · step 6 of 6/)
    const line = JSON.parse(out) as Line & { readonly teacher: Line }
    expect(line).toMatchObject({ step: 6, passes: { forward: 2, inverse: 1 }, teacher: { passes: { forward: 1, inverse: 2 } } })
    expect(line.teacher.testNll).toBeLessThan(line.testNll)
    const timed = line as unknown as { readonly microseconds: Record<'forward' | 'inverse', number> }
    for (const way of ['forward', 'inverse'] as const) expect(timed.microseconds[way]).toBeGreaterThan(0)
  })

  it('gives the same numbers for the same seed, from a preset and from its link', async () => {
    const link = (await x2z('link', 'moons-realnvp')).out.trim()
    expect(lineOf(await x2z('train', link, ...small)).testNll).toBe(lineOf(ended).testNll)
  })

  it('saves a model whose density, evaluated in float64, gives the same test NLL', async () => {
    const { experiment } = JSON.parse(readFileSync(modelFile, 'utf8')) as { experiment: typeof presets['moons-realnvp'] }
    const distribution = distributionOf(experiment.data)
    if (!distribution) throw new Error('the model is not of a known data set')
    const { points } = freshPoints(distribution, 7, 50_000)
    const file = writeIn(folder, 'fresh.csv', Array.from({ length: 50_000 }, (_, i) => `${points[2 * i]},${points[2 * i + 1]}`).join('\n'))
    const { header, rows } = numbersIn((await x2z('evaluate', modelFile, file)).out)
    expect(header).toBe('logp,z1,z2')
    expect(rows).toHaveLength(50_000)
    expect(-mean(rows.map(([logp = NaN]) => logp))).toBeCloseTo(lineOf(ended).testNll, 4)
  })

  it('draws samples that lie where its density says, the same ones for the same seed', async () => {
    const drawn = await x2z('sample', modelFile, '2000', '--seed', '3')
    const { header, rows } = numbersIn(drawn.out)
    expect(header).toBe('x1,x2')
    expect(rows).toHaveLength(2000)
    for (const value of rows.flat()) expect(Number.isFinite(value)).toBe(true)
    const file = writeIn(folder, 'samples.csv', drawn.out)
    const evaluated = numbersIn((await x2z('evaluate', modelFile, file)).out).rows
    // Carried back by the inverse, samples are the base's draws again: standard normal on both axes.
    for (const axis of [1, 2]) {
      const z = evaluated.map((row) => row[axis] ?? NaN)
      expect(Math.abs(mean(z))).toBeLessThan(4 / Math.sqrt(2000))
      expect(Math.abs(mean(z.map((one) => one * one)) - 1)).toBeLessThan(4 * Math.sqrt(2 / 2000))
    }
    expect((await x2z('sample', modelFile, '2000', '--seed', '3')).out).toBe(drawn.out)
    expect((await x2z('sample', modelFile, '2000', '--seed', '4')).out).not.toBe(drawn.out)
  })

  it('does not mind a reader that stops early', async () => {
    const child = spawn(process.execPath, [...commandLine, 'sample', modelFile, '1000000'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let err = ''
    child.stderr.on('data', (text: Buffer) => (err += text.toString()))
    child.stdout.once('data', () => child.stdout.destroy())
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })

  it('takes own points instead, however they are scaled, and knows no entropy of them', async () => {
    const points = Array.from({ length: 60 }, (_, i) => 1e6 + 1e4 * Math.sin(i * i))
    const [data, out] = [writeIn(folder, 'own.csv', `income\n${points.join('\n')}`), join(folder, 'own.json')]
    const own = await x2z('train', 'peaks-uniform', '--data', data, '--steps', '3', '--out', out)
    expect(JSON.parse(own.out)).toMatchObject({ step: 3, entropy: null })
    expect(lineOf(own).testNll).toBeGreaterThan(Math.log(1e3))
    const { rows } = numbersIn((await x2z('evaluate', out, data)).out)
    expect(rows).toHaveLength(60)
    const flat = writeIn(folder, 'flat.csv', '1,2\n3,4\n')
    expect(await x2z('evaluate', out, flat)).toMatchObject({ code: 2, out: '', err: 'The points have 2 columns, but the model was trained on one.\n' })
  })

  it('leaves an older model alone when it is refused', async () => {
    const before = readFileSync(modelFile, 'utf8')
    const bad = writeIn(folder, 'bad.json', '{}')
    expect((await x2z('train', bad, '--out', modelFile)).code).toBe(2)
    expect(readFileSync(modelFile, 'utf8')).toBe(before)
    writeFileSync(bad, '')
  })
})
