import { floatBytes } from '../compile/bytes.ts'

/** The buffers of one engine: made here, and freed together. */
export class Memory {
  readonly #device: GPUDevice
  readonly #buffers = new Set<GPUBuffer>()
  readonly #children = new Set<Memory>()

  readonly #whole: Memory | null

  constructor(device: GPUDevice, whole: Memory | null = null) {
    this.#device = device
    this.#whole = whole
  }

  /** A part that may be freed by itself, and is freed with the whole. */
  child(): Memory {
    const child = new Memory(this.#device, this)
    this.#children.add(child)
    return child
  }

  #make(label: string, size: number, usage: number): GPUBuffer {
    const buffer = this.#device.createBuffer({ label, size: Math.max(16, size), usage })
    this.#buffers.add(buffer)
    return buffer
  }

  storage(label: string, size: number): GPUBuffer {
    return this.#make(label, size, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST)
  }

  uniform(label: string, size: number): GPUBuffer {
    return this.#make(label, size, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST)
  }

  write(buffer: GPUBuffer, values: Float32Array | Uint32Array, at = 0): void {
    this.#device.queue.writeBuffer(buffer, at, values.buffer, values.byteOffset, values.byteLength)
  }

  /**
   * Copies parts of buffers into the page's memory, each as many numbers as asked for, starting at number `from`.
   * Everything that was submitted before is done by then.
   */
  async read(wanted: readonly { readonly buffer: GPUBuffer; readonly from?: number; readonly numbers: number }[]): Promise<readonly Float32Array[]> {
    const total = wanted.reduce((sum, { numbers }) => sum + numbers, 0) * floatBytes
    const staging = this.#make('read back', total, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST)
    const encoder = this.#device.createCommandEncoder()
    let at = 0
    for (const { buffer, from = 0, numbers } of wanted) {
      encoder.copyBufferToBuffer(buffer, from * floatBytes, staging, at, numbers * floatBytes)
      at += numbers * floatBytes
    }
    this.#device.queue.submit([encoder.finish()])
    try {
      await staging.mapAsync(GPUMapMode.READ)
      const all = new Float32Array(staging.getMappedRange().slice(0))
      let done = 0
      return wanted.map(({ numbers }) => all.subarray(done, (done += numbers)))
    } finally {
      this.free(staging)
    }
  }

  free(buffer: GPUBuffer): void {
    buffer.destroy()
    this.#buffers.delete(buffer)
  }

  freeAll(): void {
    for (const buffer of this.#buffers) this.free(buffer)
    for (const child of this.#children) child.freeAll()
    if (this.#whole) this.#whole.#children.delete(this)
  }
}
