import { datasetNames } from '../datasets/registry.ts'
import { dimensionOf } from '../experiment/schema.ts'
import { newBase, newData } from '../experiment/specs.ts'
import { baseNames } from '../flows/catalog.ts'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { basePhrase, dataLabel } from './labels.ts'
import { PhraseSelect } from './PhraseSelect.tsx'
import { stackPhrase } from './stackPhrase.ts'
import { stackNamed, stacksFor } from './stacks.ts'

const dataPhrases = datasetNames.map((id) => ({ id, label: say(`dataset.${id}.label`), hint: say(`dataset.${id}.hint`) }))
const basePhrases = baseNames.map((id) => ({ id, label: say(`base.${id}.label`), hint: say(`base.${id}.hint`) }))

function DataPhrase() {
  const data = usePlayground(({ experiment }) => experiment.data)
  const takeData = usePlayground((playground) => playground.takeData)
  return (
    <PhraseSelect
      label={say('app.sentence.data')}
      tone="x"
      text={dataLabel(data)}
      phrases={dataPhrases}
      value={data.kind === 'dataset' ? data.name : null}
      onChange={(name) => takeData(newData(name))}
    />
  )
}

function StackPhrase() {
  const layers = usePlayground(({ experiment }) => experiment.layers)
  const dimension = usePlayground(({ experiment }) => dimensionOf(experiment))
  const takeStack = usePlayground((playground) => playground.takeStack)
  const phrases = stacksFor(dimension).map(([id]) => ({ id, label: say(`stack.${id}.label`), hint: say(`stack.${id}.hint`) }))
  const take = (name: string) => {
    const found = stacksFor(dimension).find(([id]) => id === name)
    if (found) takeStack(found[1])
  }
  return (
    <PhraseSelect
      label={say('app.sentence.stack')}
      tone="f"
      text={stackPhrase(layers)}
      phrases={phrases}
      value={stackNamed(layers, dimension)}
      onChange={take}
    />
  )
}

function BasePhrase() {
  const base = usePlayground(({ experiment }) => experiment.base)
  const change = usePlayground((playground) => playground.change)
  return (
    <PhraseSelect
      label={say('app.sentence.onBase')}
      tone="z"
      text={basePhrase(base)}
      phrases={basePhrases}
      value={base.name}
      onChange={(name) => change({ base: newBase(name) })}
    />
  )
}

/** The experiment as one sentence, whose three parts are its three main choices. */
export const Sentence = () => (
  <section className="sentence" aria-label={say('app.sentence')}>
    <span>{say('app.sentence.carry')}</span> <DataPhrase /> <span>{say('app.sentence.through')}</span> <StackPhrase />{' '}
    <span>{say('app.sentence.onto')}</span> <BasePhrase />
  </section>
)
