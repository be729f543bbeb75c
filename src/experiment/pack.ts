import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate'

/** A text, raw-deflated. The same text always gives the same bytes. */
export function pack(text: string): { readonly bytes: Uint8Array; readonly unpackedSize: number } {
  const unpacked = strToU8(text)
  return { bytes: deflateSync(unpacked, { level: 6 }), unpackedSize: unpacked.length }
}

/** Why bytes could not be unpacked. */
export type UnpackFault = 'cut' | 'damaged' | 'bomb'

/** Raw deflate grows at most 1032-fold, so that a bite adds at most half a MiB before the limit is looked at. */
const bite = 512
/** fflate's number for "unexpected EOF". */
const unexpectedEnd = 0

/** The text that was packed, as long as it has at most `limit` bytes. */
export function unpack(bytes: Uint8Array, limit: number): { readonly text: string } | { readonly fault: UnpackFault } {
  const chunks: Uint8Array[] = []
  let size = 0
  const stream = new Inflate((chunk) => {
    chunks.push(chunk)
    size += chunk.length
  })
  try {
    for (let at = 0; at < bytes.length; at += bite) {
      stream.push(bytes.subarray(at, at + bite), at + bite >= bytes.length)
      if (size > limit) return { fault: 'bomb' }
    }
    return { text: strFromU8(joined(chunks, size)) }
  } catch (error) {
    return { fault: error instanceof Error && 'code' in error && error.code === unexpectedEnd ? 'cut' : 'damaged' }
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}
