import { expect, test } from 'vitest'
import { SvgContext } from '../../../src/views/save/svg.ts'
import { lightColours } from '../../../src/views/colours.ts'
import { firstLook } from '../../../src/store/planeLook.ts'
import { drawPlane } from '../../../src/views/plane/draw.ts'
import { planeMemory } from '../../../src/views/plane/scene.ts'
import { smallSnapshot } from '../plane/flow.ts'

const size = { width: 200, height: 100 }
const means = { measure: (text: string) => ({ width: 6 * text.length }) as TextMetrics, address: () => 'data:image/png;base64,AAAA' }
const context = () => new SvgContext(means)
const body = (svg: SvgContext) => svg.file(size, '#fff').split('\n').slice(2, -2)

test('a file has its size, its background and a name space', () => {
  const [head, ground, foot] = context().file(size, '#fbfaf6').split('\n')
  expect(head).toBe('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">')
  expect(ground).toBe('<rect width="200" height="100" fill="#fbfaf6"/>')
  expect(foot).toBe('</svg>')
})

test('shapes are filled and stroked in the style of the moment, also after it was restored', () => {
  const svg = context()
  svg.fillStyle = '#b94712'
  svg.save()
  svg.fillStyle = '#0f7285'
  svg.globalAlpha = 0.5
  svg.fillRect(1, 2, 3, 4)
  svg.restore()
  svg.fillRect(1, 2, 3, 4)
  svg.lineWidth = 2
  svg.setLineDash([5, 4])
  svg.beginPath()
  svg.moveTo(0, 0)
  svg.lineTo(10.004, 5)
  svg.stroke()
  const [faint, full, line] = body(svg)
  expect(faint).toBe('<path d="M1 2L4 2L4 6L1 6Z" fill="#0f7285" fill-opacity="0.5"/>')
  expect(full).toBe('<path d="M1 2L4 2L4 6L1 6Z" fill="#b94712" fill-opacity="1"/>')
  expect(line).toContain('d="M0 0L10 5" fill="none" stroke="#000"')
  expect(line).toContain('stroke-width="2"')
  expect(line).toContain('stroke-dasharray="5 4"')
})

test('places are turned and shifted as on a canvas', () => {
  const svg = context()
  svg.translate(10, 20)
  svg.rotate(Math.PI / 2)
  svg.translate(5, 0)
  svg.fillRect(0, 0, 2, 1)
  svg.fillText('up', 3, 0)
  const [box, words] = body(svg)
  expect(box).toContain('d="M10 25L10 27L9 27L9 25Z"')
  expect(words).toContain('x="10" y="28" transform="rotate(90 10 28)"')
})

test('a whole circle is two halves, and an arc takes the way that a canvas takes', () => {
  const arc = (from: number, to: number, backwards?: boolean) => {
    const svg = context()
    svg.beginPath()
    svg.arc(10, 10, 5, from, to, backwards)
    svg.fill()
    return /d="([^"]*)"/.exec(body(svg)[0] ?? '')?.[1]
  }
  expect(arc(0, 2 * Math.PI)).toBe('M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10')
  expect(arc(0, Math.PI)).toBe('M15 10A5 5 0 0 1 10 15A5 5 0 0 1 5 10')
  expect(arc(0, Math.PI, true)).toBe('M15 10A5 5 0 0 0 10 5A5 5 0 0 0 5 10')
})

test('clips nest, end with what they were set in, and do not turn with words', () => {
  const svg = context()
  svg.save()
  for (const width of [50, 20]) {
    svg.beginPath()
    svg.rect(0, 0, width, 10)
    svg.clip()
  }
  svg.fillText('in', 0, 0)
  svg.restore()
  svg.fillText('out', 0, 0)
  const file = svg.file(size, '#fff')
  expect(file).toContain('<clipPath id="c1"><path d="M0 0L50 0L50 10L0 10Z"/></clipPath><clipPath id="c2" clip-path="url(#c1)">')
  expect(file).toMatch(/<g clip-path="url\(#c2\)"><text [^>]*>in<\/text><\/g>\n<text [^>]*>out<\/text>/)
})

test('words keep their font, their place and their signs', () => {
  const svg = context()
  svg.font = '600 12px "Own Font", sans-serif'
  svg.textAlign = 'right'
  svg.fillText('a < b & "c"', 5, 6)
  expect(body(svg)).toEqual(['<text x="5" y="6" font-family="&quot;Own Font&quot;, sans-serif" font-size="12" font-weight="600" fill="#000" fill-opacity="1" text-anchor="end">a &lt; b &amp; &quot;c&quot;</text>'])
})

test('a plane becomes a drawing of lines, with density and points as images', () => {
  const svg = context()
  const scene = { snapshot: smallSnapshot(), stage: 0, last: 3, show: { points: true, density: true, samples: false, grid: true, posterior: false }, look: firstLook, between: () => undefined, ceilings: { x: 0.2, z: 0.2 }, anchors: [], travel: 0, cursor: null, names: ['x₁', 'x₂'] as const }
  drawPlane(scene, { context: svg, size: { width: 520, height: 400 }, ratio: 2, colours: lightColours, image: () => ({}) as CanvasImageSource }, planeMemory())
  const file = svg.file({ width: 520, height: 400 }, '#fff')
  expect(file.match(/<image /g)).toHaveLength(2)
  expect(file).toContain('>x₁</text>')
  expect(file).toContain(`stroke="${lightColours.f}"`)
  expect(file).not.toMatch(/NaN|Infinity|undefined|object/)
})
