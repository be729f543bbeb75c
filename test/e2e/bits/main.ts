import type { Fingerprints, FrozenPreset } from '../../engine/frozen.ts'

/** Where a preset's training ends in a worker of this browser. */
const trainInWorker = (name: FrozenPreset): Promise<Fingerprints> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<Fingerprints>) => resolve(data)
    worker.onerror = ({ message }) => reject(new Error(message || 'The worker did not start.'))
    worker.postMessage(name)
  })

/** What the page offers to whoever opened it. */
export interface BitsPage {
  readonly trainInWorker: typeof trainInWorker
}

Object.assign(globalThis, { trainInWorker } satisfies BitsPage)
