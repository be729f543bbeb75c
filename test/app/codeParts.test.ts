import { expect, test } from 'vitest'
import { codeGroups } from '../../src/app/codeParts.ts'
import { listModule } from '../../src/engine/compile/wasm/listing.ts'
import { prepare } from '../../src/engine/run.ts'
import { createWasmEngine } from '../../src/engine/wasm/engine.ts'
import { presetNames, presets } from '../../src/experiment/presets.ts'

test.each(presetNames)('every part of the code of %s is shown once, under what it is for', (preset) => {
  const prepared = prepare(presets[preset])
  if (!prepared.ok) throw new Error(prepared.reason.key)
  const listed = listModule(createWasmEngine(prepared.flow, presets[preset].optimizer).bytes)
  const groups = codeGroups(listed)
  const parts = groups.flatMap((group) => group.parts)
  expect(parts.map(({ name }) => name).toSorted()).toEqual(listed.map(({ name }) => name).toSorted())
  expect(parts.filter(({ hint }) => hint === 'code.part.other')).toEqual([])
  const named = Object.fromEntries(groups.map(({ group, parts: of }) => [group, of.map(({ name }) => name)]))
  expect(named).toMatchObject({ step: ['gradient', 'update'], carry: ['forward', 'inverse', 'density'] })
})

test('the shaders of a step that clips its gradient stand in the order in which they run', () => {
  const [group] = codeGroups(['gradient', 'gradient norm', 'update'].map((name) => ({ name, text: '\n\n  a\n\nb\n ' })))
  expect(group?.group).toBe('step')
  expect(group?.parts.map(({ name, text, hint }) => [name, text, hint])).toEqual([
    ['gradient', '  a\n\nb', 'code.part.gradient'], ['gradient norm', '  a\n\nb', 'code.part.norm'], ['update', '  a\n\nb', 'code.part.update'],
  ])
})

test('what is called is told apart by the longest name that fits, and what has no name comes last', () => {
  const text = '\n\n  a\nb\nc\n'
  const [group] = codeGroups(['something', 'dense back 2 to 1', 'dense 1 to 2', 'weight gradient 1 by 2'].map((name) => ({ name, text })))
  expect(group?.group).toBe('called')
  expect(group?.parts.map(({ hint, lines }) => [hint, lines])).toEqual([
    ['code.part.dense', 3], ['code.part.denseBack', 3], ['code.part.weightGradient', 3], ['code.part.other', 3],
  ])
})
