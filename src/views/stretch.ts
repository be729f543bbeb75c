import { interpolateLab } from 'd3'
import type { Colours } from './colours.ts'

/** Both ends of the one scale of stretching: green where space is squeezed, pink where it is stretched (safe for colour-blind eyes). */
const ends = { light: { squeezed: '#2f7d1f', stretched: '#b3166f' }, dark: { squeezed: '#8ed07a', stretched: '#f08cc4' } } as const

/** The colour of a log |det| in nats: grey at 0, full at ±`limit`. */
export function stretchColour(logDet: number, limit: number, colours: Colours): string {
  const share = Math.min(1, Math.max(-1, logDet / limit)) || 0
  const { squeezed, stretched } = colours.dark ? ends.dark : ends.light
  return interpolateLab(colours.line, share < 0 ? squeezed : stretched)(Math.abs(share))
}
