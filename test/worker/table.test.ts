import { describe, expect, test } from 'vitest'
import { parsePoints } from '../../src/experiment/csv.ts'
import { flattened, readTable, unflattened, type FromTable, type ToTable } from '../../src/worker/table.ts'

const table = (rows: number) => Array.from({ length: rows }, (_, i) => `${i % 977},${(i * 7) % 1009}.5`).join('\n')

/** A thread in name only: what it is sent it reads at once. */
class Reader {
  onmessage: ((event: { readonly data: FromTable }) => void) | null = null
  onerror: ((event: { readonly message: string }) => void) | null = null
  alive = true
  readonly #crashes: boolean
  constructor(crashes = false) {
    this.#crashes = crashes
  }
  postMessage({ text, label }: ToTable): void {
    queueMicrotask(() => (this.#crashes ? this.onerror?.({ message: 'out of memory' }) : this.onmessage?.({ data: structuredClone(flattened(parsePoints(text, label))) })))
  }
  terminate(): void {
    this.alive = false
  }
}

const worker = (reader: Reader) => reader as unknown as Worker

describe('a table', () => {
  test('that is short is read without a thread', async () => {
    const spawn = () => {
      throw new Error('no thread was to be started')
    }
    expect(await readTable(table(20), 'few', spawn)).toEqual(parsePoints(table(20), 'few'))
    expect(await readTable('1,2', 'few', spawn)).toMatchObject({ ok: false, reason: { key: 'refusal.points.few' } })
  })

  test('that is long is read in a thread, which then ends', async () => {
    const reader = new Reader()
    const text = table(120_000)
    expect(await readTable(text, 'many', () => worker(reader))).toEqual(parsePoints(text, 'many'))
    expect(reader.alive).toBe(false)
  })

  test('in which there is a fault comes back as its sentence, and so does a thread that fails', async () => {
    const text = `${table(60_000)}\nthree,4`
    expect(await readTable(text, 'many', () => worker(new Reader()))).toMatchObject({ ok: false, reason: { key: 'csv.text' } })
    const crashing = new Reader(true)
    expect(await readTable(text, 'many', () => worker(crashing))).toMatchObject({ ok: false, reason: { key: 'csv.failed' } })
    expect(crashing.alive).toBe(false)
  })

  test.each([1, 2])('crosses in one piece and comes out the same (%dD)', (d) => {
    const read = parsePoints(Array.from({ length: 12 }, (_, i) => [i / 7, i * i].slice(0, d).join(',')).join('\n'), 'x')
    expect(read.ok).toBe(true)
    expect(unflattened(flattened(read))).toEqual(read)
  })
})
