import { say } from '../words/catalogue.ts'
import { download, fileName } from './download.ts'
import { pageSession } from './playground.ts'

/** Puts samples into the downloads as they come. Returns the way to stop. */
export const followSamples = (): (() => void) =>
  pageSession.store.subscribe(({ drawn, experiment }, before) => {
    if (!drawn || drawn === before.drawn) return
    download(fileName(`${drawn.count} ${say('save.samples.name')}`, experiment, drawn.step, 'csv'), new Blob([drawn.csv], { type: 'text/csv' }))
  })
