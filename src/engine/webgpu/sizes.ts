import type { Flow } from '../../flows/flow.ts'
import type { Workgroup } from '../compile/wgsl/tile.ts'
import { isSoftware } from './device.ts'
import { floatBytes } from '../compile/bytes.ts'

/** Four numbers, as a vector. */
export const vectorBytes = 4 * floatBytes
/** Optimizer steps of one submit: enough to make its cost vanish, few enough that nothing waits long for the device. */
export const stepsAtOnce = 64
/** Points that are carried in one submit. */
export const capacity = 16_384
/** Workgroups that carry points. */
export const probeGroups = 64
/** Workgroups of a training step, and the bytes that their slices of the gradient may take. */
const mostGroups = 256
const slicesBytes = 2 ** 26
/** Where one step's numbers may begin in a uniform buffer. */
export const slotBytes = 256

/** Bytes that every device lets a kernel bind at once. */
const bindingBytes = 2 ** 27

/** Workgroups, at most `wanted`, whose scratch memory can be bound together. */
export const groupsWithin = (wanted: number, scratchVectors: number): number =>
  Math.max(1, Math.min(wanted, Math.floor(bindingBytes / (scratchVectors * vectorBytes))))

/** Workgroups among which the tiles of a batch are dealt out, for `size` weights. */
export const groupsFor = (tiles: number, size: number): number =>
  Math.max(1, Math.min(tiles, mostGroups, Math.floor(slicesBytes / (size * floatBytes))))

const widest = ({ layout }: Flow): number => Math.max(16, ...layout.blocks.map(({ shape }) => shape.at(-1) ?? 1))
const powerOfTwo = (value: number): number => 2 ** Math.ceil(Math.log2(value))

/** What every device offers a workgroup of memory of its own: 16 KiB. */
const nearVectors = 16_384 / vectorBytes

/** A thread for each hidden unit, up to what every device offers. */
export const hardwareWorkgroup = (flow: Flow): Workgroup => ({
  threads: Math.min(256, powerOfTwo(widest(flow))),
  samples: 16,
  rows: 1,
  nearVectors,
})

/**
 * A software adapter runs the threads of a workgroup one after another, four at a time: there four threads, each with a
 * patch of four outputs, load least for the same work.
 */
const softwareWorkgroup: Workgroup = { threads: 4, samples: 16, rows: 4, nearVectors }

export const workgroupFor = (flow: Flow, adapter: GPUAdapterInfo | undefined): Workgroup =>
  isSoftware(adapter) ? softwareWorkgroup : hardwareWorkgroup(flow)
