import type { FromWorker, ToWorker } from './protocol.ts'

/** What the thread was asked and has yet to answer, apart from the training it does while it plays. */
export class Debts {
  readonly #open = new Set<'begin' | 'step' | 'dissect' | 'probe' | 'list' | 'save' | 'draw'>()
  /** Whether a configuration is in training, or at rest; without one there is nothing to step or to look at. */
  #begun = false

  any(): boolean {
    return this.#open.size > 0
  }

  asked(message: ToWorker): void {
    switch (message.type) {
      case 'start':
        this.#open.delete('save')
        this.#open.add('begin')
        return
      case 'change':
        this.#open.add('begin')
        return
      case 'step':
      case 'dissect':
        this.#open.add(message.type)
        return
      case 'probe':
      case 'list':
      case 'save':
      case 'draw':
        if (this.#begun || this.#open.has('begin')) this.#open.add(message.type)
        return
      case 'play':
      case 'pause':
        return
      default:
        message satisfies never
    }
  }

  /** `current`: whether the message is of the configuration that was asked for last. */
  answered({ type }: FromWorker, current: boolean): void {
    if (type === 'snapshot') this.#open.delete('probe')
    if (type === 'listing') this.#open.delete('list')
    if (type === 'state') this.#open.delete('save')
    if (type === 'drawn') this.#open.delete('draw')
    if (!current) return
    if (type === 'ready') this.#begun = true
    if (type === 'ready') this.#open.delete('begin')
    if (type === 'progress' || type === 'finished') this.#open.delete('step')
    if (type === 'dissected' || type === 'finished') this.#open.delete('dissect')
    if (type === 'stopped') this.#stopped()
  }

  /** Either a configuration was refused, or its training broke off; then it can still be looked at. */
  #stopped(): void {
    if (this.#open.has('begin')) this.#begun = false
    this.#open.clear()
  }

  clear(): void {
    this.#begun = false
    this.#open.clear()
  }
}
