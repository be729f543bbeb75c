import { useState } from 'react'
import { Button, DialogTrigger, Input, Label, TextField } from 'react-aria-components'
import { linkTo } from '../store/open.ts'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { Flyout } from './Flyout.tsx'
import { useCopy } from './useCopy.ts'

const selectAll = (input: HTMLInputElement | null) => input?.select()

/** Where the page may not write to the clipboard: the link, to be copied by hand. */
const ByHand = ({ link }: { readonly link: string }) => (
  <Flyout title={say('app.copyLink')} placement="bottom end">
    <p className="field-help">{say('app.copyByHand')}</p>
    <TextField className="field" value={link} isReadOnly>
      <Label>{say('app.link')}</Label>
      <Input ref={selectAll} onFocus={(event) => event.currentTarget.select()} />
    </TextField>
  </Flyout>
)

/** Copies the link that opens this very experiment. */
export function CopyLink() {
  const experiment = usePlayground((playground) => playground.experiment)
  const notify = usePlayground((playground) => playground.notify)
  const { copied, copy } = useCopy()
  const [byHand, setByHand] = useState<string | null>(null)
  const copyLink = async () => {
    const link = linkTo(experiment)
    if (!link.ok) return notify({ tone: 'problem', sentence: link.reason })
    if (!(await copy(link.value))) setByHand(link.value)
  }
  return (
    <DialogTrigger isOpen={byHand !== null} onOpenChange={(open) => open || setByHand(null)}>
      <Button className="button button-main" onPress={() => void copyLink()}>{say(copied ? 'app.copied' : 'app.copyLink')}</Button>
      <ByHand link={byHand ?? ''} />
      <span className="unseen" role="status">{copied && say('app.copiedLong')}</span>
    </DialogTrigger>
  )
}
