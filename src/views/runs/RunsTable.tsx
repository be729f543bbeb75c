import { useCallback } from 'react'
import { sameTarget, type KeptRun } from '../../store/kept.ts'
import { usePlayground } from '../../store/playground.ts'
import { say } from '../../words/catalogue.ts'
import { useLive } from '../live.ts'
import { nats } from '../nats.ts'
import { newestDifference } from './newest.ts'

interface Tested {
  readonly nll: number
  readonly standardError: number
}

const told = (test: Tested | null | undefined): string => (test ? say('runs.test', { nll: nats(test.nll), error: nats(test.standardError) }) : '–')

/** What one has over the other; its standard error as if their test points were drawn apart, which is more than it is where they share them. */
function gap(one: Tested | null, other: Tested | undefined): string {
  if (!one || !other) return '–'
  const value = one.nll - other.nll
  return say('runs.test', { nll: `${value > 0 ? '+' : ''}${nats(value)}`, error: nats(Math.hypot(one.standardError, other.standardError)) })
}

/** The numbers of the present run and of the kept one, and how far they are apart. */
export function RunsTable({ run }: { readonly run: KeptRun }) {
  const { experiment, progress, testNll, parameterCount } = usePlayground((playground) => playground)
  const { id } = run
  const moved = useLive(useCallback(() => newestDifference(id)?.moved ?? null, [id]))
  const kept = run.series.test.at(-1)
  const comparable = sameTarget(run.experiment, experiment)
  const rows = [
    ['runs.row.step', progress.step.toLocaleString('en'), run.step.toLocaleString('en'), ''],
    ['runs.row.seed', String(experiment.run.seed), String(run.experiment.run.seed), ''],
    ['runs.row.parameters', parameterCount.toLocaleString('en'), run.parameters.length.toLocaleString('en'), ''],
    ['runs.row.test', told(testNll), told(kept), comparable ? gap(testNll, kept) : say('kept.otherData')],
    ['runs.row.moved', '', '', moved === null ? '–' : say('runs.percent', { share: (100 * moved).toFixed(1) })],
  ] as const
  return (
    <table className="runs-table">
      <thead><tr><th scope="col">{say('runs.what')}</th><th scope="col">{say('runs.now')}</th><th scope="col">{run.name}</th><th scope="col">{say('runs.row.gap')}</th></tr></thead>
      <tbody>
        {rows.map(([key, ...cells]) => (
          <tr key={key}><th scope="row">{say(key)}</th>{cells.map((cell, i) => <td key={i}>{cell}</td>)}</tr>
        ))}
      </tbody>
    </table>
  )
}
