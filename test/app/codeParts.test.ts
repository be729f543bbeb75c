import { expect, test } from 'vitest'
import { codeGroups } from '../../src/app/codeParts.ts'
import { listModule } from '../../src/engine/compile/wasm/listing.ts'
import { prepare } from '../../src/engine/run.ts'
import { createWasmEngine } from '../../src/engine/wasm/engine.ts'
import { presets } from '../../src/experiment/presets.ts'
import { presetMakes } from '../engine/compile/presetMakes.ts'

test.each(presetMakes)('every part of the code of %s is shown once, under what it is for', (preset) => {
  const prepared = prepare(presets[preset])
  if (!prepared.ok) throw new Error(prepared.reason.key)
  const listed = listModule(createWasmEngine(prepared.flow, presets[preset].optimizer).bytes)
  const groups = codeGroups(listed)
  const parts = groups.flatMap((group) => group.parts)
  expect(parts.map(({ name }) => name).toSorted()).toEqual(listed.map(({ name }) => name).toSorted())
  expect(parts.filter(({ hint }) => hint === 'code.part.other')).toEqual([])
  const named = Object.fromEntries(groups.map(({ group, parts: of }) => [group, of.map(({ name }) => name)]))
  expect(named).toMatchObject({ step: ['gradient', 'update'], carry: ['forward', 'inverse', 'density'] })
  for (const { name, title } of parts) {
    const [beginning = '', ...rest] = name.split(', then ')
    expect(title).toBe(rest.length > 0 ? `${beginning} …` : name)
  }
})

test('the shaders of a step that clips its gradient stand in the order in which they run', () => {
  const [group] = codeGroups(['gradient', 'gradient norm', 'update'].map((name) => ({ name, text: '\n\n  a\n\nb\n ' })))
  expect(group?.group).toBe('step')
  expect(group?.parts.map(({ name, text, hint }) => [name, text, hint])).toEqual([
    ['gradient', '  a\n\nb', 'code.part.gradient'], ['gradient norm', '  a\n\nb', 'code.part.norm'], ['update', '  a\n\nb', 'code.part.update'],
  ])
})

test('a long name is cut off in the list, and stays whole beside it', () => {
  const long = 'dense back 64 to 1, 64 samples, then add in 0 #0; mul #1 in 1; store #1 #7'
  const [group] = codeGroups([long, 'dense 1 to 64, 64 samples'].map((name) => ({ name, text: 'a' })))
  expect(group?.parts.map(({ name, title }) => [name, title])).toEqual([
    ['dense 1 to 64, 64 samples', 'dense 1 to 64, 64 samples'], [long, 'dense back 64 to 1, 64 samples …'],
  ])
})

test('the Jacobians of the layers belong to what carries points, after the rest of it', () => {
  const [group] = codeGroups(['jacobian', 'density', 'forward'].map((name) => ({ name, text: 'a' })))
  expect(group?.group).toBe('carry')
  expect(group?.parts.map(({ name, hint }) => [name, hint])).toEqual([
    ['forward', 'code.part.forward'], ['density', 'code.part.density'], ['jacobian', 'code.part.jacobian'],
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
