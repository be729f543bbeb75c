import type { Progress } from '../worker/protocol.ts'

interface TestRow {
  readonly step: number
  readonly nll: number
  readonly standardError: number
}

interface Series {
  readonly trainSteps: readonly number[]
  readonly train: readonly number[]
  readonly test: readonly TestRow[]
}

/** A series holds at most this many entries. Every second one is dropped when it is full, and from then on fewer are kept. */
export const mostEntries = 4000

/** How many of the newest losses are kept whole, for a mean that thinning cannot blur. */
const recentLength = 200

/** The losses of a run, bounded however long it goes on. */
export function createSeries() {
  let trainSteps: number[] = []
  let train: number[] = []
  let test: TestRow[] = []
  let recent: number[] = []
  let stride = 1
  let shown: Series | null = null

  const thinTrain = () => {
    stride *= 2
    const kept = trainSteps.map((step) => step % stride === 0)
    train = train.filter((_, i) => kept[i])
    trainSteps = trainSteps.filter((_, i) => kept[i])
  }
  const addTrain = (step: number, loss: number) => {
    recent.push(loss)
    if (step % stride !== 0) return
    trainSteps.push(step)
    train.push(loss)
    if (train.length > mostEntries) thinTrain()
  }
  const truncate = (step: number) => {
    const kept = trainSteps.findIndex((at) => at > step)
    if (kept >= 0) {
      trainSteps = trainSteps.slice(0, kept)
      train = train.slice(0, kept)
      recent = []
    }
    test = test.filter((row) => row.step <= step)
    shown = null
  }
  return {
    truncate,
    clear: () => {
      stride = 1
      recent = []
      truncate(-1)
    },
    add: ({ step, losses, test: row }: Progress) => {
      const first = step - losses.length + 1
      losses.forEach((loss, i) => addTrain(first + i, loss))
      recent = recent.slice(-recentLength)
      if (row && row.step !== test.at(-1)?.step) test.push(row)
      if (test.length > mostEntries) test = test.filter((_, i) => i % 2 === 0)
      shown = null
    },
    /** The same object until something is added. */
    read: (): Series => (shown ??= { trainSteps, train, test }),
    recentMean: (count: number): number | null => {
      const newest = recent.slice(-count)
      return newest.length > 0 ? newest.reduce((sum, loss) => sum + loss, 0) / newest.length : null
    },
  }
}
