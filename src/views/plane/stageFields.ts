import type { Field, Snapshot } from '../../engine/snapshot.ts'

/** The newest known density of each stage between x and z. */
export interface StageFields {
  /** That of a stage in this snapshot; while the engine has not answered for a stage that has just come into sight, the last one known. */
  fieldOf(snapshot: Snapshot, stage: number): Field | undefined
}

export function createStageFields(): StageFields {
  const known = new Map<number, Field>()
  let last: Snapshot | null = null
  const stagesOf = (snapshot: Snapshot): number => snapshot.points?.points.length ?? 0
  const take = (snapshot: Snapshot): void => {
    // Another stack, or a run that has begun anew: what is known is of something else.
    if (last && (stagesOf(last) !== stagesOf(snapshot) || snapshot.step < last.step)) known.clear()
    for (const { stage, field } of snapshot.stageDensity ?? []) known.set(stage, field)
    last = snapshot
  }
  return {
    fieldOf: (snapshot, stage) => {
      if (snapshot !== last) take(snapshot)
      return known.get(stage)
    },
  }
}
