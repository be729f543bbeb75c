/** What a binding of a kernel is; its number is its place. */
export type Binding = 'read' | 'write' | 'uniform'

const types: Readonly<Record<Binding, GPUBufferBindingLayout>> = {
  read: { type: 'read-only-storage' },
  write: { type: 'storage' },
  uniform: { type: 'uniform', hasDynamicOffset: true },
}

/** Pipelines that are kept though nobody holds them: a run that starts anew, or goes back, compiles nothing twice. */
const keptPipelines = 16
const kept = new WeakMap<GPUDevice, Map<string, Promise<GPUComputePipeline>>>()

/** The pipeline of this code on this device; compiled where it is not kept. */
function compiledOnce(device: GPUDevice, code: string, compile: () => Promise<GPUComputePipeline>): Promise<GPUComputePipeline> {
  const own = kept.get(device) ?? new Map<string, Promise<GPUComputePipeline>>()
  kept.set(device, own)
  const found = own.get(code) ?? compile()
  // Asked for last, it goes last.
  own.delete(code)
  own.set(code, found)
  const [oldest] = own.keys()
  if (own.size > keptPipelines && oldest !== undefined) own.delete(oldest)
  found.catch(() => own.delete(code))
  return found
}

/** A compute pipeline that is compiled when it is asked for first, without holding up the page. */
export class Pipeline {
  readonly name: string
  readonly code: string
  readonly #device: GPUDevice
  readonly #layout: GPUBindGroupLayout
  #compiled: Promise<GPUComputePipeline> | undefined

  constructor(device: GPUDevice, name: string, code: string, bindings: readonly Binding[]) {
    this.name = name
    this.code = code
    this.#device = device
    const entries = bindings.map((binding, at): GPUBindGroupLayoutEntry => ({
      binding: at,
      visibility: GPUShaderStage.COMPUTE,
      buffer: types[binding],
    }))
    this.#layout = device.createBindGroupLayout({ label: name, entries })
  }

  /** Rejects with the compiler's words where the device refuses the code. */
  compiled(): Promise<GPUComputePipeline> {
    this.#compiled ??= compiledOnce(this.#device, this.code, () => this.#compile())
    return this.#compiled
  }

  async #compile(): Promise<GPUComputePipeline> {
    const module = this.#device.createShaderModule({ label: this.name, code: this.code })
    const layout = this.#device.createPipelineLayout({ bindGroupLayouts: [this.#layout] })
    return this.#device.createComputePipelineAsync({ label: this.name, layout, compute: { module, entryPoint: 'main' } })
  }

  /** Buffers in the order of the bindings. `uniformBytes`: what is read of a uniform buffer at once. */
  bind(buffers: readonly GPUBuffer[], uniformBytes: number): GPUBindGroup {
    const entries = buffers.map((buffer, binding): GPUBindGroupEntry => {
      const isUniform = (buffer.usage & GPUBufferUsage.UNIFORM) !== 0
      return { binding, resource: isUniform ? { buffer, size: uniformBytes } : { buffer } }
    })
    return this.#device.createBindGroup({ label: this.name, layout: this.#layout, entries })
  }
}
