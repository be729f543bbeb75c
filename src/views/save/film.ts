import { currentColours, pageLoop } from '../canvas.tsx'

/** What is tried, first to last; browsers differ. */
const formats = [
  ['video/webm;codecs=vp9', 'webm'],
  ['video/webm', 'webm'],
  ['video/mp4', 'mp4'],
] as const

/** Pictures per second. */
const rate = 30

/** What was recorded is handed over this often, milliseconds. */
const slice = 100

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

/** Repeats a picture on a sheet, over the colour of its card. */
function copyTo(sheet: HTMLCanvasElement, canvas: HTMLCanvasElement): (() => true) | null {
  const context = sheet.getContext('2d')
  return context && (() => {
    context.fillStyle = currentColours().card
    context.fillRect(0, 0, sheet.width, sheet.height)
    if (canvas.width > 0 && canvas.height > 0) context.drawImage(canvas, 0, 0, sheet.width, sheet.height)
    return true
  })
}

/**
 * Films a picture from now on; `done` is told once it was stopped. Null where the browser does not record.
 * A film that is stopped at once goes on until its first picture is there, since no player opens one without.
 */
export function film(canvas: HTMLCanvasElement, done: (film: Film) => void): Recording | null {
  const format = filmFormat()
  const sheet = sheetFor(canvas)
  const copy = copyTo(sheet, canvas)
  if (!format || !copy) return null
  copy()
  const recorder = new MediaRecorder(sheet.captureStream(rate), { mimeType: format[0] })
  const rest = pageLoop().animate(copy)
  const parts: Blob[] = []
  let stopped = false
  const endWhenStopped = () => {
    if (!stopped || parts.length === 0 || recorder.state === 'inactive') return
    rest()
    recorder.stop()
  }
  recorder.ondataavailable = ({ data }) => {
    if (data.size > 0) parts.push(data)
    endWhenStopped()
  }
  recorder.onstop = () => done({ content: new Blob(parts, { type: format[0] }), ending: format[1] })
  recorder.start(slice)
  return {
    stop: () => {
      stopped = true
      endWhenStopped()
    },
  }
}
