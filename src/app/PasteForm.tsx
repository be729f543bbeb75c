import { useState } from 'react'
import { Button, FileTrigger, Label, Text, TextArea, TextField } from 'react-aria-components'
import { say, tell } from '../words/catalogue.ts'
import type { Sentence } from '../words/sentence.ts'
import { useOwnPoints, type FormProps } from './ownPoints.ts'

/** Whoever opens the dialog wants to paste at once. */
const focusFirst = (area: HTMLTextAreaElement | null) => area?.focus()

/** A place to paste or choose one's own numbers. */
export function PasteForm({ close }: FormProps) {
  const [text, setText] = useState('')
  const [fault, setFault] = useState<Sentence | null>(null)
  const { takeText, takeFile } = useOwnPoints()
  const [reading, setReading] = useState(false)
  const settle = async (taking: Promise<Sentence | null>) => {
    setReading(true)
    const refused = await taking
    setReading(false)
    setFault(refused)
    if (!refused) close()
  }
  const choose = (files: FileList | null) => {
    const file = files?.[0]
    if (file) void settle(takeFile(file))
  }
  return (
    <>
      <TextField className="field" value={text} onChange={setText}>
        <Label>{say('app.data.pasteField')}</Label>
        <TextArea ref={focusFirst} rows={8} placeholder={say('app.data.pasteExample')} spellCheck="false" />
        <Text slot="description" className="field-help">{say('app.data.pasteHelp')}</Text>
      </TextField>
      <p role="alert" className="field-fault">{fault && tell(fault)}</p>
      <div className="dialog-buttons">
        <FileTrigger acceptedFileTypes={['text/*', '.csv', '.tsv', '.txt']} onSelect={choose}>
          <Button className="button">{say('app.data.file')}</Button>
        </FileTrigger>
        <Button className="button" onPress={close}>{say('app.close')}</Button>
        <Button className="button button-main" isPending={reading} onPress={() => void settle(takeText(text, say('csv.label')))}>{say('app.data.use')}</Button>
      </div>
    </>
  )
}
