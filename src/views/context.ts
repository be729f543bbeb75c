/** The part of a 2D canvas that pictures draw with, so that tests can hand in a recorder. */
export type Context2D = Pick<
  CanvasRenderingContext2D,
  | 'save' | 'restore' | 'beginPath' | 'closePath' | 'moveTo' | 'lineTo' | 'arc' | 'rect' | 'clip' | 'fill' | 'stroke'
  | 'fillRect' | 'strokeRect' | 'clearRect' | 'fillText' | 'measureText' | 'drawImage' | 'setLineDash' | 'translate'
  | 'rotate' | 'fillStyle' | 'strokeStyle' | 'lineWidth' | 'globalAlpha' | 'font' | 'textAlign' | 'textBaseline'
  | 'lineJoin' | 'lineCap' | 'imageSmoothingEnabled' | 'imageSmoothingQuality'
>

/** A size in CSS pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}
