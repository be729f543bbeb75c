import { startBackend } from '../../src/engine/reference/backends.ts'
import { tfjsHost } from '../../src/cli/tfjsHost.ts'

/** Starts tfjs on WebAssembly in Node, as the command line does. */
export const startTfjs = (): Promise<void> =>
  startBackend('tfjs-wasm', tfjsHost, (fault) => {
    throw new Error(fault)
  })
