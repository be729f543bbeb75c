import type { Experiment } from './experiment.ts'
import { autoregressive } from './presets/autoregressive.ts'
import { conditional } from './presets/conditional.ts'
import { continuous } from './presets/continuous.ts'
import { coupling } from './presets/coupling.ts'
import { discrete } from './presets/discrete.ts'
import { line } from './presets/line.ts'
import { linear } from './presets/linear.ts'
import { practice } from './presets/practice.ts'
import { spline } from './presets/spline.ts'

/** Ready-made experiments, grouped as the lecture goes. `presetGroup.<name>` in `words/` is a group's heading. */
export const presetGroups = { line, autoregressive, linear, coupling, continuous, spline, conditional, discrete, practice } as const satisfies Record<
  string,
  Readonly<Record<string, Experiment>>
>

export type PresetGroup = keyof typeof presetGroups

export const presetGroupNames = Object.keys(presetGroups) as PresetGroup[]

/** Ready-made experiments by name. `preset.<name>.label` and `preset.<name>.look` in `words/` say what each is and shows. */
export const presets = { ...line, ...autoregressive, ...linear, ...coupling, ...continuous, ...spline, ...conditional, ...discrete, ...practice } as const satisfies Record<string, Experiment>

export type PresetName = keyof typeof presets

export const presetNames = Object.keys(presets) as PresetName[]

/** The presets of a group, in the order of the menu. */
export const presetsOf = (group: PresetGroup): readonly PresetName[] => Object.keys(presetGroups[group]) as PresetName[]

/** What the page opens with. */
export const defaultExperiment: Experiment = presets['moons-realnvp']

/** Layers and a base to begin with, by the dimension of the data. */
export const readyMade = { 1: presets['peaks-uniform'], 2: defaultExperiment } as const satisfies Record<1 | 2, Experiment>

/** What makes an experiment what it is, whatever its seed, its speed, its engine and the points picked on it. */
const gist = ({ run: _run, anchors: _anchors, ...rest }: Experiment): string => JSON.stringify(rest)

const gists = new Map<string, PresetName>()

/** The preset that an experiment is, or null where it is somebody's own. */
export function presetLike(experiment: Experiment): PresetName | null {
  if (gists.size === 0) for (const name of presetNames) gists.set(gist(presets[name]), name)
  return gists.get(gist(experiment)) ?? null
}
