import type { Experiment } from '../experiment/experiment.ts'
import { success, type Result } from '../words/sentence.ts'

/** How long an experiment must stand unchanged before the address follows, milliseconds. */
const quiet = 300

/** The part of the window that the address needs. */
export interface Bar {
  readonly location: { readonly hash: string; readonly href: string }
  readonly history: Pick<History, 'replaceState' | 'state'>
  addEventListener(type: 'hashchange', act: () => void): void
  removeEventListener(type: 'hashchange', act: () => void): void
}

export interface Codec {
  /** The fragment, with its number sign. */
  encode(experiment: Experiment): Result<string>
  decode(link: string): Result<Experiment>
}

export interface Address {
  /** The experiment in the address bar; null where there is none. */
  read(): Result<Experiment> | null
  /** Puts an experiment into the address bar once things are quiet, never as a history entry. One too large for a link leaves no fragment. */
  write(experiment: Experiment): void
  /** The whole address that opens an experiment. */
  linkTo(experiment: Experiment): Result<string>
  /** Calls back when another link is opened in this tab. Returns the way to stop. */
  watch(opened: (found: Result<Experiment> | null) => void): () => void
}

export function createAddress(bar: Bar, { encode, decode }: Codec): Address {
  let timer: ReturnType<typeof setTimeout> | undefined
  const place = () => bar.location.href.split('#')[0] ?? ''
  const read = () => (bar.location.hash.length > 1 ? decode(bar.location.hash) : null)
  const linkTo = (experiment: Experiment) => {
    const fragment = encode(experiment)
    return fragment.ok ? success(place() + fragment.value) : fragment
  }
  return {
    read,
    linkTo,
    write: (experiment) => {
      clearTimeout(timer)
      const from = bar.location.href
      timer = setTimeout(() => {
        // Someone has just gone elsewhere, by a link or by the way back, and is told of in a moment: that entry is not ours.
        if (bar.location.href !== from) return
        const link = linkTo(experiment)
        const to = link.ok ? link.value : place()
        if (to !== from) bar.history.replaceState(bar.history.state, '', to)
      }, quiet)
    },
    watch: (opened) => {
      const act = () => {
        clearTimeout(timer)
        opened(read())
      }
      bar.addEventListener('hashchange', act)
      return () => bar.removeEventListener('hashchange', act)
    },
  }
}
