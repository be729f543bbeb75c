import { failure, success, type Result } from '../words/sentence.ts'
import { fromBase64Url, toBase64Url } from './base64.ts'
import { compact } from './compact.ts'
import type { Experiment } from './experiment.ts'
import { parseJson } from './json.ts'
import { migrate, type Migrations } from './migrate.ts'
import { pack, unpack, type UnpackFault } from './pack.ts'
import { dimensionOf, validateExperiment } from './schema.ts'

/** The version that is written. A change of meaning (a default, a name) raises it and adds a migration. */
const version = 1
/** From the version in the key to the next. */
const migrations: Migrations = {}

/** Characters of a link, and bytes of what it unpacks to: reading one must not be felt. */
const maximumLength = 0x1_0000
const maximumUnpacked = 2 ** 20
/** Numbers of own points: more would hardly fit, and packing them in vain would be felt. */
const maximumNumbers = 2 ** 14

/** Version and payload: after `x2z=` wherever it stands, or by themselves. */
const pattern = /(?:^|x2z=)([1-9]\d{0,5})\.(.*)$/

/** An experiment as the fragment of an address, `#x2z=1.…`: equal experiments give equal links. */
export function encodeLink(experiment: Experiment): Result<string> {
  const read = validateExperiment(experiment)
  if (!read.ok) return read
  const { data } = read.value
  const points = data.kind === 'points' ? data.points.length : 0
  const tooLarge = failure('link.tooLarge', { points })
  if (points * dimensionOf(read.value) > maximumNumbers) return tooLarge
  const packed = pack(JSON.stringify(compact(read.value)))
  const link = `#x2z=${version}.${toBase64Url(packed.bytes)}`
  return link.length <= maximumLength && packed.unpackedSize <= maximumUnpacked ? success(link) : tooLarge
}

/** The experiment in a whole address, in its fragment, or in what follows `x2z=`. */
export function decodeLink(text: string): Result<Experiment> {
  // The address before the fragment may have any length that an address has.
  if (text.length > 2 * maximumLength) return failure('link.tooLong', { length: text.length, max: maximumLength })
  // Mail programs break long lines.
  const unbroken = text.replace(/\s+/g, '')
  const [, written, payload] = pattern.exec(unbroken) ?? []
  if (written === undefined || payload === undefined) return failure(unbroken.endsWith('x2z=') ? 'link.cut' : 'link.none')
  if (payload.length > maximumLength) return failure('link.tooLong', { length: payload.length, max: maximumLength })
  if (Number(written) > version) return failure('link.newer', { version: Number(written), ours: version })
  const json = unpackJson(payload)
  return json.ok ? validateExperiment(migrate(migrations, json.value, Number(written), version)) : json
}

const faults = { cut: 'link.cut', damaged: 'link.damaged', bomb: 'link.bomb' } as const satisfies Record<UnpackFault, string>

function unpackJson(payload: string): Result<unknown> {
  if (!/^[\w-]*$/.test(payload)) return failure('link.characters')
  const bytes = fromBase64Url(payload)
  if (!bytes || bytes.length === 0) return failure('link.cut')
  const unpacked = unpack(bytes, maximumUnpacked)
  if ('fault' in unpacked) return failure(faults[unpacked.fault], { max: maximumUnpacked / 2 ** 20 })
  const json = parseJson(unpacked.text)
  return json.ok ? json : failure('link.notJson')
}
