import { checkAgreement, type Contestant, interleave, type Plan } from './interleave.ts'
import type { Measured } from './page/protocol.ts'

/** Makes both contestants, sees that they do the same work, and measures them in turns. What fails becomes a note. */
export async function measure(make: () => Promise<readonly [ours: Contestant, theirs: Contestant]>, plan: Plan): Promise<Measured> {
  let both: readonly [Contestant, Contestant] | readonly [] = []
  try {
    const [ours, theirs] = await make()
    both = [ours, theirs]
    await checkAgreement(ours, theirs)
    return { ok: true, rounds: await interleave(ours, theirs, plan), ours: ours.backend, theirs: theirs.backend }
  } catch (error) {
    return { ok: false, why: 'fault', note: error instanceof Error ? error.message : String(error) }
  } finally {
    for (const one of both) one.dispose()
  }
}
