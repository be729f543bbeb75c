import type { OptimizerSettings } from '../../experiment/settings.ts'
import type { Flow } from '../../flows/flow.ts'
import { type Block, blockSize } from '../../math/block.ts'
import { createGraph, type Node } from '../compile/graph.ts'
import { lossProgram, type Program, stepBlocks, updateProgram } from '../compile/programs.ts'
import { type Elementwise, isElementwise, owner, schedule } from '../compile/schedule.ts'
import { traceOps } from '../compile/trace.ts'
import { approximations } from '../compile/wgsl/approximations.ts'
import { writeNodes } from '../compile/wgsl/elementwise.ts'
import { kernelText, type KernelText } from '../compile/wgsl/kernel.ts'
import { literal, Source } from '../compile/wgsl/source.ts'
import type { Workgroup } from '../compile/wgsl/tile.ts'
import { clippingScale } from '../optimizer.ts'
import { capacity, stepsAtOnce } from './sizes.ts'

/** Weights are worked on four at a time: streams of weights are padded to this. */
export const weightsAtOnce = 4
export const updateThreads = 64

/** What the kernels of one training step are made for. */
export interface StepShape {
  readonly flow: Flow
  readonly optimizer: Pick<OptimizerSettings, 'batch' | 'method' | 'clip'>
  /** Whether the flow learns from a teacher. */
  readonly isStudent: boolean
  /** Numbers of the training set: points times the numbers of a row. */
  readonly points: number
  readonly workgroup: Workgroup
  /** Workgroups of the gradient kernel, each with its own slice of the gradient. */
  readonly groups: number
  /** Tiles of the batch. */
  readonly tiles: number
  /** Weights, padded. */
  readonly size: number
}

const numberCount = Object.values(stepBlocks).reduce((sum, block) => sum + blockSize(block), 0)

/** What changes from step to step. `slot`: which of the steps of one submit this is. */
const stepDeclaration = `
struct Step { slot: u32, zero: u32, a: u32, b: u32, numbers: array<vec4f, ${Math.ceil(numberCount / 4)}> }`

/** Bytes of `Step`: a header of 16, and the numbers in fours. */
export const stepHeaderBytes = 16
export const stepBytes = stepHeaderBytes + 16 * Math.ceil(numberCount / 4)

/** The gradient of one batch, in slices: one per workgroup. */
export function gradientKernel({ flow, optimizer: { batch }, isStudent, points, workgroup, groups, tiles, size }: StepShape): KernelText {
  const quads = workgroup.samples / 4
  const program = lossProgram(flow, isStudent)
  // The last stream is the weight of a sample.
  const width = program.inputs.length - 1
  const adds = tiles > groups || areRepeated(program.contributions)
  const weight = `weighed(tile * ${workgroup.samples}u + QUAD * 4u)`
  const declarations = (scratchVectors: number): string => `${stepDeclaration}
@group(0) @binding(0) var<storage, read> parameters: array<f32, ${size}>;
@group(0) @binding(1) var<storage, read_write> scratch: array<vec4f, ${groups * scratchVectors}>;
@group(0) @binding(2) var<storage, read_write> slices: array<f32, ${groups * size}>;
// Training points, row after row, each with its class where the flow is told of classes, and which of them make each batch.
@group(0) @binding(3) var<storage, read> pool: array<f32, ${points}>;
@group(0) @binding(4) var<storage, read> picks: array<u32, ${stepsAtOnce * batch}>;
// What each four samples add to the mean NLL of their batch.
@group(0) @binding(5) var<storage, read_write> losses: array<f32, ${stepsAtOnce * tiles * quads}>;
@group(0) @binding(6) var<uniform> step: Step;
var<private> sliceFrom: u32;
fn zero() -> u32 { return step.zero; }
fn prepare(group: u32, thread: u32) {
  sliceFrom = group * ${size}u;${adds ? clearing(size, workgroup.threads) : ''}
}
fn tiles() -> u32 { return ${tiles}u; }
fn picked(sample: u32) -> u32 { return picks[step.slot * ${batch}u + min(sample, ${batch - 1}u)] * ${width}u; }
fn point(sample: u32, k: u32) -> vec4f {
  return vec4f(pool[picked(sample) + k], pool[picked(sample + 1u) + k], pool[picked(sample + 2u) + k], pool[picked(sample + 3u) + k]);
}
// 1 / batch, or 0 where the last tile is padded.
fn weighed(sample: u32) -> vec4f {
  return select(vec4f(), vec4f(${literal(1 / batch)}), vec4u(sample, sample + 1u, sample + 2u, sample + 3u) < vec4u(${batch}u));
}`
  return kernelText(program, workgroup, {
    declarations,
    adds,
    read: (stream, quad) =>
      stream < width ? `point(tile * ${workgroup.samples}u + ${quad} * 4u, ${stream}u)` : weight.replace('QUAD', quad),
    deliver: (quad, value) => [
      `losses[(step.slot * ${tiles}u + tile) * ${quads}u + ${quad}] = dot(${value(0)}, ${weight.replace('QUAD', quad)});`,
    ],
  })
}

/** Whether a block of weights gets its gradient from several places, as where one network is applied again and again. */
function areRepeated(contributions: Program['contributions']): boolean {
  const blocks = contributions.map((one) => (one.kind === 'vector' ? one.block : one.weights).offset)
  return new Set(blocks).size < blocks.length
}

/** Where a workgroup adds several gradients up, its slice begins at zero in every step. */
const clearing = (size: number, threads: number): string => `
  for (var i = thread; i < ${size}u; i += ${threads}u) { slices[sliceFrom + i] = 0.0; }`

type UpdateShape = Pick<StepShape, 'optimizer' | 'groups' | 'size'>

/** Σ of the slices, for the four weights of a thread. */
function writeSum(source: Source, { groups, size }: UpdateShape): void {
  source.line('var gradient = vec4f();')
  source.block(`for (var s = 0u; s < ${groups}u; s++)`, () => source.line(`gradient += slices[s * ${size / weightsAtOnce}u + i];`))
}

/** Workgroups of a kernel with four weights to a thread. */
export const weightGroups = (size: number): number => Math.ceil(size / weightsAtOnce / updateThreads)

/** The squared norm of the gradient, in parts: one per workgroup. Runs only where the norm is clipped. */
export function normKernel(shape: UpdateShape): string {
  const source = new Source()
  source.block(`${entryPoint}\nfn main(${weightArguments})`, () => {
    source.line('let i = id.x;')
    source.block(`if (i < ${shape.size / weightsAtOnce}u)`, () => {
      writeSum(source, shape)
      source.line('squares[thread] = dot(gradient, gradient);')
    })
    source.line('workgroupBarrier();')
    source.block('if (thread == 0u)', () => {
      source.line('var sum = 0.0;')
      source.block(`for (var k = 0u; k < ${updateThreads}u; k++)`, () => source.line('sum += squares[k];'))
      source.line('norms[group.x] = sum;')
    })
  })
  return `
@group(0) @binding(0) var<storage, read> slices: array<vec4f, ${(shape.groups * shape.size) / weightsAtOnce}>;
@group(0) @binding(1) var<storage, read_write> norms: array<f32, ${weightGroups(shape.size)}>;
var<workgroup> squares: array<f32, ${updateThreads}>;
${source.text}`
}

const entryPoint = `@compute @workgroup_size(${updateThreads})`
const weightArguments = '@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_index) thread: u32, @builtin(workgroup_id) group: vec3u'

/** Sums the slices and takes the optimizer's step, four weights to a thread. */
export function updateKernel(shape: UpdateShape): string {
  const { optimizer: { method, clip }, size } = shape
  const vectors = size / weightsAtOnce
  const source = new Source()
  source.block(`${entryPoint}\nfn main(${weightArguments})`, () => {
    source.line('let i = id.x;')
    source.line(`if (i >= ${vectors}u) { return; }`)
    source.line('prepareNumbers();')
    writeSum(source, shape)
    if (clip > 0) writeClipping(source, size)
    writeUpdate(source, updateProgram(method), clip > 0)
  })
  return `${stepDeclaration}
@group(0) @binding(0) var<storage, read_write> parameters: array<vec4f, ${vectors}>;
@group(0) @binding(1) var<storage, read_write> first: array<vec4f, ${vectors}>;
@group(0) @binding(2) var<storage, read_write> second: array<vec4f, ${vectors}>;
@group(0) @binding(3) var<storage, read> slices: array<vec4f, ${shape.groups * vectors}>;
// Set once anything is infinite or not a number: told by its bits, since compilers may take comparisons for granted.
@group(0) @binding(4) var<storage, read_write> isBroken: atomic<u32>;
@group(0) @binding(5) var<storage, read> norms: array<f32, ${weightGroups(size)}>;
@group(0) @binding(6) var<uniform> step: Step;
fn zero() -> u32 { return step.zero; }
fn finite(a: vec4f) -> bool { return all((bitcast<vec4u>(a) & vec4u(0x7f800000u)) != vec4u(0x7f800000u)); }
${approximations}${source.text}`
}

const scaleName = 'gradientScale'

/** The factor that clips the gradient: the step's number in its place is then the largest norm. */
function writeClipping(source: Source, size: number): void {
  source.line('var squared = 0.0;')
  source.block(`for (var k = 0u; k < ${weightGroups(size)}u; k++)`, () => source.line('squared += norms[k];'))
  const { nodes, result } = clippingProgram()
  const inputs = [numberAt(stepBlocks.gradientScale), 'vec4f(sqrt(squared))']
  const load = (node: Node): string => (node.kind === 'input' ? (inputs[node.stream] ?? '') : '')
  // A gradient too long to be measured would be scaled to nothing, and the run stand still in silence.
  source.line('if (!finite(vec4f(squared))) { atomicStore(&isBroken, 1u); }')
  source.line(`var ${scaleName} = vec4f();`)
  source.block('', () =>
    writeNodes(nodes, 1, load, (line) => source.line(line), (node, text) => {
      if (node === result) source.line(`${scaleName} = ${text};`)
    }),
  )
}

const numberAt = ({ offset }: Block): string => `vec4f(step.numbers[${Math.floor(offset / 4)}][${offset % 4}])`

const elementwiseNodes = (outputs: readonly Node[]): readonly Elementwise[] =>
  schedule(outputs).flatMap((statement) => (statement.kind === 'segment' ? statement.nodes : []))

/** `clippingScale` of the largest norm and the norm. */
function clippingProgram(): { readonly nodes: readonly Elementwise[]; readonly result: Node } {
  const graph = createGraph()
  const result = clippingScale(traceOps(graph), graph.input(0), graph.input(1))
  return { nodes: elementwiseNodes([result]), result }
}

/** Streams of the update: what comes in, and where what goes out lands. The gradient's slices need no clearing. */
const updateStreams = ['parameters[i]', 'gradient', 'first[i]', 'second[i]'] as const

function writeUpdate(source: Source, { outputs }: Program, clips: boolean): void {
  const nodes = elementwiseNodes(outputs)
  const texts = new Map<Node, string>()
  const load = (node: Node): string => {
    const real = owner(node)
    if (real.kind === 'input') return updateStreams[real.stream] ?? ''
    if (real.kind === 'parameter') return clips && real.block === stepBlocks.gradientScale ? scaleName : numberAt(real.block)
    return `vec4f(${literal(real.kind === 'constant' ? (real.values[0] ?? NaN) : NaN)})`
  }
  writeNodes(nodes, 1, load, (line) => source.line(line), (node, text) => texts.set(node, text))
  const fresh = [0, 2, 3].map((output) => {
    const node = outputs[output]
    return { target: updateStreams[output] ?? '', text: node && (isElementwise(node) ? texts.get(node) : load(node)) }
  })
  for (const { target, text } of fresh) source.line(`${target} = ${text};`)
  const finite = fresh.map(({ target }) => `finite(${target})`).join(' && ')
  source.line(`if (!(${finite})) { atomicStore(&isBroken, 1u); }`)
}

/** Carries points through the flow: streams in, streams out. `size`: weights, padded. */
export function probeKernel(program: Program, workgroup: Workgroup, size: number, groups: number): KernelText {
  const quads = workgroup.samples / 4
  const at = (stream: number, quad: string): string => `[${stream * (capacity / 4)}u + tile * ${quads}u + ${quad}]`
  return kernelText(program, workgroup, {
    declarations: (scratchVectors) => `
@group(0) @binding(0) var<storage, read> parameters: array<f32, ${size}>;
@group(0) @binding(1) var<storage, read_write> scratch: array<vec4f, ${groups * scratchVectors}>;
@group(0) @binding(2) var<storage, read> pointsIn: array<vec4f, ${(program.inputs.length * capacity) / 4}>;
@group(0) @binding(3) var<storage, read_write> pointsOut: array<vec4f, ${(program.outputs.length * capacity) / 4}>;
@group(0) @binding(4) var<uniform> tileCount: vec4u;
fn prepare(group: u32, thread: u32) {}
fn zero() -> u32 { return tileCount.y; }
fn tiles() -> u32 { return tileCount.x; }`,
    adds: true,
    read: (stream, quad) => `pointsIn${at(stream, quad)}`,
    deliver: (quad, value) => program.outputs.map((_, output) => `pointsOut${at(output, quad)} = ${value(output)};`),
  })
}
