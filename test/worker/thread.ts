import type { FromWorker, ToWorker } from '../../src/worker/protocol.ts'
import { Session } from '../../src/worker/session.ts'

type Kind = FromWorker['type']
type Message<K extends Kind> = Extract<FromWorker, { readonly type: K }>

/** Milliseconds that go by between two looks at the clock. */
const tick = 0.1

interface Waiter {
  readonly done: () => boolean
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** A session on a thread whose clock goes by itself: waiting takes no time, and a session that rests for ever is noticed. */
export class FakeThread {
  readonly sent: FromWorker[] = []
  time = 0
  resting = false
  /** Hears each message as it is sent. */
  onPost: (message: FromWorker) => void = () => {}
  readonly #session: Session
  #wake: (() => void) | null = null
  #waiters: Waiter[] = []
  #stopped = false

  constructor() {
    this.#session = new Session({
      host: { wasmFiles: '', loadGradients: () => Promise.resolve() },
      now: () => (this.time += tick),
      post: (message) => this.#post(message),
      breathe: (waitMs) => this.#breathe(waitMs),
    })
    void this.#session.run()
  }

  send(...messages: readonly ToWorker[]): void {
    for (const message of messages) this.#session.receive(message)
    this.resting = false
    this.#wake?.()
  }

  /** Resolves when what was sent makes `done` true; rejects when the session rests before. */
  until(done: () => boolean, what = done.toString()): Promise<void> {
    if (done()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const waiter = { done, resolve, reject: () => reject(new Error(`rests without ${what}; said ${this.said().join(' ')}`)) }
      if (this.resting) waiter.reject()
      else this.#waiters.push(waiter)
    })
  }

  /** The next message of a kind after those already sent. */
  async next<K extends Kind>(kind: K): Promise<Message<K>> {
    const from = this.sent.length
    const found = () => this.sent.slice(from).find((message): message is Message<K> => message.type === kind)
    await this.until(() => found() !== undefined, kind)
    const message = found()
    if (!message) throw new Error(`no ${kind}`)
    return message
  }

  /** Resolves when the session has nothing left to do. */
  async rest(): Promise<void> {
    while (!this.resting) await new Promise((resolve) => setImmediate(resolve))
  }

  all<K extends Kind>(kind: K): Message<K>[] {
    return this.sent.filter((message): message is Message<K> => message.type === kind)
  }

  said(): string[] {
    return this.sent.map(({ type, run }) => `${type}${run}`)
  }

  /** The step that was last told. */
  step(): number {
    return this.all('progress').at(-1)?.progress.step ?? 0
  }

  /** Every train NLL told so far, in order. */
  losses(run: number): number[] {
    return this.all('progress').filter((message) => message.run === run).flatMap(({ progress }) => [...progress.losses])
  }

  stop(): void {
    this.#stopped = true
  }

  #post(message: FromWorker): void {
    this.sent.push(message)
    this.onPost(message)
    const done = this.#waiters.filter((waiter) => waiter.done())
    this.#waiters = this.#waiters.filter((waiter) => !done.includes(waiter))
    for (const waiter of done) waiter.resolve()
  }

  #breathe(waitMs: number): Promise<void> {
    if (this.#stopped) return new Promise(() => {})
    if (waitMs === Infinity) return this.#sleep()
    this.time += Math.max(0, waitMs)
    return new Promise((resolve) => setImmediate(resolve))
  }

  #sleep(): Promise<void> {
    this.resting = true
    for (const waiter of this.#waiters.splice(0)) waiter.reject(new Error())
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = null
        resolve()
      }
    })
  }
}
