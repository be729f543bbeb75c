import { Component, type ReactNode } from 'react'
import { say } from '../words/catalogue.ts'

interface CrashProps {
  readonly children: ReactNode
}

/** A fault of the page's own leaves a sentence and a way on, never a blank page. */
export class Crash extends Component<CrashProps, { readonly message: string | null }> {
  override readonly state: { readonly message: string | null } = { message: null }

  static getDerivedStateFromError(fault: unknown): { readonly message: string } {
    return { message: fault instanceof Error ? fault.message : String(fault) }
  }

  override render() {
    const { message } = this.state
    if (message === null) return this.props.children
    return (
      <main className="crash" role="alert">
        <p>{say('app.crash', { message })}</p>
        <p><a href="./">{say('app.crash.advice')}</a></p>
      </main>
    )
  }
}
