import type { Context2D } from '../../../src/views/context.ts'

/** Width of a letter and height of a line as shares of the font's size. */
const letter = { width: 0.52, height: 0.62 }

const sizeIn = (font: string): number => Number(/([\d.]+)px/.exec(font)?.[1] ?? 10)

/** From the place of a text to its box's left and upper edge, as shares of the box. */
const across: Readonly<Record<CanvasTextAlign, number>> = { left: 0, start: 0, center: 0.5, right: 1, end: 1 }
const up: Readonly<Record<CanvasTextBaseline, number>> = { top: 0, hanging: 0, middle: 0.5, alphabetic: 1, ideographic: 1, bottom: 1 }

/** A canvas on which words are boxes of their length: other machines have other fonts, and other words in them. */
export function boxed(context: CanvasRenderingContext2D): Context2D {
  const width = (text: string) => letter.width * sizeIn(context.font) * text.length
  const words = {
    measureText: (text: string) => ({ width: width(text) }),
    fillText: (text: string, x: number, y: number) => {
      const height = letter.height * sizeIn(context.font)
      context.fillRect(x - across[context.textAlign] * width(text), y - up[context.textBaseline] * height, width(text), height)
    },
  }
  const found = (name: string | symbol): unknown => {
    const value: unknown = Reflect.get(Object.hasOwn(words, name) ? words : context, name)
    return typeof value === 'function' ? value.bind(context) : value
  }
  return new Proxy<Context2D>(context, { get: (_, name) => found(name), set: (_, name, value) => Reflect.set(context, name, value) })
}
