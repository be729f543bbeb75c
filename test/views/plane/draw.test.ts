import { describe, expect, it } from 'vitest'
import { firstLook } from '../../../src/store/planeLook.ts'
import { planeScales } from '../../../src/views/axes.ts'
import { lightColours, marker } from '../../../src/views/colours.ts'
import { stretchRamp } from '../../../src/views/stretch.ts'
import { drawPlane } from '../../../src/views/plane/draw.ts'
import { planeMemory, type PlaneScene } from '../../../src/views/plane/scene.ts'
import type { Pixels } from '../../../src/views/plane/heatMap.ts'
import { spriteFor } from '../../../src/views/plane/sprites.ts'
import { pointLayer, stampPoints } from '../../../src/views/plane/points.ts'
import { placeUnder } from '../../../src/views/plane/view.ts'
import { recorder } from '../recorder.ts'
import { carriedBy, fieldOf, logNormal, smallSnapshot } from './flow.ts'

const snapshot = smallSnapshot()
const size = { width: 520, height: 400 }
const all = { points: true, density: true, samples: true, grid: true, posterior: false }

function drawn(part: Partial<PlaneScene>, memory = planeMemory()) {
  const record = recorder()
  const images = new Map<string, Pixels>()
  const image = (slot: string, pixels: Pixels) => (images.set(slot, pixels.slice()), { slot } as unknown as CanvasImageSource)
  const scene = { snapshot, stage: 0, last: 3, show: all, look: firstLook, between: () => undefined, ceilings: { x: 0.2, z: 0.2 }, anchors: [], travel: 0.5, cursor: null, names: ['x₁', 'x₂'] as const, ...part }
  const view = drawPlane(scene, { context: record.context, size, ratio: 1, colours: lightColours, image }, memory)
  return { ...record, images, view }
}

const same = (one?: Uint8ClampedArray, other?: Uint8ClampedArray) => one !== undefined && other !== undefined && Buffer.from(one.buffer).equals(Buffer.from(other.buffer))

/** Mean place of the pixels that are painted. */
function middle(pixels: Uint8ClampedArray, width: number): readonly [number, number, number] {
  let [sum, sumX, sumY] = [0, 0, 0]
  for (let i = 3; i < pixels.length; i += 4) {
    const [alpha, at] = [pixels[i] ?? 0, (i - 3) / 4]
    sum += alpha
    sumX += alpha * ((at % width) + 0.5)
    sumY += alpha * (Math.floor(at / width) + 0.5)
  }
  return [sumX / sum, sumY / sum, sum / 255]
}

describe('markers', () => {
  it('lie where their point lies, to a quarter of a pixel, and fill about their area', () => {
    const sprite = spriteFor({ shape: 'circle', colour: '#000', radius: 3, halo: 0, haloColour: '#fff' })
    const plot = { left: 0, top: 0, width: 100, height: 80 }
    const scales = planeScales([[0, 100], [80, 0]], plot)
    for (const [x, y] of [[50, 40], [20.3, 30.7], [70.9, 60.1]] as const) {
      const layer = pointLayer(100, 80, null)
      stampPoints(layer, Float32Array.of(x, y), { plot, scales, ratio: 1 }, () => sprite)
      const [column, row, area] = middle(layer.pixels, 100)
      // A point at 50.0 has its middle on the left edge of pixel 50.
      expect([Math.abs(column - 0.5 - x) <= 0.26, Math.abs(row - 0.5 - y) <= 0.26]).toEqual([true, true])
      expect(area).toBeGreaterThan(0.9 * Math.PI * 9)
      expect(area).toBeLessThan(1.1 * Math.PI * 9)
    }
  })
})

describe('between x and z', () => {
  const field = fieldOf([[-3, 3], [-2, 2]], 9, 9, logNormal)
  const between = (stage: number) => (stage === 1 ? field : undefined)

  it('a whole stage shows its own density, in its own window', () => {
    const { images, named } = drawn({ stage: 1, between, show: { ...all, grid: false } })
    expect([...images.keys()].filter((slot) => slot !== 'points')).toEqual(['stage 1'])
    expect(named('drawImage').filter(({ args }) => args.length === 5).map(({ alpha }) => alpha)[0]).toBe(1)
  })

  it('one density fades into the next: the lower lies whole under the upper', () => {
    const { images, named, view } = drawn({ stage: 0.25, between, show: { ...all, points: false, samples: false } })
    expect([...images.keys()]).toEqual(['x', 'stage 1'])
    const [under, over] = named('drawImage')
    expect([under?.alpha, over?.alpha]).toEqual([1, 0.25])
    // Both fill the plot, half a cell beyond it on every side.
    const { left, width } = view.plot
    expect(over?.args[1]).toBeCloseTo(left - width / 16, 6)
    expect(over?.args[3]).toBeCloseTo(width + width / 8, 6)
  })

  it('what is not yet known is not drawn, and what is known shows by its weight', () => {
    const { images, named } = drawn({ stage: 1.75, between, show: { ...all, points: false, samples: false } })
    expect([...images.keys()]).toEqual(['stage 1'])
    expect(named('drawImage')[0]?.alpha).toBe(0.25)
  })
})

describe('what is told of z', () => {
  const lattice = { window: snapshot.latentWindow, columns: 3, rows: 3 }
  const stretch = { singular: { ...lattice, values: new Float32Array(9).fill(1) }, logDet: { ...lattice, values: Float32Array.of(-1, 0, 1, NaN, 0, 0, 0, 0, 0) } }

  it('the stretch lies over the density of z, clear where it is no number, and nowhere else', () => {
    const part = { snapshot: { ...snapshot, stretch }, look: { ...firstLook, stretch: 'logDet' } as const }
    const { images } = drawn({ ...part, stage: 3 })
    const pixels = images.get('stretch') ?? expect.unreachable()
    const at = (column: number, row: number) => [...pixels.subarray(4 * ((2 - row) * 3 + column), 4 * ((2 - row) * 3 + column) + 4)]
    expect(at(0, 0)).toEqual([...stretchRamp(lightColours).subarray(0, 4)])
    expect(at(2, 0)).toEqual([...stretchRamp(lightColours).subarray(-4)])
    expect(at(0, 1)[3]).toBe(0)
    expect(drawn({ ...part, stage: 0 }).images.has('stretch')).toBe(false)
    expect(drawn({ snapshot: part.snapshot, stage: 3 }).images.has('stretch')).toBe(false)
  })

  it('a circle is drawn at its stage: a disc for its centre, a closed ring', () => {
    const ring = Float32Array.of(0, 0, 1, 0, 0, 1, -1, 0, 1, 0)
    const near = { side: 'z', stages: [ring, ring, ring, ring.map((value) => value * 2)] } as const
    const { named, view } = drawn({ snapshot: { ...snapshot, near }, stage: 3, show: { ...all, grid: false } })
    expect(named('arc').map(({ args }) => args.slice(0, 2))).toEqual([[view.scales.x(0), view.scales.y(0)]])
    const starts = named('moveTo').filter(({ args }) => args[0] === view.scales.x(2) && args[1] === view.scales.y(0))
    expect(starts.length).toBeGreaterThanOrEqual(2)
    expect(drawn({}).named('arc')).toEqual([])
  })
})

describe('a plane', () => {
  it('at stage 0 paints the very picture of x, whatever was painted before', () => {
    const memory = planeMemory()
    for (const stage of [3, 1.4, 0.2]) drawn({ stage }, memory)
    const after = drawn({ stage: 0 }, memory).images.get('points')
    const fresh = drawn({ stage: 0 }).images.get('points')
    expect(after?.some((byte) => byte > 0)).toBe(true)
    expect(same(after, fresh)).toBe(true)
  })

  it('paints x and z differently, and each as if alone', () => {
    const [x, z] = [drawn({ stage: 0 }), drawn({ stage: 3 })]
    expect(same(x.images.get('points'), z.images.get('points'))).toBe(false)
    expect([x.images.has('x'), x.images.has('z')]).toEqual([true, false])
    expect([z.images.has('x'), z.images.has('z')]).toEqual([false, true])
    expect(x.view.window).toEqual(snapshot.dataWindow)
    expect(z.view.window).toEqual(snapshot.latentWindow)
  })

  it('keeps circles round in z, and x within a third of it', () => {
    const stretch = (stage: number) => {
      const { x, y } = drawn({ stage }).view.scales
      return (x(1) - x(0)) / (y(0) - y(1))
    }
    expect(stretch(3)).toBeCloseTo(1, 9)
    for (const stage of [0, 0.5, 1, 2]) expect(Math.abs(Math.log(stretch(stage)))).toBeLessThanOrEqual(Math.log(1.351))
  })

  it('leaves out what is switched off', () => {
    const none = { points: false, density: false, samples: false, grid: false, posterior: false }
    const { images, calls } = drawn({ show: none })
    expect(images.size).toBe(0)
    expect(calls.some(({ strokeStyle, name }) => name === 'stroke' && strokeStyle === lightColours.f)).toBe(false)
    expect(drawn({}).calls.some(({ strokeStyle, name }) => name === 'stroke' && strokeStyle === lightColours.f)).toBe(true)
  })

  it('paints each component in its own colour', () => {
    const pixels = drawn({}).images.get('points') ?? new Uint8ClampedArray()
    const colours = new Set<string>()
    for (let i = 0; i < pixels.length; i += 4) {
      if (pixels[i + 3] === 255) colours.add(`#${[0, 1, 2].map((c) => (pixels[i + c] ?? 0).toString(16).padStart(2, '0')).join('')}`)
    }
    expect([colours.has(marker(0, lightColours).colour), colours.has(marker(1, lightColours).colour), colours.has(marker(2, lightColours).colour)]).toEqual([true, true, false])
  })

  it('draws both ways with the traveller only where two anchors are picked', () => {
    const discs = (anchors: PlaneScene['anchors']) => drawn({ anchors }).named('arc').length
    expect(discs([])).toBe(0)
    expect(discs([[0, 0]])).toBe(1)
    expect(discs([[0, 0], [1, 1]])).toBe(4)
  })

  it('letters all anchors: at x where they are, beyond where the path carries them', () => {
    const data = carriedBy(Float32Array.of(0, 0, 0.5, 0.5, 1, 0, 0.5, -0.5, 0, 0), 3)
    const path = { legs: 2, closed: true, shape: 'round', latent: data, data } as const
    const letters = (part: Partial<PlaneScene>) => {
      const { named, view } = drawn({ snapshot: { ...snapshot, path }, ...part })
      const rounded = (value: number) => Math.round(100 * value) / 100 + 0
      const place = ([text, x, y]: readonly unknown[]) => [text, rounded(view.scales.x.invert(Number(x))), rounded(view.scales.y.invert(Number(y) - 0.5))]
      return named('fillText').filter(({ args: [text] }) => /^[A-H]$/.test(String(text))).map(({ args }) => place(args))
    }
    expect(letters({ anchors: [[0, 0], [0.7, 0.1]] })).toEqual([['A', 0, 0], ['B', 0.7, 0.1]])
    const [, [, right, up] = []] = letters({ anchors: [[0, 0], [0.7, 0.1]], stage: 1 })
    expect([right, up]).toEqual([0.9, 0.4])
    expect(letters({ anchors: [[0, 0], [1, 0], [1, 1], [0, 1]] }).map(([letter]) => letter).join('')).toBe('ABCD')
  })

  it('finds under a pixel the place drawn there', () => {
    const { view } = drawn({ stage: 0 })
    const place = placeUnder(view, view.scales.x(0.75), view.scales.y(-0.25))
    expect(place?.[0]).toBeCloseTo(0.75, 9)
    expect(place?.[1]).toBeCloseTo(-0.25, 9)
    expect(placeUnder(view, view.plot.left - 1, view.plot.top + 5)).toBeNull()
  })

  it('bears numbers that are none', () => {
    const points = { ...snapshot.points, components: new Uint8Array(2), points: [Float32Array.of(Number.NaN, 0, Infinity, 1)], logDets: [], logDensity: new Float32Array(2) }
    expect(() => drawn({ snapshot: { ...snapshot, points }, last: 0 })).not.toThrow()
  })
})
