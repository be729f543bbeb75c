import type { BenchPage, Measured, Request } from './protocol.ts'

/** Each comparison has a worker of its own, as training in x2z has. */
const page: BenchPage = {
  bench: (request: Request) =>
    new Promise<Measured>((resolve) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
      worker.onmessage = ({ data }: MessageEvent<Measured>) => {
        worker.terminate()
        resolve(data)
      }
      worker.onerror = ({ message }) => resolve({ ok: false, why: 'fault', note: message || 'The worker did not start.' })
      worker.postMessage(request)
    }),
}

Object.assign(globalThis, page)
