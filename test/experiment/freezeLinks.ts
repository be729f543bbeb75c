import { existsSync, writeFileSync } from 'node:fs'
import { encodeLink } from '../../src/experiment/link.ts'
import { presetNames, presets } from '../../src/experiment/presets.ts'

/**
 * Freezes the link of every preset that has none yet: `npx tsx test/experiment/freezeLinks.ts`.
 * A link that was frozen before is never written again.
 */
for (const name of presetNames) {
  const link = encodeLink(presets[name])
  if (!link.ok) throw new Error(name)
  const version = /=(\d+)\./.exec(link.value)?.[1]
  const file = (extension: string) => new URL(`links/v${version}/${name}.${extension}`, import.meta.url)
  if (existsSync(file('txt'))) continue
  writeFileSync(file('txt'), `${link.value}\n`)
  writeFileSync(file('json'), `${JSON.stringify(presets[name], null, 2)}\n`)
}
