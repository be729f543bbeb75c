import type { Sentence } from '../../words/sentence.ts'

/**
 * What a stage is called. `last` is z's number; `layers` counts the stack without standardising, which is a stage of
 * its own in front where `last` is larger.
 */
export function stageName(stage: number, last: number, layers: number): Sentence {
  const near = Math.round(stage)
  const whole = Math.abs(stage - near) < 0.01
  if (whole && near >= last) return { key: 'stage.z' }
  if (whole && near <= 0) return { key: 'stage.x' }
  const offset = last - layers
  if (whole) return near <= offset ? { key: 'stage.standardised' } : { key: 'stage.after', values: { layer: near - offset, layers } }
  const inside = Math.ceil(stage) - offset
  return inside <= 0 ? { key: 'stage.standardising' } : { key: 'stage.within', values: { layer: inside, layers } }
}
