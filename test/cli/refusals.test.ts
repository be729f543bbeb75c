import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { presets } from '../../src/experiment/presets.ts'
import { newFolder, writeIn, x2z, x2zHere } from './command.ts'

const folder = newFolder()
const out = join(folder, 'model.json')
const text = writeIn(folder, 'text.csv', 'x,y\n1,2\n3,four\n')
const line = writeIn(folder, 'line.csv', Array.from({ length: 40 }, (_, i) => i).join('\n'))
const wide = writeIn(folder, 'wide.json', JSON.stringify({ ...presets['peaks-uniform'], layers: [{ structure: 'elementwise', scalar: 'affine', options: { width: 3 } }] }))
const misfit = writeIn(folder, 'misfit.json', JSON.stringify({ ...presets['peaks-uniform'], base: { name: 'normal' } }))
const model = writeIn(folder, 'old.json', JSON.stringify({ format: 'x2z-model', version: 1, experiment: presets['peaks-uniform'], step: 1, parameters: 'AACAPw==' }))

describe('bad input', () => {
  it.each<readonly [words: readonly string[], sentence: RegExp]>([
    [[], /^A command is missing; give one of presets, train, evaluate, sample, table, link/],
    [['fly'], /^There is no command “fly”; give one of/],
    [['presets', 'all'], /^The command “presets” takes no arguments, but got all\.$/],
    [['train'], /^The command “train” needs exactly one argument after it .* but got nothing\.$/],
    [['train', 'moon', '--out', out], /^“moon” is neither a preset \(.*\), nor a link, nor a file that is there\.$/],
    [['train', 'moons-realnvp', '--stpes', '3'], /^The command “train” has no option “--stpes”; it has --data, --steps/],
    [['train', 'moons-realnvp', '--steps'], /^The option --steps needs a value after it\.$/],
    [['train', 'moons-realnvp', '--trainer', 'tpu', '--out', out], /^--trainer must be one of wasm, webgpu, reference, but is “tpu”\.$/],
    [['train', 'moons-realnvp', '--clip', '-1'], /^--clip must be a number from 0 to 10, but is “-1”\.$/],
    [['train', 'moons-realnvp', '--weight-decay', '1..5', '--out', out], /^--weight-decay must be a number from 0 to 0\.1, but is “1\.\.5”\.$/],
    [['train', 'moons-realnvp', '--steps', '1e3', '--out', out], /^--steps must be a whole number from 1 to 1000000, but is “1e3”\.$/],
    [['train', 'moons-realnvp', '--hidden', '0', '--out', out], /^--hidden must be a whole number from 1 to 256/],
    [['train', 'peaks-beta', '--hidden', '8', '--out', out], /^No layer of this experiment has a network/],
    [['train', 'moons-realnvp', '--out', join(folder, 'nowhere', 'model.json')], /^The folder of “.*” does not exist or cannot be written to; make it first\.$/],
    [['train', 'moons-realnvp', '--out', folder], /is a folder; give the name of a file to write\.$/],
    [['train', 'moons-realnvp', '--data', text, '--out', out], /^Line 3 holds “four”, which is not a number; correct or remove the line\.$/],
    [['train', 'moons-realnvp', '--data', line, '--out', out], /needs at least 2 coordinates, but the data has 1\.$/],
    [['train', wide, '--out', out], /^In layer 1, “width” is not known; remove it or choose from direction\.$/],
    [['train', misfit, '--out', out], /Add a logit\.$/],
    [['train', '#x2z=1.3ZE9DsMgDIXv', '--out', out], /^The link is cut short; copy all of it, to its very end\.$/],
    [['train', `#x2z=1.${'A'.repeat(70_000)}`, '--out', out], /^This link is too long to be read/],
    [['evaluate', model, line], /^The model file holds 1 parameters, but its flow has 15; save the model again\.$/],
    [['evaluate', join(folder, 'none.json'), line], /^There is no file .*; check its name\.$/],
    [['sample', folder, '3'], /is a folder; give a file\.$/],
    [['sample', model, 'many'], /^The number of samples must be a whole number from 1 to/],
    [['link', line], /^This is not valid JSON/],
  ])('number %# is refused in one sentence', async (words, sentence) => {
    const ended = await x2zHere(...words)
    expect(ended.err.trimEnd()).toMatch(sentence)
    expect(ended.err.trimEnd()).not.toContain('\n')
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(existsSync(out)).toBe(false)
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([])
  })

  it('is refused by the real command as it is here', async () => {
    const ended = await x2z('train', 'moons-realnvp', '--steps', '1e3', '--out', out)
    const here = await x2zHere('train', 'moons-realnvp', '--steps', '1e3', '--out', out)
    expect(ended).toEqual({ ...here, err: `${here.err}\n` })
  })
})
