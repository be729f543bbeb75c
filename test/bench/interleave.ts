/** Some work done: how long it took by the worker's own clock, and the loss it ended with (null where it trains nothing). */
export interface Stretch {
  readonly seconds: number
  readonly loss: number | null
}

/** One of the two whose speeds are compared. */
export interface Contestant {
  /** What it runs on, for the reader. */
  readonly backend: string
  /** The work in one turn, in a unit that both contestants share: optimizer steps, floating-point operations. */
  readonly work: number
  /** Turns of a round, where they are not chosen by the time they take. */
  readonly turns?: number
  run(turns: number): Promise<Stretch>
  dispose(): void
}

export interface Plan {
  readonly rounds: number
  /** How long each contestant runs in each round, and the longest it may take to warm up. */
  readonly seconds: number
  readonly warmUpSeconds: number
}

/** Work per second of both in one round. */
export interface Round {
  readonly ours: number
  readonly theirs: number
}

/** Speeds that no longer gain: the best of the last three is at most 2 % above the best before them. */
export function isSettled(rates: readonly number[]): boolean {
  const before = rates.slice(0, -3)
  return before.length > 0 && Math.max(...rates.slice(-3)) <= 1.02 * Math.max(...before)
}

/** How many turns fill a time at a speed: at least one. */
export const turnsFor = (seconds: number, turnsPerSecond: number): number => Math.max(1, Math.round(seconds * turnsPerSecond))

/** Runs until the compilers under it have done their work; returns the turns that fill one round. */
export async function warmUp(contestant: Contestant, { seconds, warmUpSeconds }: Plan): Promise<number> {
  if (contestant.turns !== undefined) {
    await contestant.run(contestant.turns)
    return contestant.turns
  }
  const rates: number[] = []
  let [turns, spent] = [1, 0]
  while (!isSettled(rates) && spent < warmUpSeconds) {
    const stretch = await contestant.run(turns)
    const rate = turns / stretch.seconds
    spent += stretch.seconds
    // Too short a stretch tells nothing but how long the next one should be.
    if (stretch.seconds > seconds / 4) rates.push(rate)
    turns = turnsFor(seconds / 2, Math.min(rate, (10 * turns) / seconds))
  }
  return turnsFor(seconds, Math.max(...rates))
}

/** Measures two contestants in turns, so that whatever else the machine does befalls both alike. */
export async function interleave(ours: Contestant, theirs: Contestant, plan: Plan): Promise<readonly Round[]> {
  const turns = { ours: await warmUp(ours, plan), theirs: await warmUp(theirs, plan) }
  const rate = async (one: Contestant, count: number): Promise<number> => (count * one.work) / (await one.run(count)).seconds
  const rounds: Round[] = []
  for (let i = 0; i < plan.rounds; i++) {
    if (i % 2 === 0) {
      const first = await rate(ours, turns.ours)
      rounds.push({ ours: first, theirs: await rate(theirs, turns.theirs) })
    } else {
      const first = await rate(theirs, turns.theirs)
      rounds.push({ theirs: first, ours: await rate(ours, turns.ours) })
    }
  }
  return rounds
}

/** Steps whose losses must agree before two trainers are compared, and how far: single precision, other orders of summing. */
const agreement = { steps: 3, tolerance: 1e-3 }

/** Two trainers do the same work only if they train the same model on the same batches. Throws where they do not. */
export async function checkAgreement(ours: Contestant, theirs: Contestant): Promise<void> {
  for (let step = 1; step <= agreement.steps; step++) {
    const [{ loss: a }, { loss: b }] = [await ours.run(1), await theirs.run(1)]
    if (a === null && b === null) return
    const gap = Math.abs((a ?? NaN) - (b ?? NaN))
    if (!(gap <= agreement.tolerance * Math.max(1, Math.abs(a ?? NaN)))) {
      throw new Error(`Not the same model: at step ${step} the losses are ${a} (ours) and ${b} (${theirs.backend}).`)
    }
  }
}
