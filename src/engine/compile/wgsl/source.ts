/** Text of a program under way, indented as it nests. */
export class Source {
  readonly #lines: string[] = []
  #depth = 0

  line(text: string): void {
    this.#lines.push('  '.repeat(this.#depth) + text)
  }

  block(head: string, body: () => void): void {
    this.line(`${head} {`)
    this.#depth++
    body()
    this.#depth--
    this.line('}')
  }

  get text(): string {
    return `${this.#lines.join('\n')}\n`
  }
}

/** A number of WGSL: finite ones as they are in single precision; WGSL has no literal for the others. */
export function literal(value: number): string {
  const single = Math.fround(value)
  if (Number.isNaN(single)) return 'notANumber'
  if (!Number.isFinite(single)) return single > 0 ? 'infinity' : '-infinity'
  const text = String(single)
  return `${/[.e]/.test(text) ? text : `${text}.0`}f`
}
