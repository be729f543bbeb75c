import { useMemo, type RefObject } from 'react'
import { say } from '../words/catalogue.ts'
import type { CodePart } from './codeParts.ts'

export interface CodeTextProps {
  readonly part: CodePart
  readonly area: RefObject<HTMLTextAreaElement | null>
}

/**
 * Code beside the numbers of its lines. A text area, as tall and as wide as the text, in a frame that scrolls: one box
 * however long the text is, selected as a whole by the keys for it, and read line by line by screen readers.
 */
export function CodeText({ part, area }: CodeTextProps) {
  const { name, text, lines } = part
  const numbers = useMemo(() => Array.from({ length: lines }, (_, i) => i + 1).join('\n'), [lines])
  const columns = useMemo(() => Math.max(...text.split('\n').map(({ length }) => length)), [text])
  return (
    <div className="code">
      <pre className="code-numbers" aria-hidden="true">{numbers}</pre>
      <textarea
        ref={area}
        className="code-text"
        aria-label={say('code.text', { name })}
        value={text}
        rows={lines}
        style={{ width: `calc(${columns + 1}ch + 24px)` }}
        readOnly
        wrap="off"
        spellCheck="false"
        autoComplete="off"
      />
    </div>
  )
}
