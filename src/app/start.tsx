import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nProvider } from 'react-aria-components'
import { say } from '../words/catalogue.ts'
import { App } from './App.tsx'
import { Crash } from './Crash.tsx'
import { startTheme } from './theme.ts'
import './tokens.css'
import './page.css'
import './controls.css'
import './builder.css'
import './cards.css'
import './code.css'
import './lens.css'
import './time.css'

/** Draws the page. The store is connected before. */
export function showPage(place: HTMLElement): void {
  startTheme()
  document.title = say('app.title')
  createRoot(place).render(
    <StrictMode>
      <I18nProvider locale="en">
        <Crash>
          <App />
        </Crash>
      </I18nProvider>
    </StrictMode>,
  )
}
