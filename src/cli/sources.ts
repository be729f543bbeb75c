import { basename } from 'node:path'
import { parsePoints } from '../experiment/csv.ts'
import type { Experiment } from '../experiment/experiment.ts'
import { readExperiment } from '../experiment/json.ts'
import { decodeLink } from '../experiment/link.ts'
import { presetNames, presets } from '../experiment/presets.ts'
import { shown } from '../experiment/refusal.ts'
import { otherData } from '../experiment/specs.ts'
import { failure, success, type Result, type Sentence } from '../words/sentence.ts'
import { isThere, readText } from './files.ts'

/** The experiment that a word stands for: the name of a preset, a file, or a link. */
export function experimentFrom(word: string): Result<Experiment> {
  const preset = presetNames.find((name) => name === word)
  if (preset) return success(presets[preset])
  if (isThere(word)) {
    const text = readText(word)
    return text.ok ? readExperiment(text.value) : text
  }
  if (/x2z=|^\d+\.[\w-]+$/.test(word)) return decodeLink(word)
  return failure('cli.source.unknown', { got: shown(word), presets: presetNames.join(', ') })
}

/** An experiment on the points of a CSV file instead of its own data. */
export function withOwnPoints(experiment: Experiment, file: string): Result<{ readonly experiment: Experiment; readonly note?: Sentence }> {
  const text = readText(file)
  if (!text.ok) return text
  const points = parsePoints(text.value, basename(file))
  if (!points.ok) return points
  const { data, ...note } = points.value
  return success({ experiment: { ...experiment, ...otherData(experiment, data) }, ...note })
}
