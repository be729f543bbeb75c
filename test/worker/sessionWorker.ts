// The stage first: it sets up the engines that sessions find.
import './stage.ts'
import type { FromWorker, ToWorker } from '../../src/worker/protocol.ts'
import { FakeThread } from './thread.ts'

/** A worker as the client knows it, with a session in it; a message crosses between two turns of the event loop. */
export function spawn(threads: FakeThread[]): Worker {
  const inside = new FakeThread()
  threads.push(inside)
  const worker = { onmessage: null as Worker['onmessage'], onerror: null, postMessage: (message: ToWorker) => inside.send(message), terminate: () => inside.stop() }
  inside.onPost = (message: FromWorker) => setImmediate(() => worker.onmessage?.call(worker as unknown as Worker, { data: structuredClone(message) } as MessageEvent))
  return worker as unknown as Worker
}
