import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Button, Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { currentViewing, useViewing } from '../../store/viewing.ts'
import { say } from '../../words/catalogue.ts'
import { pageLoop, prefersStillness } from '../canvas.tsx'
import { clampStage } from '../plane/morph.ts'
import { morphAt, settledStage, steppedStage } from './morphPlan.ts'
import { useLastStage, useStageWords } from './useStage.ts'
import './stageSlider.css'

/** Plays the morph; anything else that moves the slider stops it. */
function useMorph(last: number) {
  const [playing, setPlaying] = useState(false)
  const cancel = useRef<(() => void) | null>(null)
  const stop = useCallback(() => {
    cancel.current?.()
    cancel.current = null
    setPlaying(false)
  }, [])
  const play = useCallback(() => {
    const from = clampStage(currentViewing().stage, last)
    const still = prefersStillness()
    let elapsed = 0
    setPlaying(true)
    cancel.current = pageLoop().animate((milliseconds) => {
      elapsed += Math.min(milliseconds, 100)
      const { stage, done } = morphAt(elapsed, from, last, still)
      if (stage !== currentViewing().stage) currentViewing().setStage(stage)
      if (done) stop()
      return !done
    })
  }, [last, stop])
  useEffect(() => stop, [last, stop])
  return { playing, play, stop }
}

function Marks({ last }: { readonly last: number }) {
  const stages = Array.from({ length: Math.max(0, last - 1) }, (_, i) => i + 1)
  return stages.map((stage) => <span key={stage} className="stage-mark" style={{ left: `${(100 * stage) / last}%` }} />)
}

function PlayButton({ playing, play, stop, idle }: ReturnType<typeof useMorph> & { readonly idle: boolean }) {
  return (
    <Button className="stage-play" aria-label={say(playing ? 'stage.pause' : 'stage.play')} onPress={playing ? stop : play} isDisabled={idle}>
      <svg viewBox="0 0 12 12" aria-hidden="true"><path d={playing ? 'M2 1h3v10H2zM7 1h3v10H7z' : 'M2 1l9 5-9 5z'} /></svg>
    </Button>
  )
}

interface LineProps {
  readonly last: number
  readonly stage: number
  readonly words: string
  move(to: number): void
}

function StageLine({ last, stage, words, move }: LineProps) {
  const input = useRef<HTMLInputElement>(null)
  // Without layers x is z already, and the thumb stands at z.
  const [end, at] = last === 0 ? [1, 1] : [last, stage]
  // The slider would read its bare number.
  useLayoutEffect(() => input.current?.setAttribute('aria-valuetext', words))
  const onKeyDownCapture = (event: KeyboardEvent) => {
    const to = event.target === input.current ? steppedStage(stage, event.key, last) : null
    if (to === null) return
    event.preventDefault()
    event.stopPropagation()
    move(to)
  }
  return (
    <div className="stage-slider-line" onKeyDownCapture={onKeyDownCapture}>
      <Slider aria-label={say('stage.label')} minValue={0} maxValue={end} step={0.01} value={at} onChange={move} onChangeEnd={(to) => move(settledStage(to))} isDisabled={last === 0}>
        <SliderTrack className="stage-track"><Marks last={last} /><SliderThumb className="stage-thumb" inputRef={input} /></SliderTrack>
      </Slider>
      <p className="stage-words"><span className="stage-x">x</span><span>{words}</span><span className="stage-z">z</span></p>
    </div>
  )
}

/** From x through every layer to z: by hand, by keys (a layer at a time), or played. */
export function StageSlider() {
  const last = useLastStage()
  const stage = useViewing((viewing) => clampStage(viewing.stage, last))
  const setStage = useViewing((viewing) => viewing.setStage)
  const words = useStageWords()
  const morph = useMorph(last)
  const move = (to: number) => {
    morph.stop()
    setStage(to)
  }
  return (
    <div className="stage-slider">
      <PlayButton {...morph} idle={last === 0} />
      <StageLine last={last} stage={stage} words={words} move={move} />
    </div>
  )
}
