import { useId, type ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { InsidePicture } from '../views/inside/InsidePicture.tsx'
import { LedgerPicture } from '../views/ledger/LedgerPicture.tsx'
import { RunsPicture } from '../views/runs/RunsPicture.tsx'
import { SlowMotion } from '../views/slowMotion/SlowMotion.tsx'
import { say } from '../words/catalogue.ts'

/** What can be looked at more closely, one at a time: a panel that is not chosen is not there and costs nothing. */
const lenses = { ledger: LedgerPicture, inside: InsidePicture, slowMotion: SlowMotion, runs: RunsPicture } as const satisfies Record<string, () => ReactNode>

type LensName = keyof typeof lenses

const names = Object.keys(lenses) as LensName[]

/** A closer look at the run, below everything else. */
export function Lens() {
  const id = useId()
  return (
    <section className="card lens" aria-labelledby={id}>
      <h2 id={id} className="card-title">{say('lens.heading')}</h2>
      <Tabs className="lens-tabs">
        <TabList aria-labelledby={id} className="lens-list">
          {names.map((name) => <Tab key={name} id={name} className="lens-tab">{say(`lens.${name}`)}</Tab>)}
        </TabList>
        {names.map((name) => {
          const Picture = lenses[name]
          return <TabPanel key={name} id={name} className="lens-panel"><Picture /></TabPanel>
        })}
      </Tabs>
    </section>
  )
}
