import { writeFileSync } from 'node:fs'
import { decodeLink } from '../../src/experiment/link.ts'
import { defaultExperiment, presets } from '../../src/experiment/presets.ts'
import { say } from '../../src/words/catalogue.ts'
import { beyond, button, endless, fragment, open, openOwn, phrase, quick } from './playgroundPage.ts'
import { expect, test } from './support/page.ts'

const broken = {
  'of nonsense': '#x2z=1.%%%%',
  'cut short': fragment(presets['smiley-autoregressive']).slice(0, 40),
  'of a newer version': '#x2z=999.abc',
  'with something else in it': '#hello',
  'far too long': `#x2z=1.${'A'.repeat(70_000)}`,
}

for (const [what, link] of Object.entries(broken)) {
  test(`a link ${what} is refused in a sentence, and the default opens`, async ({ page }) => {
    const refused = decodeLink(link)
    expect(refused.ok).toBe(false)
    await page.goto(`./${link}`)
    await expect(page.getByRole('alert').filter({ hasText: say('app.link.refused') })).toContainText(/\w+ \w+ \w+/)
    await expect(phrase(page, 'data set')).toContainText('two moons')
    await beyond(page, 0)
    await button(page, 'Dismiss').click()
    await expect(page.getByText(say('app.link.refused'))).toBeHidden()
  })
}

test('a copied link opens the same experiment on a new page', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page)
  await page.getByRole('radio', { name: 'checkerboard' }).check({ force: true })
  await page.getByRole('textbox', { name: 'points' }).fill('5000')
  await page.keyboard.press('Enter')
  await page.getByRole('row').nth(0).click()
  await page.getByRole('radio', { name: 'SiLU' }).check({ force: true })
  await button(page, 'New seed').click()
  await button(page, 'Copy link').click()
  await expect(page.getByText(say('app.copiedLong'))).toBeAttached()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  const found = decodeLink(link)
  expect(found).toMatchObject({ ok: true, value: { data: { name: 'checkerboard', count: 5000 }, run: { seed: 43 } } })
  await expect.poll(() => page.url()).toBe(link)

  const other = await context.newPage()
  await other.goto(link)
  await expect(phrase(other, 'data set')).toContainText('checkerboard')
  await expect(other.getByText('seed 43')).toBeVisible()
  await expect(other.getByRole('textbox', { name: 'points' })).toHaveValue('5,000')
  await other.getByRole('row').nth(0).click()
  await expect(other.getByRole('radio', { name: 'SiLU' })).toBeChecked()
  await other.close()
})

test('the address follows without leaving history entries', async ({ page }) => {
  await open(page)
  const before = await page.evaluate(() => history.length)
  await page.getByRole('radio', { name: 'smiley face' }).check({ force: true })
  await expect.poll(() => decodeLink(page.url())).toMatchObject({ ok: true, value: { data: { name: 'smiley' } } })
  expect(await page.evaluate(() => history.length)).toBe(before)
})

test('a link opened in the same tab is followed', async ({ page }) => {
  await open(page)
  await page.evaluate((hash) => void (location.hash = hash), fragment(quick))
  await expect(phrase(page, 'data set')).toContainText('two peaks')
  await beyond(page, 0)
})

test('numbers that are pasted are trained on, and a text that is none says on which line', async ({ page }) => {
  await open(page)
  await openOwn(page, 'Numbers …')
  const field = page.getByRole('textbox', { name: 'Numbers' })
  await expect(field).toBeFocused()
  await field.fill('1, 2\nthree, 4\n')
  await button(page, 'Use these numbers').click()
  await expect(page.getByRole('alert').filter({ hasText: 'three' })).toBeVisible()
  const points = Array.from({ length: 200 }, (_, i) => `${Math.cos(i)};${Math.sin(i) + 0.01 * (i % 7)}`)
  await field.fill(points.join('\n'))
  await button(page, 'Use these numbers').click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByText('200 points are in use.')).toBeVisible()
  await expect(page.getByText('none is held out')).toBeHidden()
  await expect(phrase(page, 'data set')).toContainText('own points')
  await beyond(page, 0)
  await expect.poll(() => decodeLink(page.url())).toMatchObject({ ok: true, value: { data: { kind: 'points' } } })
})

test('one column of a file becomes data on the line', async ({ page }, info) => {
  const file = info.outputPath('heights.csv')
  writeFileSync(file, `height\n${Array.from({ length: 300 }, (_, i) => (i % 17) + Math.sin(i)).join('\n')}\n`)
  await open(page)
  await openOwn(page, 'Numbers …')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'Choose a file …').click()])
  await chooser.setFiles(file)
  await expect(phrase(page, 'data set')).toContainText('heights.csv')
  await expect(page.getByRole('heading', { name: say('app.cdf.heading') })).toBeVisible()
  await beyond(page, 0)
})

test('a file dropped anywhere on the page is read', async ({ page }) => {
  await open(page)
  const numbers = Array.from({ length: 100 }, (_, i) => `${i % 10},${(i * 7) % 13}`).join('\n')
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }))
    return transfer
  }, numbers)
  await page.dispatchEvent('body', 'dragover', { dataTransfer: data })
  await expect(page.getByText(say('app.data.drop'))).toBeVisible()
  await page.dispatchEvent('body', 'drop', { dataTransfer: data })
  await expect(phrase(page, 'data set')).toContainText('dropped.csv')
  await expect(page.getByText(say('app.data.drop'))).toBeHidden()
})

test('the default experiment is what opens without a link', async ({ page }) => {
  await open(page)
  await page.getByRole('switch', { name: 'standardise' }).press('Space')
  await page.getByRole('switch', { name: 'standardise' }).press('Space')
  await expect.poll(() => decodeLink(page.url())).toEqual({ ok: true, value: defaultExperiment })
})

test('a ready-made experiment is found by typing, says what to look for, and the way back leads to what was open before', async ({ page }) => {
  const own = { ...endless(defaultExperiment), standardise: true }
  await open(page, own)
  await expect(page.locator('.look')).toHaveCount(0)
  await button(page, 'Experiments').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('mixture couplings nowhere')
  await expect(page.getByText('Nothing has this in its name or hint.')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(say('preset.moons-spline.label'))
  await page.keyboard.press('Enter')
  await expect(page.getByText(say('preset.moons-spline.look'))).toBeVisible()
  await expect(phrase(page, 'layers')).toContainText('four RQ spline couplings')
  await page.goBack()
  await expect(phrase(page, 'layers')).toContainText('six affine couplings')
  await expect(page.getByRole('switch', { name: 'standardise' })).toBeChecked()
})

test('points too few to hold any out say that the test is none', async ({ page }) => {
  const points = Array.from({ length: 12 }, (_, i) => [Math.cos(i), Math.sin(i)])
  await open(page, { ...presets['moons-realnvp'], standardise: true, data: { kind: 'points', label: 'few', points } })
  await expect(page.getByText('none is held out: the test NLL is that of the points trained on.')).toBeVisible()
  await button(page, 'test NLL, nats').click()
  await expect(page.getByRole('dialog')).toContainText('over the points trained on')
})
