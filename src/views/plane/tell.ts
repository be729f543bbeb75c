import type { Snapshot } from '../../engine/snapshot.ts'
import type { PlaneLook } from '../../store/planeLook.ts'
import { say, type Values } from '../../words/catalogue.ts'
import { tellPosterior } from '../classes.ts'
import { nats } from '../nats.ts'
import { waitingWords } from '../waiting.ts'
import { stageField } from './density.ts'
import { densityAt, peakDensity } from './densityScale.ts'
import type { PlaneScene } from './scene.ts'
import { coordinate, density as densityNumber } from './numbers.ts'
import { pointsAt } from './morph.ts'
import { posteriorAt } from './posterior.ts'
import { largest, stretchAt } from './stretch.ts'
import type { PlaneView } from './view.ts'

type Place = readonly [number, number]

/** A stretch in nats as a factor, two digits. */
const factor = (logStretch: number): string => densityNumber(Math.exp(logStretch))

/** How the way back stretches at a place of z, or most of all, in words. */
function sayStretch(stretch: Exclude<PlaneLook['stretch'], 'off'>, value: number): string {
  return stretch === 'singular' ? say('plane.stretch.singular', { factor: factor(value) }) : say('plane.stretch.logDet', { value: nats(value, 2) })
}

/** The density at a place of x, and which class it most probably belongs to. */
function tellData(snapshot: Snapshot, told: Values, [first, second]: Place): string {
  const { shownClass } = snapshot
  const density = shownClass === undefined ? say('plane.readOut.x', told) : say('plane.readOut.xOf', { ...told, number: shownClass + 1 })
  return [density, tellClasses(snapshot, first, second)].filter((part) => part !== null).join(' · ')
}

/** p(class | x) at a place of x, in words; null where the flow is told of no classes. */
function tellClasses(snapshot: Snapshot, first: number, second: number): string | null {
  const posterior = posteriorAt(snapshot, first, second)
  return posterior && tellPosterior(posterior)
}

/** What lies at a place, with its density where the plane has one, at a whole stage, and with the stretch of z. */
export function tellPlace(scene: Pick<PlaneScene, 'snapshot' | 'between' | 'look'>, view: PlaneView, [first, second]: Place): string {
  const { snapshot, between, look } = scene
  const { stage, last } = view
  const values = { first: coordinate(first), second: coordinate(second) }
  const field = Number.isInteger(stage) ? stageField(snapshot, stage, last, between) : undefined
  const p = field ? densityAt(field, first, second) : null
  const told = { ...values, density: p === null ? '' : densityNumber(p) }
  const words = p === null ? say('plane.readOut.place', values) : stage === 0 ? tellData(snapshot, told, [first, second]) : say(stage === last ? 'plane.readOut.z' : 'plane.readOut.stage', told)
  const stretched = look.stretch !== 'off' && stage === last && snapshot.stretch ? stretchAt(snapshot.stretch[look.stretch], first, second) : null
  return look.stretch === 'off' || stretched === null ? words : say('plane.readOut.stretch', { place: words, stretch: sayStretch(look.stretch, stretched) })
}

/** Where the way back stretches most, in a sentence of its own; empty where that is not shown. */
export function tellStretch(snapshot: Snapshot | null, stretch: PlaneLook['stretch']): string {
  const most = stretch === 'off' || !snapshot?.stretch ? null : largest(snapshot.stretch[stretch])
  if (!most || stretch === 'off') return ''
  const [first, second] = most.place
  return say('plane.summary.stretch', { stretch: sayStretch(stretch, most.value), first: coordinate(first), second: coordinate(second) })
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
  if (!snapshot || !points) return waitingWords()
  const shown = pointsAt(points, stage, new Float32Array())
  const [[mean1, spread1], [mean2, spread2]] = [meanAndSpread(shown, 0), meanAndSpread(shown, 1)]
  const values = {
    count: points.components.length, step: snapshot.step, stage: stageWords,
    mean1: coordinate(mean1), mean2: coordinate(mean2), spread1: coordinate(spread1), spread2: coordinate(spread2),
  }
  if (stage > 0 || !snapshot.density) return say('plane.summary.carried', values)
  return say('plane.summary.x', { ...values, peak: densityNumber(peakDensity(snapshot.density)) })
}
