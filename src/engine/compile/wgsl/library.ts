/** Functions of a kernel that stand once, however often they are called. */
export class Library {
  readonly #functions = new Map<string, string>()

  /** The name of a function, which `write` gives the text of when it is asked for first. */
  add(name: string, write: (name: string) => string): string {
    if (!this.#functions.has(name)) this.#functions.set(name, write(name))
    return name
  }

  get text(): string {
    return [...this.#functions.values()].join('\n')
  }
}
