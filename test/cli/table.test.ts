import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { boundOf, cellName, cellsOf, type CellResult, holds, isQuick, rows } from '../../src/cli/table/cells.ts'
import { tableModelNames } from '../../src/experiment/tableModels.ts'
import { newFolder, writeIn, x2z } from './command.ts'

const folder = newFolder()
const file = join(folder, 'table.json')

const cell: CellResult = {
  data: 'rings', model: 'splineCoupling', seed: 1, steps: 2000, nll: 2.7, nllError: 0.003, entropy: 2.6232, gap: 0.1, gapError: 0.002, seconds: 6,
}

describe('the table', () => {
  it('has a quick cell in every row and in every column', () => {
    const quick = cellsOf(1).filter(isQuick)
    expect(new Set(quick.map(({ data }) => data))).toEqual(new Set(rows))
    expect(new Set(quick.map(({ model }) => model))).toEqual(new Set(tableModelNames))
  })

  it('allows a near reference and its noise, and no more than a far one', () => {
    expect(boundOf(cell)?.allowedGap).toBeCloseTo(2.757 - 2.6232, 9)
    expect(boundOf({ ...cell, model: 'splineAutoregressive', data: 'moons', entropy: 1.0076 })?.allowedGap).toBeCloseTo(1.017 - 1.0076 + 0.005, 9)
    expect(holds({ ...cell, gap: 0.1337 })).toBe(true)
    expect(holds({ ...cell, gap: 0.1339 })).toBe(false)
    expect(holds({ ...cell, model: 'nice' })).toBe(null)
  })

  it('trains quick cells to their reference, keeps them, and prints what was kept', async () => {
    const ended = await x2z('table', '--quick', '--only', 'smiley/', '--json', '--save', file)
    expect(ended).toMatchObject({ code: 0, err: '' })
    const lines = ended.out.trimEnd().split('\n').map((line) => JSON.parse(line) as CellResult & { holds: boolean })
    expect(lines.map(cellName)).toEqual(cellsOf(1).filter((one) => isQuick(one) && one.data === 'smiley').map(cellName))
    for (const one of lines) expect(one).toMatchObject({ holds: true, seed: 1, steps: 2000, entropy: expect.closeTo(1.333, 2) })
    const { out } = await x2z('table', '--markdown', file)
    for (const { gap, nll } of lines) {
      expect(out).toContain(gap.toFixed(4))
      expect(out).toContain(nll.toFixed(4))
    }
  })

  it('prints every seed of a cell beside each other, bold where it is too far', async () => {
    const machine = { processor: 'a processor', cores: 2, load: 0, node: '20' }
    writeFileSync(file, JSON.stringify({ date: '2026-11-25', machine, cells: [{ ...cell, seed: 2, gap: 0.2 }, cell] }))
    const { code, out } = await x2z('table', '--markdown', file)
    expect(code).toBe(0)
    expect(out).toContain('0.100, **0.200** (≤ 0.134)')
    expect(out).toContain('1 of the 2 with a reference')
    expect(readFileSync(file, 'utf8')).toContain('a processor')
  })

  it.each(['[]', '{"date":"2026-11-25","machine":{},"cells":[]}', '{'])('refuses a file that holds no results: %s', async (text) => {
    const foreign = writeIn(folder, 'foreign.json', text)
    expect(await x2z('table', '--markdown', foreign)).toMatchObject({ code: 2, out: '' })
  })
})
