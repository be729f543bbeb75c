import type { ValueType, WasmFunction } from './binary.ts'
import { Assembler, type Local } from './assembler.ts'

/**
 * Functions that kernels call, each made once for its shape. Small functions compile fast, and keep their values in
 * registers where one large one would not.
 */
export interface Library {
  readonly functions: readonly WasmFunction[]
  /** The index of the function of this name; it is written on first asking. All parameters are addresses or offsets. */
  call(name: string, parameters: number, write: (code: Assembler, given: readonly Local[]) => void): number
}

export function createLibrary(): Library {
  const functions: WasmFunction[] = []
  return {
    functions,
    call: (name, parameters, write) => {
      const found = functions.findIndex((one) => one.name === name)
      if (found >= 0) return found
      const code = new Assembler(parameters)
      const types = new Array<ValueType>(parameters).fill('i32')
      write(code, types.map((type, i) => code.parameter(i, type)))
      functions.push({ name, parameters: types, locals: code.locals, code: code.code })
      return functions.length - 1
    },
  }
}
