import { interpolateLab } from 'd3'
import { bytesOf, rampOf, type Colours } from './colours.ts'

/** Both ends of the one scale of stretching: green where space is squeezed, pink where it is stretched (safe for colour-blind eyes). */
const ends = { light: { squeezed: '#2f7d1f', stretched: '#b3166f' }, dark: { squeezed: '#8ed07a', stretched: '#f08cc4' } } as const

/** The colour of a log |det| in nats: grey at 0, full at ±`limit`. */
export function stretchColour(logDet: number, limit: number, colours: Colours): string {
  const share = Math.min(1, Math.max(-1, logDet / limit)) || 0
  const { squeezed, stretched } = colours.dark ? ends.dark : ends.light
  return interpolateLab(colours.line, share < 0 ? squeezed : stretched)(Math.abs(share))
}

/** 256 steps of the scale as RGBA bytes, from most squeezed to most stretched. */
export const stretchRamp = (colours: Colours): Uint8ClampedArray =>
  rampOf(`stretch ${colours.line} ${String(colours.dark)}`, (share) => bytesOf(stretchColour(2 * share - 1, 1, colours)))
