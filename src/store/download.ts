import type { DataSpec, Experiment } from '../experiment/experiment.ts'
import { presetLike } from '../experiment/presets.ts'

/** How long a browser may take to begin with a file before its content is let go. Milliseconds. */
const patience = 60_000

/** Hands a file to the browser's downloads. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), patience)
}

/** A name as a part of a file's: lower case, hyphens, at most five words. */
const slug = (words: string): string =>
  words.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '').slice(0, 5).join('-')

/** A long name up to its first comma, colon or stop. */
const opening = (words: string): string => words.split(/[,;:.]/)[0] ?? ''

function dataName(data: DataSpec): string {
  switch (data.kind) {
    case 'dataset':
      return data.name.replaceAll(/(?=[A-Z])/g, ' ')
    case 'points':
      return data.label
    case 'mixture':
      return data.kind
    default:
      return data satisfies never
  }
}

/** What a run goes by: its preset, or its data and the structure of its layers. */
function experimentName(experiment: Experiment): string {
  const preset = presetLike(experiment)
  if (preset) return preset
  const { data, layers } = experiment
  const structures = [...new Set(layers.map(({ structure }) => structure))]
  return slug([dataName(data), layers.length, ...structures].join(' '))
}

/** A file's name tells what it shows, of which experiment, and at which step: `moons-realnvp-the-data-plane-step-120.png`. */
export const fileName = (what: string, experiment: Experiment, step: number, ending: string): string =>
  [experimentName(experiment), slug(opening(what)), 'step', step].filter((part) => part !== '').join('-') + `.${ending}`
