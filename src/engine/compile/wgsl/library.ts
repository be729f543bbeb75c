import { addressesIn, withoutAddresses } from './reroll.ts'

/** Functions of a kernel that stand once, however often they are called. */
export class Library {
  readonly #names = new Map<string, string>()
  readonly #texts: string[] = []

  /**
   * A call of the function with this body, in which addresses are marked by `address`: they become its parameters, so that
   * bodies which differ by nothing else are one function. It is also given `thread` and `scratchFrom`.
   */
  call(purpose: string, body: string): string {
    const template = withoutAddresses(body)
    const name = this.#names.get(template) ?? this.#add(purpose, template)
    return `${name}(${['thread', 'scratchFrom', ...addressesIn(body)].join(', ')});`
  }

  #add(purpose: string, template: string): string {
    const taken = [...this.#names.values()].filter((name) => name.startsWith(purpose)).length
    const name = taken === 0 ? purpose : `${purpose}_${taken + 1}`
    this.#names.set(template, name)
    let count = 0
    const body = template.replaceAll('⟦⟧', () => `at${count++}`)
    const parameters = ['thread', 'scratchFrom', ...Array.from({ length: count }, (_, i) => `at${i}`)].map((parameter) => `${parameter}: u32`)
    this.#texts.push(`fn ${name}(${parameters.join(', ')}) {\n${body}}\n`)
    return name
  }

  get text(): string {
    return this.#texts.join('\n')
  }
}
