import { currentColours, pageLoop } from '../canvas.tsx'

/** What is tried, first to last; browsers differ. */
const formats = [
  ['video/webm;codecs=vp9', 'webm'],
  ['video/webm', 'webm'],
  ['video/mp4', 'mp4'],
] as const

/** Pictures per second. */
const rate = 30

/** The format in which this browser records a canvas, with the file's ending; null where it does not. */
export function filmFormat(): (typeof formats)[number] | null {
  if (typeof MediaRecorder === 'undefined' || !('captureStream' in HTMLCanvasElement.prototype)) return null
  return formats.find(([type]) => MediaRecorder.isTypeSupported(type)) ?? null
}

export interface Film {
  readonly content: Blob
  readonly ending: string
}

export interface Recording {
  stop(): void
}

/** A canvas of the same size, which even numbers suit better; the picture's own has no background and may change its size. */
function sheetFor({ width, height }: HTMLCanvasElement): HTMLCanvasElement {
  const sheet = document.createElement('canvas')
  sheet.width = width + (width % 2)
  sheet.height = height + (height % 2)
  return sheet
}

/** Films a picture from now on; `done` is told once it was stopped. Null where the browser does not record. */
export function film(canvas: HTMLCanvasElement, done: (film: Film) => void): Recording | null {
  const format = filmFormat()
  const sheet = sheetFor(canvas)
  const context = sheet.getContext('2d')
  if (!format || !context) return null
  const copy = () => {
    context.fillStyle = currentColours().card
    context.fillRect(0, 0, sheet.width, sheet.height)
    if (canvas.width > 0 && canvas.height > 0) context.drawImage(canvas, 0, 0, sheet.width, sheet.height)
    return true
  }
  copy()
  const recorder = new MediaRecorder(sheet.captureStream(rate), { mimeType: format[0] })
  const parts: Blob[] = []
  recorder.ondataavailable = ({ data }) => parts.push(data)
  recorder.onstop = () => done({ content: new Blob(parts, { type: format[0] }), ending: format[1] })
  recorder.start()
  const rest = pageLoop().animate(copy)
  return {
    stop: () => {
      rest()
      if (recorder.state !== 'inactive') recorder.stop()
    },
  }
}
