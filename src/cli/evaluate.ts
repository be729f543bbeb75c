import { parseRows } from '../experiment/csv.ts'
import { coordinateNames, formatRows } from '../experiment/csvText.ts'
import type { Arguments } from './arguments.ts'
import { readText } from './files.ts'
import { evaluateRows, openModel } from './model.ts'
import { done, refused, type Outcome } from './outcome.ts'
import { print } from './output.ts'

/** Points carried at once: bounds the memory. */
const chunk = 4096

/** Prints log p(x) and z of every point of a file; and p(class | x) for each class of a model that was told of some. */
export async function evaluate({ operands: [modelFile = '', pointsFile = ''] }: Arguments): Promise<Outcome> {
  const opened = openModel(modelFile)
  if (!opened.ok) return refused(opened.reason)
  const text = readText(pointsFile)
  if (!text.ok) return refused(text.reason)
  const table = parseRows(text.value)
  if (!table.ok) return refused(table.reason)
  const { rows } = table.value
  const { d } = opened.value.flow
  const got = rows[0]?.length ?? 0
  if (got !== d) return refused({ key: 'cli.columns', values: { got, wanted: d } })
  const { shares = [] } = opened.value.model
  await print(`${['logp', ...coordinateNames('z', d), ...shares.map((_, c) => `class${c + 1}`)].join(',')}\n`)
  for (let from = 0; from < rows.length; from += chunk) {
    const { logDensity, z, posterior } = evaluateRows(opened.value, Float64Array.from(rows.slice(from, from + chunk).flat()))
    await print(formatRows([logDensity, ...z, ...posterior]))
  }
  return done
}
