import { useState, type ReactNode } from 'react'
import { Button, Dialog, Heading, Menu, MenuItem, MenuTrigger, Modal, ModalOverlay, Popover, Text } from 'react-aria-components'
import { say } from '../words/catalogue.ts'
import { DrawForm } from './DrawForm.tsx'
import { MixtureForm } from './MixtureForm.tsx'
import { PasteForm } from './PasteForm.tsx'
import type { FormProps } from './ownPoints.ts'

/** Ways to data of one's own. */
const ways = ['numbers', 'draw', 'mixture'] as const
type Way = (typeof ways)[number]

const forms: Readonly<Record<Way, (props: FormProps) => ReactNode>> = { numbers: PasteForm, draw: DrawForm, mixture: MixtureForm }

interface WayDialogProps {
  readonly way: Way
  readonly close: () => void
}

function WayDialog({ way, close }: WayDialogProps) {
  const Form = forms[way]
  return (
    <ModalOverlay className="overlay" isDismissable isOpen onOpenChange={(open) => open || close()}>
      <Modal className={way === 'numbers' ? 'modal' : 'modal modal-sketch'}>
        <Dialog className="dialog">
          <Heading slot="title" className="dialog-title">{say(`app.own.${way}.title`)}</Heading>
          <Form close={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** A menu of ways to data of one's own, each with a dialog. */
export function OwnData() {
  const [way, setWay] = useState<Way | null>(null)
  return (
    <>
      <MenuTrigger>
        <Button className="button">{say('app.own')} <span aria-hidden="true" className="phrase-mark">▾</span></Button>
        <Popover className="popover" placement="bottom start">
          <Menu className="menu" aria-label={say('app.own')} onAction={(id) => setWay(ways.find((each) => each === id) ?? null)}>
            {ways.map((each) => (
              <MenuItem key={each} id={each} className="menu-item" textValue={say(`app.own.${each}`)} aria-label={say(`app.own.${each}`)}>
                <Text slot="label">{say(`app.own.${each}`)}</Text>
                <Text slot="description" className="menu-hint">{say(`app.own.${each}.hint`)}</Text>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {way && <WayDialog way={way} close={() => setWay(null)} />}
    </>
  )
}
