import { Button, DialogTrigger, Popover } from 'react-aria-components'
import { useEffect } from 'react'
import { testsUnseen } from '../../experiment/dataSource.ts'
import { frames } from '../../store/frames.ts'
import { usePlayground } from '../../store/playground.ts'
import { say } from '../../words/catalogue.ts'
import { checks, withheld, type Check } from './checks.ts'

/** Enough samples for a standard error of half a percent, enough points for a round trip; differences cost the most. */
const wanted = { samples: 1000, points: 128, differences: 3, density: { resolution: 97 } } as const

/** What must hold of any flow, with its live numbers; pressing a name tells what it means. */
export function ProofPanel() {
  const proof = usePlayground((playground) => playground.proof)
  const testNll = usePlayground((playground) => playground.testNll)
  const entropy = usePlayground((playground) => playground.entropy)
  const parameterCount = usePlayground((playground) => playground.parameterCount)
  const runs = usePlayground(({ fit }) => fit.ok)
  useEffect(() => frames.want(wanted), [])
  const unseen = usePlayground(({ experiment }) => testsUnseen(experiment.data))
  const rows = checks({ proof, testNll, entropy, parameterCount, unseen })
  return (
    <table className="proof" aria-label={say('proof.name')}>
      <tbody>
        {(runs ? rows : withheld(rows)).map((check) => (
          <Row key={check.label} {...check} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ label, hint, value, holds }: Check) {
  return (
    <tr>
      <th scope="row"><Hint label={say(label)} words={say(hint)} /></th>
      <td className={holds === null ? undefined : holds ? 'ok' : 'bad'}>
        {value} <Mark holds={holds} />
      </td>
    </tr>
  )
}

function Mark({ holds }: Pick<Check, 'holds'>) {
  if (holds === null) return null
  return <span role="img" aria-label={say(holds ? 'proof.holds' : 'proof.fails')}>{holds ? '✓' : '✗'}</span>
}

/** A name that tells in one sentence what it means, to mouse, touch and keyboard alike. */
function Hint({ label, words }: { readonly label: string; readonly words: string }) {
  return (
    <DialogTrigger>
      <Button className="hint">{label}</Button>
      <Popover className="hint-popover hint-words" placement="top start" aria-label={label}><p>{words}</p></Popover>
    </DialogTrigger>
  )
}
