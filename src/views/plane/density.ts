import type { Field, Snapshot } from '../../engine/snapshot.ts'
import { planeScales } from '../axes.ts'
import { densityRamp, stageColour } from '../colours.ts'
import { contourLines, drawContours } from './contours.ts'
import { contourDensities, sameField, type Ceilings } from './densityScale.ts'
import { drawHeatMap, fieldPixels } from './heatMap.ts'
import { densityStrength } from './morph.ts'
import { posteriorPixels } from './posterior.ts'
import type { Heat, PlaneMemory, PlaneScene, Surface } from './scene.ts'
import type { PlaneView } from './view.ts'

/** The density of one whole stage, how its scale ends, and how strongly it shows. */
interface Sheet {
  readonly slot: string
  readonly field: Field
  readonly ceiling: number
  readonly hue: string
  readonly weight: number
}

/** The density of a whole stage; of those between x and z only what was asked for. */
export function stageField({ density, baseDensity }: Snapshot, stage: number, last: number, between: PlaneScene['between']): Field | undefined {
  if (stage <= 0) return density
  return stage >= last ? baseDensity : between(stage)
}

/** The top of the scale at a stage: one for all, but where x and z cannot share one, it goes from the one to the other. */
export const ceilingAt = ({ x, z }: Ceilings, share: number): number => (x === z ? x : x * (z / x) ** share)

function sheetsAt(scene: PlaneScene, { stage, last }: PlaneView, surface: Surface): readonly Sheet[] {
  const before = Math.floor(stage)
  const after = stage - before
  const shown = after === 0 ? [[before, 1] as const] : [[before, 1 - after] as const, [before + 1, after] as const]
  return shown.flatMap(([at, weight]) => {
    const field = stageField(scene.snapshot, at, last, scene.between)
    const share = Math.min(1, at / last)
    if (!field) return []
    return [{ slot: at <= 0 ? 'x' : at >= last ? 'z' : `stage ${at}`, field, ceiling: ceilingAt(scene.ceilings, share), hue: stageColour(share, surface.colours), weight }]
  })
}

function heatOf({ slot, field, ceiling, hue }: Sheet, surface: Surface, memory: PlaneMemory): Heat {
  const { colours } = surface
  const known = memory.heats.get(slot)
  if (known && known.ceiling === ceiling && known.hue === hue && known.colours === colours && sameField(known.field, field)) return known
  const pixels = fieldPixels(field, ceiling, densityRamp(hue, colours))
  const image = surface.image(slot, pixels, field.columns, field.rows)
  const heat = { field, ceiling, hue, colours, image, lines: contourLines(field, contourDensities(ceiling)) }
  memory.heats.set(slot, heat)
  return heat
}

/** Which class each place of x most probably belongs to, where that is shown. */
function classImage({ snapshot: { density, posterior }, show }: PlaneScene, surface: Surface, memory: PlaneMemory): CanvasImageSource | null {
  if (!show.posterior || !density || !posterior) return null
  const { colours } = surface
  if (memory.posterior?.of !== posterior || memory.posterior.colours !== colours) {
    const image = surface.image('posterior', posteriorPixels(density, posterior, colours), density.columns, density.rows)
    memory.posterior = { of: posterior, colours, image }
  }
  return memory.posterior.image
}

/** The classes' map alone, where no density is shown. */
export function drawClasses(scene: PlaneScene, view: PlaneView, surface: Surface, memory: PlaneMemory): void {
  const { density } = scene.snapshot
  const strength = densityStrength(view.stage, 0)
  const image = strength > 0 ? classImage(scene, surface, memory) : null
  if (!image || !density) return
  surface.context.globalAlpha = strength
  drawHeatMap(surface.context, image, density, view.scales)
  surface.context.globalAlpha = 1
}

/**
 * The exact density of a whole stage. Between two stages one picture fades into the other, each stretched over the
 * window that moves from the one's to the other's, as the points do: for a layer that scales and shifts each axis this is
 * the very density that lies under the moving points, for others it is a way from one exact picture to the next. Where
 * it is shown which class each place of x belongs to, that lies under the lines in place of the density's own colour.
 */
export function drawDensity(scene: PlaneScene, view: PlaneView, surface: Surface, memory: PlaneMemory): void {
  const classes = classImage(scene, surface, memory)
  const { context } = surface
  const sheets = sheetsAt(scene, view, surface)
  sheets.forEach((sheet, i) => {
    const { field, image, lines, ceiling, hue } = heatOf(sheet, surface, memory)
    const scales = planeScales(field.window, view.plot)
    // The lower of two lies whole under the upper: together they are their mean by weight.
    context.globalAlpha = i === 0 && sheets.length === 2 ? 1 : sheet.weight
    drawHeatMap(context, (sheet.slot === 'x' && classes) || image, field, scales)
    context.globalAlpha = sheet.weight
    drawContours(context, lines, scales, hue, ceiling)
  })
  context.globalAlpha = 1
}
