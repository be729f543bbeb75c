import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allScenes, scenes } from '../e2e/pictures/scenes.ts'

const views = new URL('../../src/views/', import.meta.url)

/** Components and hooks: what they import to draw with is what comes to be seen. */
const isComponent = (file: string): boolean => /\.tsx$|(^|\/)use[A-Z]\w*\.ts$/.test(file)

/** `folder/file.ts drawName` of each import of a drawing in a component's source. */
function drawingsIn(file: string, source: string): string[] {
  const here = new URL(file, views)
  return [...source.matchAll(/import \{([^}]*)\} from '(\.[^']*)'/g)].flatMap(([, names = '', path = '']) => {
    const from = new URL(path, here).pathname.slice(views.pathname.length)
    return [...names.matchAll(/\bdraw[A-Z]\w*/g)].map(([name]) => `${from} ${name}`)
  })
}

const components = readdirSync(views, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/')).filter(isComponent)
const drawings = new Set(components.flatMap((file) => drawingsIn(file, readFileSync(new URL(file, views), 'utf8'))))

test('every drawing that a component uses has scenes in test/e2e/pictures/scenes.ts, and no other has', () => {
  expect(Object.keys(scenes).toSorted()).toEqual([...drawings].toSorted())
  expect(drawings.size).toBeGreaterThan(5)
})

test('every scene has its image, and every image its scene: npm run pictures makes them', () => {
  const images = readdirSync(new URL('../e2e/pictures/images/', import.meta.url)).toSorted()
  expect(images).toEqual([...allScenes.keys()].map((name) => `${name}.png`).toSorted())
  expect(allScenes.size, 'no two scenes share a name').toBe(Object.values(scenes).reduce((sum, own) => sum + Object.keys(own).length, 0))
})
