import type { Probe } from '../engine/snapshot.ts'
import type { Begin, ToWorker } from './protocol.ts'

/** What the page has asked for and not yet got. */
export class Orders {
  /** The configuration to begin next. */
  begin: Begin | null = null
  /** The last one, if it could not begin. Nothing trains until it is tried again or another comes. */
  refused: Begin | null = null
  probe: Probe | null = null
  /** Whether the code that runs shall be told. */
  listing = false
  /** Whether the state of training shall be told. */
  saving = false
  /** How many samples shall be drawn. */
  draw: number | null = null
  playing = false
  /** Single steps yet to be taken. */
  steps = 0
  /** Whether the next step shall be taken apart. */
  dissect = false
  #news = false

  receive(message: ToWorker): void {
    this.#news = true
    switch (message.type) {
      case 'start':
        this.steps = 0
        this.saving = false
        return this.#take(message)
      case 'change':
        return this.#take(merged(this.begin ?? this.refused, message))
      case 'play':
        this.playing = true
        return this.#retry()
      case 'pause':
        this.playing = false
        return
      case 'step':
        this.playing = false
        this.steps++
        return this.#retry()
      case 'dissect':
        this.playing = false
        this.dissect = true
        return this.#retry()
      case 'probe':
        this.probe = message.probe
        return
      case 'list':
        this.listing = true
        return
      case 'save':
        this.saving = true
        return
      case 'draw':
        this.draw = message.count
        return
      default:
        message satisfies never
    }
  }

  /** Whether anything has come since this was last asked. */
  news(): boolean {
    const had = this.#news
    this.#news = false
    return had
  }

  /** Training has ended by itself. What was asked for since counts more. */
  halt(): void {
    if (this.begin) return
    this.playing = false
    this.steps = 0
    this.dissect = false
  }

  /** This configuration cannot begin. */
  refuse(begin: Begin): void {
    this.halt()
    if (this.begin?.type === 'change') this.begin = merged(begin, this.begin)
    else if (!this.begin) this.refused = begin
  }

  #take(begin: Begin): void {
    this.begin = begin
    this.refused = null
    this.playing = begin.playing
  }

  #retry(): void {
    this.begin ??= this.refused
    this.refused = null
  }
}

/** A start that has not begun takes the changed experiment with it, and one state to go on from gives way only to another. */
function merged(before: Begin | null, change: Begin & { type: 'change' }): Begin {
  const { experiment, run, playing } = change
  const from = change.from ?? before?.from
  return { ...(before?.type === 'start' ? before : change), experiment, run, playing, ...(from && { from }) }
}
