import type { Context2D } from '../../src/views/context.ts'

/** One call on the context, with the styles in force then. */
export interface Call {
  readonly name: string
  readonly args: readonly unknown[]
  readonly fillStyle: unknown
  readonly strokeStyle: unknown
  readonly alpha: number
}

const blank = {
  fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, globalAlpha: 1, font: '10px sans-serif', textAlign: 'start',
  textBaseline: 'alphabetic', lineJoin: 'miter', lineCap: 'butt', imageSmoothingEnabled: true, imageSmoothingQuality: 'low',
}

/** A 2D context that writes down what is asked of it; text is 6 px a letter. */
export function recorder(): { readonly context: Context2D; readonly calls: readonly Call[]; named(name: string): readonly Call[] } {
  const calls: Call[] = []
  const saved: (typeof blank)[] = []
  const state = { ...blank }
  const methods = (name: string) => (...args: unknown[]) => {
    if (name === 'save') saved.push({ ...state })
    if (name === 'restore') Object.assign(state, saved.pop())
    calls.push({ name, args, fillStyle: state.fillStyle, strokeStyle: state.strokeStyle, alpha: state.globalAlpha })
    return name === 'measureText' ? { width: 6 * String(args[0]).length } : undefined
  }
  const context: unknown = new Proxy(state, {
    get: (target, name) => (Reflect.has(target, name) ? Reflect.get(target, name) : methods(String(name))),
  })
  return { context: context as Context2D, calls, named: (name) => calls.filter((call) => call.name === name) }
}
