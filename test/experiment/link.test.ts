import { deflateSync } from 'fflate'
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toBase64Url } from '../../src/experiment/base64.ts'
import type { Experiment } from '../../src/experiment/experiment.ts'
import { decodeLink, encodeLink } from '../../src/experiment/link.ts'
import { migrate } from '../../src/experiment/migrate.ts'
import { pack } from '../../src/experiment/pack.ts'
import { defaultExperiment, presetNames, presets } from '../../src/experiment/presets.ts'
import { arbitraryExperiment } from './arbitrary.ts'
import { expectOpenedOrRefused, refusalIn, runs } from './expectations.ts'

const linkTo = (experiment: Experiment): string => {
  const link = encodeLink(experiment)
  if (!link.ok) throw new Error(refusalIn(link))
  return link.value
}
const packed = (text: string): string => `#x2z=1.${toBase64Url(pack(text).bytes)}`
const bomb = (megabytes: number): string => `#x2z=1.${toBase64Url(deflateSync(new Uint8Array(megabytes * 2 ** 20), { level: 9 }))}`
const swapKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(swapKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).toReversed().map(([key, inner]) => [key, swapKeys(inner)]))
}

describe('a link', () => {
  it('gives back the experiment it was made from', () => {
    fc.assert(
      fc.property(arbitraryExperiment, (experiment) => void expect(decodeLink(linkTo(experiment))).toEqual({ ok: true, value: experiment })),
      runs(300),
    )
  })

  it('is the same for the same experiment, however it is written down', () => {
    fc.assert(
      fc.property(arbitraryExperiment, (experiment) => void expect(linkTo(swapKeys(experiment) as Experiment)).toBe(linkTo(experiment))),
      runs(100),
    )
  })

  it.each(presetNames)('is short for %s', (name) => {
    expect(linkTo(presets[name]).length).toBeLessThan(300)
  })

  it('opens as a whole address, as a fragment, by itself, and broken into lines', () => {
    const link = linkTo(defaultExperiment)
    const broken = link.replace(/.{40}/g, '$&\r\n ')
    for (const text of [`http://localhost:5173/?q=1.5${link}`, link, link.slice(1), link.replace('#x2z=', ''), broken]) {
      expect(decodeLink(text)).toEqual({ ok: true, value: defaultExperiment })
    }
  })

  it('refuses to carry more points than an address holds', () => {
    const points = Array.from({ length: 20_000 }, (_, i) => [Math.fround(Math.sin(i)), Math.fround(Math.cos(i * i))])
    const link = encodeLink({ ...defaultExperiment, data: { kind: 'points', label: 'many', points } })
    expect(refusalIn(link)).toMatch(/^With its 20000 points .* save it as a file instead\.$/)
  })
})

describe('a bad link', () => {
  const link = linkTo(defaultExperiment)
  it.each([
    ['', 'There is no experiment in this link'],
    ['http://localhost:5173/', 'There is no experiment in this link'],
    ['#x2z=', 'The link is cut short'],
    ['#x2z=1.', 'The link is cut short'],
    [link.slice(0, -9), 'The link is cut short'],
    [link.replace('#x2z=1.', '#x2z=2.'), 'This link was made by a newer x2z (its version is 2, this one reads up to 1)'],
    [`${link}é`, 'The link holds characters'],
    [`#x2z=1.${'_'.repeat(80)}`, 'The link is damaged'],
    [packed('{"data":'), 'The link unpacks to something that is not an experiment'],
    [packed('[]'), 'This does not describe an experiment'],
    [bomb(48), 'The link unpacks to more than 1 MiB'],
    ['A'.repeat(200_000), 'This link is too long to be read (200000 characters, 65536 at most)'],
  ])('says what is wrong with %#', (text, start) => {
    expect(refusalIn(decodeLink(text)).slice(0, start.length)).toBe(start)
  })

  it('opens or is refused in a sentence, whatever it is', () => {
    const valid = arbitraryExperiment.map(linkTo)
    const mutated = fc.tuple(valid, fc.nat(), fc.string({ minLength: 1, maxLength: 8 })).map(([text, at, slip]) => {
      const from = at % text.length
      return text.slice(0, from) + slip + text.slice(from + slip.length)
    })
    const truncated = fc.tuple(valid, fc.nat()).map(([text, at]) => text.slice(0, at % text.length))
    const bytes = fc.uint8Array({ maxLength: 2000 }).map((data) => `#x2z=1.${toBase64Url(data)}`)
    const oversized = fc.tuple(fc.integer({ min: 60_000, max: 400_000 }), fc.base64String({ minLength: 4, maxLength: 40 })).map(
      ([length, text]) => `#x2z=1.${text.repeat(Math.ceil(length / text.length))}`,
    )
    const bombs = fc.constantFrom(...[3, 5, 40].map(bomb), packed('['.repeat(1e6)), packed('{"a":'.repeat(2e5)), packed(`${' '.repeat(1e6)}1`), packed(`"${'a'.repeat(1e6)}"`), packed(`{"layers":[${'{},'.repeat(3e5)}{}]}`), packed(`{"data":{"kind":"points","label":"","points":[${'[1],'.repeat(2e5)}[2]]},"layers":[],"base":{"name":"normal"}}`))
    const wrong = fc.tuple(arbitraryExperiment, fc.jsonValue(), fc.constantFrom('data', 'layers', 'base', 'run', 'x')).map(
      ([experiment, value, key]) => packed(JSON.stringify({ ...experiment, [key]: value })),
    )
    const json = fc.json().map(packed)
    const text = fc.oneof({ weight: 1, arbitrary: fc.string({ unit: 'binary' }) }, { weight: 4, arbitrary: mutated }, { weight: 3, arbitrary: truncated }, { weight: 3, arbitrary: bytes }, { weight: 1, arbitrary: oversized }, { weight: 1, arbitrary: bombs }, { weight: 4, arbitrary: wrong }, { weight: 2, arbitrary: json })
    fc.assert(fc.property(text, (input) => void expectOpenedOrRefused(() => decodeLink(input))), runs(1000))
  })
})

describe('links of earlier versions', () => {
  const folder = new URL('links/', import.meta.url)
  const frozen = readdirSync(folder).flatMap((version) =>
    readdirSync(new URL(`${version}/`, folder)).filter((file) => file.endsWith('.txt')).map((file) => `${version}/${file}`),
  )

  it('are kept for every preset', () => {
    expect(frozen.length).toBeGreaterThanOrEqual(presetNames.length)
  })

  const laterLayerOptions = ({ structure, scalar, options }: Experiment['layers'][number]) => ({
    ...(scalar && { direction: 'forward' }),
    ...('activation' in options && structure !== 'continuous' && { connections: 'plain' }),
    ...(structure === 'coupling' && { mask: 'halves' }),
    ...(structure === 'permutation' && { reorder: 'reverse' }),
  })

  // Options that came after the links, each at the value that means what was done before there was a choice.
  const withLaterOptions = (experiment: Omit<Experiment, 'conditional'>): Experiment => ({
    conditional: false,
    ...experiment,
    optimizer: { ...experiment.optimizer, clip: experiment.optimizer.clip ?? 0, weightDecay: experiment.optimizer.weightDecay ?? 0 },
    layers: experiment.layers.map((layer) => ({ ...layer, options: { ...laterLayerOptions(layer), ...layer.options } })),
  })

  // A link leaves out what is a default: whoever changes a default raises the version and adds a migration.
  it.each(frozen)('%s opens as what it was when it was made', (file) => {
    const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
    expect(decodeLink(read(file))).toEqual({ ok: true, value: withLaterOptions(JSON.parse(read(file.replace('.txt', '.json'))) as Experiment) })
  })

  it('are brought up step by step', () => {
    const migrations = { 1: (data: unknown) => [data, 'two'], 3: (data: unknown) => [data, 'four'] }
    expect(migrate(migrations, 'one', 1, 4)).toEqual([['one', 'two'], 'four'])
    expect(migrate(migrations, 'three', 3, 3)).toBe('three')
  })
})
