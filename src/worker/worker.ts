import type { ToWorker } from './protocol.ts'
import { Session } from './session.ts'
import { tfjsHost } from './tfjsHost.ts'

/** The training thread: it binds the session to this worker's messages and clock. */

let wake: (() => void) | undefined

/** A macrotask, so that messages come in between; a timer alone would be held back to 4 ms. */
const channel = new MessageChannel()
channel.port1.onmessage = () => wake?.()

const session = new Session({
  host: tfjsHost,
  post: (message) => self.postMessage(message),
  now: () => performance.now(),
  breathe: (waitMs) =>
    new Promise((resolve) => {
      const timer = waitMs > 0 && waitMs < Infinity ? setTimeout(() => wake?.(), waitMs) : undefined
      wake = () => {
        clearTimeout(timer)
        wake = undefined
        resolve()
      }
      if (waitMs <= 0) channel.port2.postMessage(null)
    }),
})

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  session.receive(data)
  wake?.()
}

void session.run()
