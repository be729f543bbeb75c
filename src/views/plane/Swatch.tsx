import { glyphs, marker } from '../colours.ts'

/** The marker of a class's points. */
export function Swatch({ index }: { readonly index: number }) {
  const [light, dark] = [false, true].map((isDark) => marker(index, { dark: isDark }).colour)
  return <span aria-hidden="true" style={{ color: `light-dark(${light}, ${dark})` }}>{glyphs[marker(index, { dark: false }).shape]}</span>
}
