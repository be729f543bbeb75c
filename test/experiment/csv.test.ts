import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePoints } from '../../src/experiment/csv.ts'
import { validateExperiment } from '../../src/experiment/schema.ts'
import { defaultExperiment } from '../../src/experiment/presets.ts'
import { tell } from '../../src/words/catalogue.ts'
import { expectOpenedOrRefused, expectSentence, refusalIn, runs } from './expectations.ts'

const rows = Array.from({ length: 12 }, (_, i) => [i - 3.5, (i * i) / 8] as const)
const lines = (write: (x: number, y: number) => string, end = '\n') => rows.map(([x, y]) => write(x, y)).join(end)
const german = (value: number) => String(value).replace('.', ',')

function pointsIn(text: string): readonly (readonly number[])[] {
  const parsed = parsePoints(text, 'test')
  if (!parsed.ok || parsed.value.data.kind !== 'points') throw new Error(refusalIn(parsed))
  return parsed.value.data.points
}

describe('own points', () => {
  it.each([
    ['commas', lines((x, y) => `${x},${y}`)],
    ['commas and spaces', lines((x, y) => ` ${x} , ${y} `)],
    ['semicolons', lines((x, y) => `${x};${y}`)],
    ['tabs', lines((x, y) => `${x}\t${y}`)],
    ['spaces', lines((x, y) => `  ${x}   ${y} `)],
    ['decimal commas with semicolons', lines((x, y) => `${german(x)};${german(y)}`)],
    ['decimal commas with tabs', lines((x, y) => `${german(x)}\t${german(y)}`)],
    ['decimal commas with spaces', lines((x, y) => `${german(x)} ${german(y)}`)],
    ['decimal commas in quotes', lines((x, y) => `"${german(x)}","${german(y)}"`)],
    ['quotes', lines((x, y) => `"${x}", "${y}"`)],
    ['a header', `first value,second value\n${lines((x, y) => `${x},${y}`)}`],
    ['a byte order mark, Windows line ends and blank lines', `\uFEFFx;y\r\n\r\n${lines((x, y) => `${x};${y}`, '\r\n\r\n')}\r\n\r\n`],
    ['a comment', `# saved with 2 columns, 12 rows\n${lines((x, y) => `${x} ${y}`)}`],
    ['exponents and typographic minus', lines((x, y) => `${x.toExponential().replace('-', '−')},+${y}`)],
    ['separators at the ends of lines', lines((x, y) => `${x},${y},`)],
  ])('are read from %s', (_, text) => {
    expect(pointsIn(text)).toEqual(rows)
  })

  it('may be headed by any words, such as those that begin as “not a number” does', () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i},${i * i}`).join('\n')
    for (const header of ['DNA,RNA', 'time,Ana', 'nano,info']) expect(parsePoints(`${header}\n${rows}`, 'own').ok, header).toBe(true)
  })

  it('with two commas in a line have no decimal commas: the line that is odd is named', () => {
    const text = `1,2\n3\n4,5,6\n${'7,8\n'.repeat(12)}`
    expect(refusalIn(parsePoints(text, 'own'))).toMatch(/^Line 2 /)
  })

  it('may have one column', () => {
    expect(pointsIn(`x\n${lines((x) => String(x))}`)).toEqual(rows.map(([x]) => [x]))
    expect(pointsIn(`x\n${lines((x) => german(x))}`)).toEqual(rows.map(([x]) => [x]))
  })

  it('may be wildly scaled', () => {
    expect(pointsIn(lines((x, y) => `${x}e30,${y}e-20`)).map(([x]) => x)).toEqual(rows.map(([x]) => Math.fround(x * 1e30)))
  })

  it.each([
    ['', 'There are no numbers here; give one or two columns of numbers, a point on each line.'],
    ['x,y\n', 'There are no numbers here; give one or two columns of numbers, a point on each line.'],
    ['1,2\n', 'At least 10 points are needed, but there is only one; add more.'],
    ['1,2,3\n4,5,6\n', 'Line 1 has 3 columns, but a point has one or two; keep the one or two columns to learn.'],
    ['x,y\n\n1,2\n3\n', 'Line 4 has one column, but the lines before have 2; correct or remove the line.'],
    ['x\n1\n2\nthree\n', 'Line 4 holds “three”, which is not a number; correct or remove the line.'],
    ['1,2\n3,4\n5,6\n,7\n', 'Line 4 has an empty cell; fill it in or remove the line.'],
    ['1\n2\nNaN\n', 'Line 3 holds “NaN”, which is not a finite number; remove the line.'],
    ['1\n-inf\n', 'Line 2 holds “-inf”, which is not a finite number; remove the line.'],
    ['1\n1e39\n', 'Line 2 holds “1e39”, but numbers may be at most 3.4e38 in size; rescale the column.'],
    [lines((x) => `${x};5`), 'Column 2 is the same number on every line, so it cannot be standardised and there is no density to learn; remove the column.'],
    [lines((x) => `${1e9 + x},${x}`), 'Column 1 varies by only 4, less than a millionth of its numbers, which single precision cannot tell apart; subtract a constant from the column.'],
    [lines((x) => `${1e12 + 150 * x},${x}`), 'Column 1 varies by only 500, less than a millionth of its numbers, which single precision cannot tell apart; subtract a constant from the column.'],
    [lines((x, y) => `${x},${y}e-40`), 'Column 2 varies by 5e-40, but must vary by 1e-30 to 1e+36 to be standardised; rescale the column.'],
    [lines((x, y) => `${x}e37,${y}`), 'Column 1 varies by 4e+37, but must vary by 1e-30 to 1e+36 to be standardised; rescale the column.'],
  ])('are refused with the line: %#', (text, sentence) => {
    expect(refusalIn(parsePoints(text, 'test'))).toBe(sentence)
  })

  it('are thinned evenly, and told so, when there are too many', () => {
    const parsed = parsePoints(Array.from({ length: 250_000 }, (_, i) => i).join('\n'), 'test')
    if (!parsed.ok || parsed.value.data.kind !== 'points') throw new Error(refusalIn(parsed))
    const values = parsed.value.data.points.map(([x]) => x ?? NaN)
    expect(values).toHaveLength(100_000)
    expect(Math.max(...values.slice(1).map((x, i) => x - (values[i] ?? NaN)))).toBeLessThanOrEqual(3)
    expect(parsed.value.note && tell(parsed.value.note)).toBe('Of 250000 points 100000 were kept, spread evenly over the file.')
  })

  const whole = (i: number) => `${i + 1},${(7 * i) % 10}`
  const short = (at: number) => Array.from({ length: 12 }, (_, i) => (i === at ? String(i) : whole(i)))

  it.each([0, 2, 11])('are refused where most lines have a comma that could be either, and line %i has none', (at) => {
    expect(refusalIn(parsePoints(short(at).join('\n'), 'test'))).toBe(
      `Line ${at + 1} has no comma, though most lines have one, which may be a decimal comma or part two columns; ` +
        'complete or remove the line, or name the columns in a first line.',
    )
  })

  it('with such a line are read once their columns are named, or where only decimals have such digits', () => {
    const decimals = short(2).map((line) => Number(line.replace(',', '.')))
    expect(pointsIn(['x', ...short(2)].join('\n'))).toEqual(decimals.map((x) => [Math.fround(x)]))
    expect(refusalIn(parsePoints(['x,y', ...short(2)].join('\n'), 'test'))).toMatch(/^Line 4 has one column/)
    expect(pointsIn([...short(2), '3,05'].join('\n'))).toEqual([...decimals, 3.05].map((x) => [Math.fround(x)]))
    const few = [...Array.from({ length: 12 }, (_, i) => String(i)), '1,5']
    expect(pointsIn(few.join('\n')).at(-1)).toEqual([1.5])
  })

  it('come with a note where a comma could be either', () => {
    const parsed = parsePoints(Array.from({ length: 12 }, (_, i) => `0,${i}`).join('\n').replace('0,3', '1,3'), 'test')
    expect(parsed.ok && parsed.value.note?.key).toBe('csv.note.commas')
  })

  it('open as a valid experiment or are refused in a sentence, whatever the text', () => {
    const number = fc.oneof(fc.double().map(String), fc.integer().map(String), fc.double({ noNaN: true }).map((x) => String(x).replace('.', ',')), fc.constantFrom('', 'nan', '"1"', '1e999', '--1', '.', '“', '"'))
    const table = fc
      .tuple(fc.constantFrom(',', ';', '\t', ' ', ', ', '|'), fc.constantFrom('\n', '\r\n', '\r', '\n\n'), fc.array(fc.array(number, { minLength: 1, maxLength: 3 }), { maxLength: 40 }))
      .map(([separator, end, cells]) => cells.map((row) => row.join(separator)).join(end))
    const sound = fc
      .tuple(fc.constantFrom(',', ';', '\t', ' '), fc.array(fc.tuple(fc.float({ noNaN: true }), fc.float({ noNaN: true })), { minLength: 10 }), fc.nat(), fc.string({ maxLength: 2 }))
      .map(([separator, points, at, slip]) => points.map((row) => row.join(separator)).join('\n').replace(new RegExp(`^.{${at % 200}}`, 's'), `$&${slip.replaceAll('$', '')}`))
    const text = fc.oneof(table, sound, fc.string({ unit: 'binary', maxLength: 3000 }), fc.string({ maxLength: 200 }).map((piece) => piece.repeat(500)))
    fc.assert(
      fc.property(text, fc.string(), (input, label) => {
        const parsed = expectOpenedOrRefused(() => parsePoints(input, label))
        if (!parsed.ok) return
        const { data, note } = parsed.value
        if (note) expectSentence(tell(note))
        expect(validateExperiment({ ...defaultExperiment, data, standardise: true })).toMatchObject({ ok: true, value: { data } })
      }),
      runs(400),
    )
  })
})
