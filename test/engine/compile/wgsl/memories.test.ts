import { describe, expect, test } from 'vitest'
import { leaves, stored } from '../../../../src/engine/compile/buffers.ts'
import { fuse } from '../../../../src/engine/compile/fuse.ts'
import type { Node } from '../../../../src/engine/compile/graph.ts'
import { jacobianProgram } from '../../../../src/engine/compile/jacobian.ts'
import { densityProgram, lossProgram, type Program, stagesProgram } from '../../../../src/engine/compile/programs.ts'
import { reads, schedule, type Statement, writes } from '../../../../src/engine/compile/schedule.ts'
import { type Memories, type MemoryName, placeNodes } from '../../../../src/engine/compile/wgsl/memories.ts'
import { prepare } from '../../../../src/engine/run.ts'
import { type PresetName, presets } from '../../../../src/experiment/presets.ts'
import type { Flow } from '../../../../src/flows/flow.ts'
import { createRandom } from '../../../../src/math/random.ts'
import { presetMakes } from '../presetMakes.ts'

const seed = 37
const memoryNames = ['near', 'scratch'] as const satisfies readonly MemoryName[]

const programs: Readonly<Record<string, (flow: Flow) => Program>> = {
  loss: lossProgram,
  forward: (flow) => stagesProgram(flow, 'forward'),
  inverse: (flow) => stagesProgram(flow, 'inverse'),
  density: densityProgram,
  jacobian: jacobianProgram,
}

function flowOf(preset: PresetName): Flow {
  const prepared = prepare(presets[preset])
  if (!prepared.ok) throw new Error(prepared.reason.key)
  return prepared.flow
}

const statementsOf = ({ outputs, contributions }: Program): readonly Statement[] =>
  fuse(schedule(outputs, contributions), outputs, { longest: Infinity, accepts: () => true })

/** Nothing, all, what a workgroup has for sixteen samples, and some by chance. */
function rooms(label: string): readonly number[] {
  const random = createRandom(seed).fork(label)
  return [0, 1, 256, ...Array.from({ length: 3 }, () => random.integer(800)), Infinity].toSorted((a, b) => a - b)
}

/** Numbers that are in no memory of a tile. */
const isElsewhere = ({ kind }: Node): boolean => kind === 'constant' || kind === 'parameter'

/** What lies in each unit of both memories, as statement after statement is carried out. */
function simulated(memories: Memories) {
  const units: Record<MemoryName, Map<number, Node>> = { near: new Map(), scratch: new Map() }
  const placesOf = (node: Node): readonly MemoryName[] => memoryNames.filter((name) => memories[name].unit.has(node))
  const eachUnit = (node: Node, visit: (name: MemoryName, unit: number) => void): void => {
    for (const name of placesOf(node)) {
      const from = memories[name].unit.get(node) ?? NaN
      for (let i = 0; i < node.width; i++) visit(name, from + i)
    }
  }
  return {
    placesOf,
    write: (node: Node): void => eachUnit(node, (name, unit) => void units[name].set(unit, node)),
    /** Why a node cannot be read, or null where it can. */
    fault: (node: Node): string | null => {
      if (placesOf(node).length !== 1) return `${node.kind} ${node.id} has ${placesOf(node).length} places`
      let found: string | null = null
      eachUnit(node, (name, unit) => {
        if (units[name].get(unit) !== node) found = `unit ${unit} of ${name} is not ${node.kind} ${node.id}`
      })
      return found
    },
  }
}

/**
 * What goes wrong where every statement first writes all it computes and only then reads: whatever it reads and
 * writes must lie apart. A node that only its own statement reads needs no place.
 */
function faults(statements: readonly Statement[], { inputs, outputs }: Program, memories: Memories): readonly string[] {
  const memory = simulated(memories)
  const found: (string | null)[] = []
  const check = (node: Node, own: ReadonlySet<Node>): void => {
    if (!isElsewhere(node) && !(own.has(node) && memory.placesOf(node).length === 0)) found.push(memory.fault(node))
  }
  inputs.forEach(memory.write)
  for (const statement of statements) {
    const own = statement.kind === 'loop' ? [] : writes(statement)
    for (const node of writes(statement).map(stored)) memory.write(node)
    if (statement.kind === 'loop') for (const node of [...statement.loop.start, ...statement.loop.body]) check(stored(node), new Set())
    for (const leaf of leaves(statement)) for (const node of reads(leaf)) check(stored(node), new Set(statement.kind === 'loop' ? writes(leaf) : own))
  }
  for (const node of [...inputs, ...outputs]) check(stored(node), new Set())
  return found.filter((fault) => fault !== null)
}

describe.each(presetMakes)('the memories of %s', (preset) => {
  test.each(Object.keys(programs))('%s: what is read lies in one place, where nothing else was written meanwhile', (name) => {
    const program = programs[name]?.(flowOf(preset))
    if (!program) throw new Error(name)
    const statements = statementsOf(program)
    const label = `${preset} ${name}`
    let [least, all] = [0, NaN]
    for (const room of rooms(label)) {
      const memories = placeNodes(statements, program.inputs, program.outputs, room)
      const told = `seed ${seed}, ${label}, room for ${room}`
      const { near, scratch } = memories
      expect(faults(statements, program, memories), told).toEqual([])
      expect(near.units, told).toBeLessThanOrEqual(room)
      expect(near.units, `${told}: more room, no fewer of them used`).toBeGreaterThanOrEqual(least)
      for (const { unit, units } of [near, scratch]) {
        expect(Math.max(0, ...[...unit].map(([node, from]) => from + node.width)), told).toBeLessThanOrEqual(units)
      }
      least = near.units
      all = scratch.units
    }
    expect([least > 0, all], 'with room for all, nothing lies elsewhere').toEqual([true, 0])
  })
})
