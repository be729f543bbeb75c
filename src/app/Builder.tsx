import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { AddLayer } from './AddLayer.tsx'
import { LayerList } from './LayerList.tsx'
import { LayerOptions } from './LayerOptions.tsx'
import { Misfit } from './Misfit.tsx'
import { PassCount } from './PassCount.tsx'
import { TeacherControls } from './TeacherControls.tsx'
import { useStack } from './useStack.ts'

/** The map f as a list of layers, to be built by hand. */
export function Builder() {
  const fit = usePlayground((playground) => playground.fit)
  const { layers, selected, select, said, add, remove, move, replace, insert } = useStack()
  return (
    <section className="builder" aria-labelledby="builder-title">
      <h2 id="builder-title" className="column-title tone-f">{say('app.f.heading')}</h2>
      <Misfit fit={fit} onInsert={insert} />
      <LayerList layers={layers} fit={fit} selected={selected} onSelect={select} onMove={move} onRemove={remove} />
      <div className="row">
        <AddLayer onAdd={add} />
        {selected === null && layers.length > 0 && <span className="quiet">{say('app.layer.pick')}</span>}
      </div>
      <PassCount />
      <TeacherControls />
      {selected !== null && <LayerOptions layers={layers} index={selected} onChange={replace} onMove={move} onRemove={remove} />}
      <p className="unseen" role="status">{said}</p>
    </section>
  )
}
