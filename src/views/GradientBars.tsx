import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { layerNames } from './layerNames.ts'
import './gradientBars.css'

/** How long the gradient is over the weights of each layer, the base last; parts without weights are left out. */
export function GradientBars({ norms, title }: { readonly norms: readonly number[]; readonly title: string }) {
  const experiment = usePlayground((playground) => playground.experiment)
  const names = [...layerNames(experiment), say('gradient.base')]
  const largest = Math.max(...norms)
  return (
    <section aria-label={title}>
      <p className="quiet">{title}</p>
      <ul className="gradient-bars">
        {norms.map((norm, k) => norm > 0 && (
          <li key={k}>
            <span>{names[k]}</span>
            <span aria-hidden="true"><span className="gradient-bar" style={{ width: `${(100 * norm) / largest}%` }} /></span>
            <span className="gradient-number">{norm.toPrecision(2)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
