import { failure, success, type Result } from '../words/sentence.ts'

/** Dawn's binding for Node. It is not needed otherwise, so it may be missing. */
const binding: string = 'webgpu'

interface Binding {
  create(flags: readonly string[]): GPU
  /** The constants and classes that a browser has: GPUBufferUsage, GPUMapMode … */
  readonly globals: object
}

/** Without a reference it would be collected, with its adapters and devices. */
let kept: GPU | undefined

/** WebGPU in Node, or why there is none. */
export async function openNodeGpu(): Promise<Result<GPU>> {
  try {
    const { create, globals } = (await import(binding)) as Binding
    Object.assign(globalThis, globals)
    return success((kept ??= create([])))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const missing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
    return missing ? failure('cli.trainer.notInstalled') : failure('cli.trainer.binding', { message: message.split('\n')[0] ?? '' })
  }
}
