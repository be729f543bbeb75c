import type { ListingPart } from '../engine/listing.ts'
import type { TrainerKind } from '../engine/trainer.ts'
import type { MessageKey } from '../words/catalogue.ts'

/** Where an engine's arithmetic is done. */
export const placeOf: Readonly<Record<TrainerKind, 'processor' | 'gpu'>> = {
  webgpu: 'gpu',
  wasm: 'processor',
  'tfjs-webgpu': 'gpu',
  'tfjs-wasm': 'processor',
  'tfjs-webgl': 'gpu',
  'tfjs-cpu': 'processor',
}

const groups = ['step', 'carry', 'called'] as const
type Group = (typeof groups)[number]

interface Role {
  /** How the names of such parts begin. */
  readonly name: string
  readonly group: Group
  readonly hint: MessageKey
}

/** In the order in which they are shown; of two that match, the longer counts. */
const roles: readonly Role[] = [
  { name: 'gradient', group: 'step', hint: 'code.part.gradient' },
  { name: 'gradient norm', group: 'step', hint: 'code.part.norm' },
  { name: 'update', group: 'step', hint: 'code.part.update' },
  { name: 'forward', group: 'carry', hint: 'code.part.forward' },
  { name: 'inverse', group: 'carry', hint: 'code.part.inverse' },
  { name: 'density', group: 'carry', hint: 'code.part.density' },
  { name: 'jacobian', group: 'carry', hint: 'code.part.jacobian' },
  { name: 'dense', group: 'called', hint: 'code.part.dense' },
  { name: 'linear', group: 'called', hint: 'code.part.linear' },
  { name: 'dense back', group: 'called', hint: 'code.part.denseBack' },
  { name: 'weight gradient', group: 'called', hint: 'code.part.weightGradient' },
  { name: 'outer product', group: 'called', hint: 'code.part.weightGradient' },
  { name: 'vector gradient', group: 'called', hint: 'code.part.vectorGradient' },
  { name: 'transpose', group: 'called', hint: 'code.part.transpose' },
]

/** A part as the page shows it. */
export interface CodePart extends ListingPart {
  /** Its name in a list, short. */
  readonly title: string
  readonly lines: number
  readonly hint: MessageKey
}

export interface CodeGroup {
  readonly group: Group
  readonly parts: readonly CodePart[]
}

const otherwise: Role = { name: '', group: 'called', hint: 'code.part.other' }

const longerFirst = roles.toSorted((a, b) => b.name.length - a.name.length)

const roleOf = (name: string): Role => longerFirst.find((role) => name.startsWith(role.name)) ?? otherwise

/** A product's name goes on with all that is done to its result entry by entry: a list leaves that out. */
const titleOf = (name: string): string => name.replace(/, then .*$/s, ' …')

/** Without blank lines around it. */
const trimmed = (text: string): string => text.replace(/^\s*\n|\s+$/g, '')

const lineCount = (text: string): number => text.split('\n').length

/** The parts by what they are for; groups without any are left out. */
export function codeGroups(parts: readonly ListingPart[]): readonly CodeGroup[] {
  const shown = parts.map(({ name, text: whole }) => {
    const text = trimmed(whole)
    return { name, text, role: roleOf(name), lines: lineCount(text) }
  })
  const place = ({ role }: (typeof shown)[number]) => (role === otherwise ? roles.length : roles.indexOf(role))
  const sorted = shown.toSorted((a, b) => place(a) - place(b))
  return groups
    .map((group) => ({
      group,
      parts: sorted.filter(({ role }) => role.group === group).map(({ name, text, lines, role }) => ({ name, title: titleOf(name), text, lines, hint: role.hint })),
    }))
    .filter((one) => one.parts.length > 0)
}
