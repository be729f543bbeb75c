import { maximumText, type OwnPoints } from '../experiment/csv.ts'
import { readPoints, type PointList } from '../experiment/ownPoints.ts'
import { usePlayground } from '../store/playground.ts'
import { readTable } from '../worker/table.ts'
import type { Sentence } from '../words/sentence.ts'
import { counted } from './labels.ts'

/** What a form inside a dialog needs. */
export interface FormProps {
  readonly close: () => void
}

/** Why numbers were not taken; null when they are in use. */
type Refusal = Sentence | null

/** Ways to take a person's own numbers as the data. */
export function useOwnPoints() {
  const takeData = usePlayground((playground) => playground.takeData)
  const notify = usePlayground((playground) => playground.notify)
  const take = ({ data, note }: OwnPoints): null => {
    takeData(data)
    const count = data.kind === 'points' ? counted(data.points.length) : ''
    notify({ tone: 'news', sentence: { key: 'app.data.used', values: { count } }, ...(note && { advice: note }) })
    return null
  }
  const takeText = async (text: string, label: string): Promise<Refusal> => {
    const read = await readTable(text, label)
    return read.ok ? take(read.value) : read.reason
  }
  const takePoints = (list: PointList, label: string): Refusal => {
    const points = readPoints(list)
    return points.ok ? take({ data: { kind: 'points', label, points: points.value } }) : points.reason
  }
  const takeFile = async (file: File): Promise<Refusal> => {
    const mebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20)
    if (file.size > maximumText) return { key: 'csv.size', values: { size: mebibytes(file.size), max: mebibytes(maximumText) } }
    try {
      return await takeText(await file.text(), file.name)
    } catch {
      return { key: 'app.data.unreadable', values: { name: file.name } }
    }
  }
  return { takeText, takeFile, takePoints }
}
