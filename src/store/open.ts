import type { Experiment } from '../experiment/experiment.ts'
import { decodeLink, encodeLink } from '../experiment/link.ts'
import { defaultExperiment } from '../experiment/presets.ts'
import { createTrainingClient } from '../worker/client.ts'
import type { Result } from '../words/sentence.ts'
import { createAddress, type Address } from './address.ts'
import { framesFeed } from './frames.ts'
import { pageSession, type CreateClient } from './playground.ts'
import { stageCount } from './stages.ts'
import { stagesChanged } from './viewing.ts'

const address = (): Address => createAddress(window, { encode: encodeLink, decode: decodeLink })

/** The whole address that opens an experiment. */
export const linkTo = (experiment: Experiment): Result<string> => address().linkTo(experiment)

function follow({ read, write, watch }: Address): void {
  const { store } = pageSession
  const open = (found: Result<Experiment> | null) => {
    const refused = found?.ok === false
    store.getState().open(found?.ok ? found.value : defaultExperiment)
    if (refused) store.getState().notify({ tone: 'problem', sentence: found.reason, advice: { key: 'app.link.refused' } })
  }
  open(read())
  watch(open)
  store.subscribe((now, before) => {
    if (now.experiment !== before.experiment) write(now.experiment)
  })
}

function followStages(): void {
  const { store } = pageSession
  stagesChanged(1, stageCount(store.getState().experiment))
  store.subscribe((now, before) => {
    if (now.experiment.layers === before.experiment.layers && now.experiment.standardise === before.experiment.standardise) return
    stagesChanged(stageCount(before.experiment), stageCount(now.experiment))
  })
}

/**
 * Joins the store to training, to the address bar and to the tab's being seen, and opens what the address asks for.
 * Training begins at once.
 */
export function openPlayground(create: CreateClient = createTrainingClient): void {
  pageSession.connect(create)
  follow(address())
  followStages()
  const watchSight = () => framesFeed.setHidden(document.hidden)
  document.addEventListener('visibilitychange', watchSight)
  watchSight()
}
