import { useEffect, useEffectEvent, useState } from 'react'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { useOwnPoints } from './ownPoints.ts'

const bringsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** A file of numbers may be dropped anywhere on the page. */
export function FileDrop() {
  const [over, setOver] = useState(false)
  const notify = usePlayground((playground) => playground.notify)
  const { takeFile } = useOwnPoints()
  const drop = useEffectEvent(async (event: DragEvent) => {
    if (!bringsFiles(event)) return
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer?.files[0]
    if (!file) return
    const refused = await takeFile(file)
    if (refused) notify({ tone: 'problem', sentence: refused })
  })
  const hover = useEffectEvent((event: DragEvent) => {
    if (!bringsFiles(event)) return
    event.preventDefault()
    setOver(true)
  })
  const leave = useEffectEvent((event: DragEvent) => {
    if (event.relatedTarget === null) setOver(false)
  })
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    document.addEventListener('dragover', (event) => hover(event), { signal })
    document.addEventListener('dragleave', (event) => leave(event), { signal })
    document.addEventListener('drop', (event) => void drop(event), { signal })
    return () => listening.abort()
  }, [])
  return over ? <div className="drop-veil">{say('app.data.drop')}</div> : null
}
