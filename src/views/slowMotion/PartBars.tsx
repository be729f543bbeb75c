import type { Dissection } from '../../engine/dissection.ts'
import { usePlayground } from '../../store/playground.ts'
import { say } from '../../words/catalogue.ts'
import { layerNames } from '../layerNames.ts'
import { gradientShares } from './numbers.ts'

/** How long the gradient is over the weights of each layer. */
export function PartBars({ dissection }: { readonly dissection: Dissection }) {
  const experiment = usePlayground((playground) => playground.experiment)
  const names = [...layerNames(experiment), say('slow.base')]
  const shares = gradientShares(dissection)
  return (
    <section aria-label={say('slow.norms')}>
      <p className="quiet">{say('slow.norms')}</p>
      <ul className="slow-bars">
        {dissection.parts.map(({ gradient }, k) => gradient > 0 && (
          <li key={k}>
            <span>{names[k]}</span>
            <span className="slow-track" aria-hidden="true"><span className="slow-bar" style={{ width: `${100 * (shares[k] ?? 0)}%` }} /></span>
            <span className="slow-number">{gradient.toPrecision(2)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
