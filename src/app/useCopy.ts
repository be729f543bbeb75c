import { useEffect, useState } from 'react'

/** How long it is said that something was copied, milliseconds. */
const saidFor = 2000

/** Copies text, and says for a while that it did. `copy` gives false where the page may not write to the clipboard. */
export function useCopy() {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), saidFor)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async (text: string): Promise<boolean> => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      return true
    } catch {
      return false
    }
  }
  return { copied, copy }
}
