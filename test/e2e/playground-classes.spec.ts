import { presets } from '../../src/experiment/presets.ts'
import { beyond, choosePhrase, endless, open, soon } from './playgroundPage.ts'
import { expect, test } from './support/page.ts'

/** Small enough that a change is answered at once on every engine. */
const small = {
  ...endless(presets['moons-realnvp']),
  layers: presets['moons-realnvp'].layers.slice(0, 2).map((layer) => ({ ...layer, options: { ...layer.options, width: 8 } })),
}

test('a flow is told the class in mid-run, one class is looked at, and the pointer reads p(class | x)', async ({ page }) => {
  await open(page, small)
  await beyond(page, 0)
  await expect(page.getByRole('radiogroup', { name: 'Class shown' })).toHaveCount(0)
  await page.getByText('told the class').click()
  await expect(page.getByRole('heading', { name: 'Negative log-likelihood given the class' })).toBeVisible()
  await expect(page.getByRole('row', { name: /class found by Bayes/ })).toBeVisible(soon)

  const grid = page.getByRole('button', { name: /\bgrid\b/ })
  await expect(grid).toBeDisabled()
  await expect(grid).toHaveAccessibleName(/choose one class/)
  await expect(page.getByText('each carried by the map of its class')).toBeVisible()

  const plane = page.getByRole('application', { name: /^Data plane/ })
  const box = await plane.boundingBox()
  if (!box) throw new Error('the plane is not on the page')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await expect(page.locator('.plane-x .plane-read-out')).toContainText(/p\(x\) = .* p\(class \| x\): class [12]: /, soon)

  await page.getByRole('radio', { name: 'class 2' }).focus()
  await page.keyboard.press('Space')
  await expect(page.getByRole('heading', { name: 'x · class 2, with its learned density p(x | class)' })).toBeVisible()
  await page.mouse.move(box.x + box.width / 2 + 3, box.y + box.height / 2)
  await expect(page.locator('.plane-x .plane-read-out')).toContainText('p(x | class 2) = ', soon)

  await expect(grid).toBeEnabled()

  await page.getByRole('button', { name: 'p(class | x)' }).click()
  await expect(page.locator('.plane-x').getByText('most probable class')).toBeVisible()
  await plane.focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('.plane-x [aria-live]')).toHaveText(/^x = .*, p\(x \| class 2\) = [\d.e−-]+ per unit area · p\(class \| x\): class [12]: /, soon)
  await expect(page).toHaveURL(/x2z=1\./)
})

test('data of one class has nothing to tell, and says so', async ({ page }) => {
  await open(page, presets['moons-conditional'])
  await expect(page.getByRole('switch', { name: 'told the class' })).toBeChecked()
  await choosePhrase(page, 'data set', /^Swiss roll/)
  const told = page.getByRole('switch', { name: 'told the class' })
  await expect(told).not.toBeChecked()
  await expect(told).toBeDisabled()
  await expect(told).toHaveAccessibleName(/This data comes in one class only/)
})
