import { useState } from 'react'
import { Button, Dialog, DialogTrigger, Heading, Keyboard, Modal, ModalOverlay, Switch } from 'react-aria-components'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { useShortcuts } from './shortcuts.ts'
import { usePlaying } from './usePlaying.ts'

const keys = [
  [[say('app.shortcuts.space')], 'app.shortcuts.play'],
  [['.', '→'], 'app.shortcuts.step'],
  [[',', '←'], 'app.shortcuts.back'],
  [['P'], 'app.shortcuts.present'],
  [['R'], 'app.shortcuts.reset'],
  [['?'], 'app.shortcuts.help'],
] as const

const KeyTable = () => (
  <dl className="keys">
    {keys.map(([names, meaning]) => (
      <div key={meaning}>
        <dt>{names.map((name) => <Keyboard key={name}>{name}</Keyboard>)}</dt>
        <dd>{say(meaning)}</dd>
      </div>
    ))}
  </dl>
)

/** The page's keys, and a dialog that tells them. They can be turned off, for those whose voice or hand types letters unasked. */
export function ShortcutsDialog() {
  const [open, setOpen] = useState(false)
  const [on, setOn] = useState(true)
  const { toggle, held } = usePlaying()
  const step = usePlayground((playground) => playground.stepOnce)
  const reset = usePlayground((playground) => playground.reset)
  const move = usePlayground((playground) => playground.move)
  const present = usePlayground((playground) => playground.toPresent)
  const inPast = usePlayground(({ past }) => past !== null)
  useShortcuts({ toggle: () => held || toggle(), step, back: () => move(-1), on: () => (inPast ? move(1) : step()), present, reset, help: () => setOpen(true) }, on)
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className="button button-round" aria-label={say('app.shortcuts')}>?</Button>
      <ModalOverlay className="overlay" isDismissable>
        <Modal className="modal">
          <Dialog className="dialog">
            <Heading slot="title" className="dialog-title">{say('app.shortcuts')}</Heading>
            <KeyTable />
            <p className="field-help">{say('app.shortcuts.list')}</p>
            <Switch className="switch" isSelected={on} onChange={setOn}>
              <span className="switch-track" aria-hidden="true" />
              {say('app.shortcuts.on')}
            </Switch>
            <div className="dialog-buttons"><Button slot="close" className="button">{say('app.close')}</Button></div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  )
}
