import type { Snapshot } from '../../engine/snapshot.ts'
import { say } from '../../words/catalogue.ts'
import { tellPosterior } from '../classes.ts'
import { densityAt, peakDensity } from './densityScale.ts'
import { coordinate, density as densityNumber } from './numbers.ts'
import { pointsAt } from './morph.ts'
import { posteriorAt } from './posterior.ts'
import type { PlaneView } from './view.ts'

/** What lies under the pointer, with its density where the plane has one: at x and at z. */
export function tellPlace(snapshot: Snapshot, view: PlaneView, [first, second]: readonly [number, number]): string {
  const values = { first: coordinate(first), second: coordinate(second) }
  const atX = view.stage === 0
  const field = atX ? snapshot.density : view.stage === view.last ? snapshot.baseDensity : undefined
  const p = field ? densityAt(field, first, second) : null
  if (p === null) return say('plane.readOut.place', values)
  const told = { ...values, density: densityNumber(p) }
  if (!atX) return say('plane.readOut.z', told)
  const { shownClass } = snapshot
  const density = shownClass === undefined ? say('plane.readOut.x', told) : say('plane.readOut.xOf', { ...told, number: shownClass + 1 })
  return [density, tellClasses(snapshot, first, second)].filter((part) => part !== null).join(' · ')
}

/** p(class | x) at a place of x, in words; null where the flow is told of no classes. */
export function tellClasses(snapshot: Snapshot, first: number, second: number): string | null {
  const posterior = posteriorAt(snapshot, first, second)
  return posterior && tellPosterior(posterior)
}

function meanAndSpread(points: Float32Array, axis: number): readonly [number, number] {
  const n = points.length / 2
  let sum = 0
  let squares = 0
  for (let i = 0; i < n; i++) {
    const value = points[2 * i + axis] ?? 0
    sum += value
    squares += value * value
  }
  return [sum / n, Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2))]
}

/** One sentence of what the plane at a stage shows now. */
export function tellPlane(snapshot: Snapshot | null, stage: number, stageWords: string): string {
  const points = snapshot?.points
  if (!snapshot || !points) return say('plane.summary.empty')
  const shown = pointsAt(points, stage, new Float32Array())
  const [[mean1, spread1], [mean2, spread2]] = [meanAndSpread(shown, 0), meanAndSpread(shown, 1)]
  const values = {
    count: points.components.length, step: snapshot.step, stage: stageWords,
    mean1: coordinate(mean1), mean2: coordinate(mean2), spread1: coordinate(spread1), spread2: coordinate(spread2),
  }
  if (stage > 0 || !snapshot.density) return say('plane.summary.carried', values)
  return say('plane.summary.x', { ...values, peak: densityNumber(peakDensity(snapshot.density)) })
}
