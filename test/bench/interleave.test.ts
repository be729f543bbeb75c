import { expect, test } from 'vitest'
import { checkAgreement, type Contestant, interleave, isSettled, warmUp } from './interleave.ts'

interface Fake extends Contestant {
  readonly runs: { readonly turns: number; readonly at: number }[]
}

/** Contestants on one pretended clock. `turnSeconds` may depend on the time and on the turns that went before. */
function fakes(...turnSeconds: readonly ((clock: number, before: number) => number)[]): readonly Fake[] {
  let clock = 0
  return turnSeconds.map((secondsOf, i): Fake => {
    const runs: { turns: number; at: number }[] = []
    let before = 0
    return {
      backend: `fake ${i}`,
      work: 1,
      runs,
      run: (turns) => {
        runs.push({ turns, at: clock })
        const seconds = turns * secondsOf(clock, before)
        clock += seconds
        before += turns
        return Promise.resolve({ seconds, loss: before })
      },
      dispose: () => undefined,
    }
  })
}

const plan = { rounds: 4, seconds: 1, warmUpSeconds: 100 }

test('speeds have settled when the last three gain nothing', () => {
  expect(isSettled([])).toBe(false)
  expect(isSettled([5, 5, 5])).toBe(false)
  expect(isSettled([5, 5, 5, 5])).toBe(true)
  expect(isSettled([1, 2, 3, 4, 5])).toBe(false)
  expect(isSettled([1, 5, 5, 4, 5.05])).toBe(true)
  expect(isSettled([1, 5, 5, 4, 5.2])).toBe(false)
})

test('warming up goes on until the fast compiler is through, and sizes a round by its speed', async () => {
  const [one] = fakes((_, before) => (before < 150 ? 0.01 : 0.001))
  if (!one) throw new Error('no fake')
  expect(await warmUp(one, plan)).toBe(1000)
  expect(one.runs.reduce((sum, { turns }) => sum + turns, 0)).toBeGreaterThan(150)
})

test('warming up ends even if speeds never settle', async () => {
  const [one] = fakes((_, before) => 1 / (1 + before))
  if (!one) throw new Error('no fake')
  await warmUp(one, { ...plan, warmUpSeconds: 20 })
  expect(one.runs.length).toBeLessThan(1000)
})

test('rounds are measured in turns, the first mover changing, each as long as planned', async () => {
  const [ours, theirs] = fakes(() => 0.001, () => 0.02)
  if (!ours || !theirs) throw new Error('no fakes')
  const rounds = await interleave(ours, theirs, plan)
  expect(rounds).toHaveLength(plan.rounds)
  for (const round of rounds) expect(round.ours / round.theirs).toBeCloseTo(20, 6)
  const order = [...ours.runs.slice(-4).map(({ at }) => ({ at, who: 'a' })), ...theirs.runs.slice(-4).map(({ at }) => ({ at, who: 'b' }))]
  expect(order.toSorted((x, y) => x.at - y.at).map(({ who }) => who).join('')).toBe('abbaabba')
  expect(ours.runs.at(-1)?.turns).toBe(1000)
  expect(theirs.runs.at(-1)?.turns).toBe(50)
})

test('a machine that slows down for both leaves the ratio', async () => {
  const slowing = (seconds: number) => (clock: number) => seconds * (clock < 20 ? 1 : 3)
  const [ours, theirs] = fakes(slowing(0.001), slowing(0.005))
  if (!ours || !theirs) throw new Error('no fakes')
  const rounds = await interleave(ours, theirs, { ...plan, rounds: 9 })
  expect(rounds.map((round) => round.ours / round.theirs).filter((ratio) => Math.abs(ratio - 5) < 0.01).length).toBeGreaterThanOrEqual(8)
})

test('trainers whose losses differ are not compared', async () => {
  const [ours, theirs] = fakes(() => 1, () => 1)
  if (!ours || !theirs) throw new Error('no fakes')
  await checkAgreement(ours, theirs)
  const off = { ...theirs, run: () => Promise.resolve({ seconds: 1, loss: 3.5 }) }
  await expect(checkAgreement(ours, off)).rejects.toThrow(/Not the same model/)
  const broken = { ...theirs, run: () => Promise.resolve({ seconds: 1, loss: NaN }) }
  await expect(checkAgreement(ours, broken)).rejects.toThrow(/Not the same model/)
})
