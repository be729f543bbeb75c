import { useEffect, useMemo, useRef, useState } from 'react'
import { Button, Dialog, Header, Heading, ListBox, ListBoxItem, ListBoxSection, Modal, ModalOverlay, Text } from 'react-aria-components'
import type { Listing } from '../engine/listing.ts'
import { usePlayground } from '../store/playground.ts'
import type { TrainerChoice } from '../worker/protocol.ts'
import { say, tell } from '../words/catalogue.ts'
import { codeGroups, placeOf, type CodeGroup, type CodePart } from './codeParts.ts'
import { CodeText } from './CodeText.tsx'
import { counted } from './labels.ts'
import { useCopy } from './useCopy.ts'

/** The code that runs; asked for as long as this is shown, and again when another configuration is ready. */
function useListing(): Listing | null {
  const listing = usePlayground((playground) => playground.listing)
  const trainer = usePlayground((playground) => playground.trainer)
  const list = usePlayground((playground) => playground.list)
  useEffect(() => {
    if (trainer && !listing) list()
  }, [trainer, listing, list])
  return listing
}

interface PartListProps {
  readonly groups: readonly CodeGroup[]
  readonly chosen: string
  readonly onChoose: (name: string) => void
}

/** The short title for the eye, the whole name for who points at it or listens. */
const PartName = ({ name, title }: Pick<CodePart, 'name' | 'title'>) =>
  title === name ? name : (
    <>
      <span aria-hidden="true" title={name}>{title}</span>
      <span className="unseen">{name}</span>
    </>
  )

const PartItem = ({ name, title, lines }: CodePart) => (
  <ListBoxItem id={name} textValue={name} className="menu-item code-part">
    <Text slot="label"><PartName name={name} title={title} /></Text>
    <Text slot="description" className="menu-hint">{say('code.lines', { count: lines, shown: counted(lines) })}</Text>
  </ListBoxItem>
)

const PartList = ({ groups, chosen, onChoose }: PartListProps) => (
  <ListBox
    className="menu code-parts"
    aria-label={say('code.parts')}
    selectionMode="single"
    disallowEmptySelection
    selectedKeys={[chosen]}
    onSelectionChange={(keys) => [...keys].forEach((key) => onChoose(String(key)))}
  >
    {groups.map(({ group, parts }) => (
      <ListBoxSection key={group} id={`group ${group}`}>
        <Header className="menu-title">{say(`code.group.${group}`)}</Header>
        {parts.map((part) => <PartItem key={part.name} {...part} />)}
      </ListBoxSection>
    ))}
  </ListBox>
)

function ShownPart({ part }: { readonly part: CodePart }) {
  const area = useRef<HTMLTextAreaElement>(null)
  const [byHand, setByHand] = useState(false)
  const { copied, copy } = useCopy()
  const copyPart = async () => {
    const done = await copy(part.text)
    setByHand(!done)
    if (!done) area.current?.select()
  }
  return (
    <div className="code-shown">
      <div className="code-head">
        <p className="field-help">{say(part.hint)}</p>
        <Button className="button" onPress={() => void copyPart()}>{say(copied ? 'code.copied' : 'code.copy')}</Button>
      </div>
      <p role="alert" className="field-fault">{byHand && say('code.copyByHand')}</p>
      <CodeText part={part} area={area} />
      <span className="unseen" role="status">{copied && say('code.copiedLong', { name: part.name })}</span>
    </div>
  )
}

/** One part at a time, so that long code stays light. */
function Code({ listing }: { readonly listing: Listing }) {
  const groups = useMemo(() => codeGroups(listing.parts), [listing])
  const [chosen, setChosen] = useState('')
  const parts = groups.flatMap((group) => group.parts)
  const part = parts.find(({ name }) => name === chosen) ?? parts[0]
  if (!part) return null
  return (
    <div className="code-view">
      <PartList groups={groups} chosen={part.name} onChoose={setChosen} />
      <ShownPart key={part.name} part={part} />
    </div>
  )
}

function CodeBody({ reason }: Pick<TrainerChoice, 'reason'>) {
  const listing = useListing()
  const language = listing?.language
  return (
    <>
      <p>{tell(reason)}</p>
      {language === 'none' && <p>{say('code.none')}</p>}
      {language && language !== 'none' && <p>{say('code.made', { language })}</p>}
      {!listing && <p role="status">{say('code.waiting')}</p>}
      {listing && <Code listing={listing} />}
    </>
  )
}

export interface CodeDialogProps {
  readonly choice: TrainerChoice
  readonly isOpen: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** The code that the engine emitted for the flow in training, part by part. */
export const CodeDialog = ({ choice, isOpen, onOpenChange }: CodeDialogProps) => (
  <ModalOverlay className="overlay" isDismissable isOpen={isOpen} onOpenChange={onOpenChange}>
    <Modal className="modal modal-wide">
      <Dialog className="dialog code-dialog">
        <Heading slot="title" className="dialog-title">{say('code.title', { place: placeOf[choice.kind] })}</Heading>
        <CodeBody reason={choice.reason} />
        <div className="dialog-buttons"><Button slot="close" className="button">{say('app.close')}</Button></div>
      </Dialog>
    </Modal>
  </ModalOverlay>
)
