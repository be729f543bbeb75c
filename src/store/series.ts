import type { Progress } from '../worker/protocol.ts'

type TestRow = NonNullable<Progress['test']>

/** Train NLL of every step so far, thinned evenly when it grows long, and the test NLLs. Nats of the whole point. */
export interface NllSeries {
  readonly trainSteps: readonly number[]
  readonly train: readonly number[]
  readonly test: readonly TestRow[]
}

/** A series holds at most this many entries. Every second one is dropped when it is full, and from then on fewer are kept. */
export const mostEntries = 4000

/** How many of the newest losses are kept whole, for a mean that thinning cannot blur. */
const recentLength = 200

/** Rows in the order of their steps, one for each; a look at the past may bring one that lies between others. */
function placed(rows: readonly TestRow[], row: TestRow): TestRow[] {
  const others = rows.filter(({ step }) => step !== row.step)
  const at = others.findLastIndex(({ step }) => step < row.step) + 1
  return others.toSpliced(at, 0, row)
}

/** A copy of what a series knew at a step. */
export const upTo = ({ trainSteps, train, test }: NllSeries, step: number): NllSeries => {
  const later = trainSteps.findIndex((at) => at > step)
  const count = later < 0 ? trainSteps.length : later
  return { trainSteps: trainSteps.slice(0, count), train: train.slice(0, count), test: test.filter((row) => row.step <= step) }
}

/** The losses of a run, bounded however long it goes on. */
export class LossSeries {
  #trainSteps: number[] = []
  #train: number[] = []
  #test: TestRow[] = []
  #recent: number[] = []
  #stride = 1
  #shown: NllSeries | null = null

  add({ step, losses, test }: Progress): void {
    const first = step - losses.length + 1
    losses.forEach((loss, i) => this.#addTrain(first + i, loss))
    this.#recent = [...this.#recent, ...losses].slice(-recentLength)
    if (test) this.#test = placed(this.#test, test)
    if (this.#test.length > mostEntries) this.#test = this.#test.filter((_, i) => i % 2 === 0)
    this.#shown = null
  }

  #addTrain(step: number, loss: number): void {
    if (step % this.#stride !== 0) return
    this.#trainSteps.push(step)
    this.#train.push(loss)
    if (this.#train.length > mostEntries) this.#thin()
  }

  #thin(): void {
    this.#stride *= 2
    const kept = this.#trainSteps.map((step) => step % this.#stride === 0)
    this.#train = this.#train.filter((_, i) => kept[i])
    this.#trainSteps = this.#trainSteps.filter((_, i) => kept[i])
  }

  /** Forgets all that came after a step. */
  truncate(step: number): void {
    const count = this.#trainSteps.findIndex((at) => at > step)
    if (count >= 0) {
      this.#trainSteps = this.#trainSteps.slice(0, count)
      this.#train = this.#train.slice(0, count)
      this.#recent = []
    }
    this.#test = this.#test.filter((row) => row.step <= step)
    this.#shown = null
  }

  clear(): void {
    this.truncate(-1)
    this.#stride = 1
    this.#recent = []
  }

  /** The same object until something is added. */
  read(): NllSeries {
    this.#shown ??= { trainSteps: this.#trainSteps, train: this.#train, test: this.#test }
    return this.#shown
  }

  /** Mean of the newest `count` train NLLs, or null before the first. */
  recentMean(count: number): number | null {
    const newest = this.#recent.slice(-count)
    return newest.length > 0 ? newest.reduce((sum, loss) => sum + loss, 0) / newest.length : null
  }
}
