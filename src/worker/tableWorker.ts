import { parsePoints } from '../experiment/csv.ts'
import { flattened, type FromTable, type ToTable } from './table.ts'

/** A thread that reads one long table of numbers, so that the page does not stand still meanwhile. */
self.onmessage = ({ data: { text, label } }: MessageEvent<ToTable>) => {
  const message: FromTable = flattened(parsePoints(text, label))
  self.postMessage(message, message.ok ? { transfer: [message.numbers.buffer] } : {})
}
