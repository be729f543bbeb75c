import { useState } from 'react'
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components'
import { download, fileName } from '../../store/download.ts'
import { frames } from '../../store/frames.ts'
import { usePlayground } from '../../store/playground.ts'
import { say } from '../../words/catalogue.ts'
import { useLastStage } from '../stageSlider/useStage.ts'
import { filmFormat, type Film } from './film.ts'
import type { SavedPicture } from './pictures.ts'
import { pngOf, svgOf } from './still.ts'
import { useFilm } from './useFilm.ts'

/** How many samples a file may hold. More would keep training waiting. */
const sampleCounts = [1000, 10_000, 50_000] as const

type Action = 'png' | 'svg' | 'run' | 'morph' | `samples ${number}`

/** Puts files of a picture into the downloads, under names that tell what they are. */
function useFiles({ name }: SavedPicture) {
  const experiment = usePlayground((playground) => playground.experiment)
  const notify = usePlayground((playground) => playground.notify)
  return (content: Blob | null, ending: string) => {
    if (content && content.size > 0) download(fileName(name, experiment, frames.latest()?.step ?? 0, ending), content)
    else notify({ tone: 'problem', sentence: { key: 'save.failed' }, advice: { key: 'save.failed.advice' } })
  }
}

/** What can be done, as a function for each. */
function useActions(picture: SavedPicture) {
  const save = useFiles(picture)
  const last = useLastStage()
  const draw = usePlayground((playground) => playground.draw)
  const { filming, filmRun, filmMorph, stop } = useFilm(picture.canvas, ({ content, ending }: Film) => save(content, ending))
  const act = (action: Action) => {
    switch (action) {
      case 'png':
        return void pngOf(picture).then((content) => save(content, 'png'))
      case 'svg':
        return save(svgOf(picture), 'svg')
      case 'run':
        return filmRun()
      case 'morph':
        return filmMorph(last)
      default:
        return draw(Number(action.slice('samples '.length)))
    }
  }
  return { filming, stop, act }
}

const Item = ({ action, words }: { readonly action: Action; readonly words: string }) => <MenuItem id={action} className="menu-item">{words}</MenuItem>

const Video = ({ morphs }: { readonly morphs: boolean }) => (
  <MenuSection>
    <Header className="menu-title">{say('save.video')}</Header>
    <Item action="run" words={say('save.video.run')} />
    {morphs && <Item action="morph" words={say('save.video.morph')} />}
  </MenuSection>
)

const Samples = () => (
  <MenuSection>
    <Header className="menu-title">{say('save.samples')}</Header>
    {sampleCounts.map((count) => <Item key={count} action={`samples ${count}`} words={say('save.samples.count', { count: count.toLocaleString('en') })} />)}
  </MenuSection>
)

const Glyph = ({ path }: { readonly path: string }) => <svg viewBox="0 0 12 12" aria-hidden="true"><path d={path} /></svg>

const glyphs = { save: 'M5 0h2v5h3L6 9 2 5h3zM0 10h12v2H0z', stop: 'M2 2h8v8H2z' } as const

interface StopProps {
  readonly name: string
  readonly stop: () => void
  readonly onFocusChange: (focused: boolean) => void
}

const StopButton = ({ name, stop, onFocusChange }: StopProps) => (
  // oxlint-disable-next-line jsx-a11y/no-autofocus -- the button whose place it takes had the focus
  <Button className="save-button" data-filming aria-label={say('save.video.stop', { name })} onPress={stop} autoFocus onFocusChange={onFocusChange}>
    <Glyph path={glyphs.stop} />
  </Button>
)

/** What can be kept of one picture. */
export function SaveMenu({ picture }: { readonly picture: SavedPicture }) {
  const { filming, stop, act } = useActions(picture)
  // One button takes the other's place, and its focus.
  const [focused, setFocused] = useState(false)
  const { name, offers } = picture
  if (filming) return <StopButton name={name} stop={stop} onFocusChange={setFocused} />
  return (
    <MenuTrigger>
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- only where the button that it takes the place of had the focus */}
      <Button className="save-button" aria-label={say('save.button', { name })} autoFocus={focused}><Glyph path={glyphs.save} /></Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label={say('save.menu')} onAction={(action) => act(action as Action)}>
          <MenuSection>
            <Header className="menu-title">{say('save.picture')}</Header>
            <Item action="png" words={say('save.png')} />
            <Item action="svg" words={say('save.svg')} />
          </MenuSection>
          {filmFormat() && <Video morphs={offers.includes('morph')} />}
          {offers.includes('samples') && <Samples />}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
