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

/** From x through every layer to z: by hand, by keys (a layer at a time), or played. */
export function StageSlider() {
  const last = useLastStage()
  const stage = useViewing((viewing) => clampStage(viewing.stage, last))
  const setStage = useViewing((viewing) => viewing.setStage)
  const words = useStageWords()
  const input = useRef<HTMLInputElement>(null)
  const { playing, play, stop } = useMorph(last)
  // The slider would read its bare number.
  useLayoutEffect(() => input.current?.setAttribute('aria-valuetext', words))
  const move = (to: number) => {
    stop()
    setStage(to)
  }
  const onKeyDownCapture = (event: KeyboardEvent) => {
    const to = event.target === input.current ? steppedStage(stage, event.key, last) : null
    if (to === null) return
    event.preventDefault()
    event.stopPropagation()
    move(to)
  }
  return (
    <div className="stage-slider" onKeyDownCapture={onKeyDownCapture}>
      <Button className="stage-play" aria-label={say(playing ? 'stage.pause' : 'stage.play')} onPress={playing ? stop : play} isDisabled={last === 0}>
        <svg viewBox="0 0 12 12" aria-hidden="true"><path d={playing ? 'M2 1h3v10H2zM7 1h3v10H7z' : 'M2 1l9 5-9 5z'} /></svg>
      </Button>
      <Slider className="stage-line" aria-label={say('stage.label')} minValue={0} maxValue={Math.max(last, 0.01)} step={0.01} value={stage} onChange={move} onChangeEnd={(to) => move(settledStage(to))} isDisabled={last === 0}>
        <SliderTrack className="stage-track"><Marks last={last} /><SliderThumb className="stage-thumb" inputRef={input} /></SliderTrack>
        <div className="stage-words"><span className="stage-x">x</span><span>{words}</span><span className="stage-z">z</span></div>
      </Slider>
    </div>
  )
}
