import { describe, expect, test } from 'vitest'
import { decodeLink, encodeLink } from '../../src/experiment/link.ts'
import { defaultExperiment, presetGroupNames, presetLike, presetNames, presets, presetsOf, readyMade } from '../../src/experiment/presets.ts'
import { dimensionOf, validateExperiment } from '../../src/experiment/schema.ts'
import { checkStack } from '../../src/flows/stack.ts'
import { isMessageKey, say } from '../../src/words/catalogue.ts'

describe.each(presetNames)('%s', (name) => {
  const preset = presets[name]

  test('passes the door for foreign data unchanged, and fits', () => {
    const read = validateExperiment(preset)
    expect(read).toEqual({ ok: true, value: preset })
    expect(checkStack(dimensionOf(preset), preset.layers, preset.base).ok).toBe(true)
  })

  test('is known again from its link, whatever its seed', () => {
    const link = encodeLink({ ...preset, run: { ...preset.run, seed: 7 } })
    const opened = link.ok ? decodeLink(link.value) : link
    expect(opened.ok && presetLike(opened.value)).toBe(name)
  })

  test('has a name and one sentence of what to look for', () => {
    expect(isMessageKey(`preset.${name}.label`) && isMessageKey(`preset.${name}.look`)).toBe(true)
    expect(say(`preset.${name}.label`)).toMatch(/^\S.*[^.]$/)
    expect(say(`preset.${name}.look`)).toMatch(/^\S.*\.$/)
    // One line of a projector's 1,280 pixels.
    expect(say(`preset.${name}.look`).length).toBeLessThanOrEqual(165)
  })
})

test('every preset stands in one group, and groups have headings', () => {
  expect(presetGroupNames.flatMap(presetsOf)).toEqual(presetNames)
  for (const group of presetGroupNames) expect(say(`presetGroup.${group}`)).toMatch(/\S/)
})

test('a change makes an experiment somebody’s own', () => {
  expect(presetLike({ ...defaultExperiment, standardise: !defaultExperiment.standardise })).toBeNull()
})

test('what is ready-made has the dimension it is for', () => {
  for (const d of [1, 2] as const) expect(dimensionOf(readyMade[d])).toBe(d)
})
