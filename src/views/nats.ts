/** Nats with a true minus sign, and a sign for what is not finite. */
export function nats(value: number, digits = 3): string {
  if (Number.isNaN(value)) return '–'
  const size = Number.isFinite(value) ? Math.abs(value).toFixed(digits) : '∞'
  return value < 0 && Number(size) !== 0 ? `−${size}` : size
}
