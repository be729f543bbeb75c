/** Bytes as base64: `btoa` and `atob` take one character per byte, and not too many arguments at once. */
export function toBase64(bytes: Uint8Array): string {
  const chunk = 0x2000
  let text = ''
  for (let at = 0; at < bytes.length; at += chunk) text += String.fromCharCode(...bytes.subarray(at, at + chunk))
  return btoa(text)
}

/** The bytes of a base64 text; null where it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null
  const unpadded = text.replace(/=+$/, '')
  if (unpadded.length % 4 === 1) return null
  return Uint8Array.from(atob(unpadded), (character) => character.charCodeAt(0))
}

/** The alphabet that needs no escaping in an address, without padding (RFC 4648 § 5). */
export const toBase64Url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')

export const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> | null =>
  fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'))
