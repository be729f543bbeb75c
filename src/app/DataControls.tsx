import { Button, DialogTrigger, Popover, Switch } from 'react-aria-components'
import { datasetNames, datasetOf, isRecorded } from '../datasets/registry.ts'
import { testsUnseen } from '../experiment/dataSource.ts'
import type { DataSpec } from '../experiment/experiment.ts'
import { classesOf } from '../experiment/schema.ts'
import { dataOptions, fewestToHoldOut } from '../experiment/settings.ts'
import { newData } from '../experiment/specs.ts'
import { usePlayground } from '../store/playground.ts'
import { say } from '../words/catalogue.ts'
import { DatasetThumbnail } from './Thumbnail.tsx'
import { Options } from './Options.tsx'
import { OwnData } from './OwnData.tsx'
import { Tiles } from './Tiles.tsx'

const tiles = datasetNames.map((id) => ({ id, label: say(`dataset.${id}.label`), hint: say(`dataset.${id}.hint`), picture: <DatasetThumbnail name={id} /> }))

type Drawn = Extract<DataSpec, { kind: 'dataset' | 'mixture' }>

function Count({ data }: { readonly data: Drawn }) {
  const change = usePlayground((playground) => playground.change)
  return <Options specs={dataOptions} values={{ count: data.count }} onChange={(_, value) => change({ data: { ...data, count: Number(value) } })} />
}

function DatasetOptions({ data }: { readonly data: Extract<DataSpec, { kind: 'dataset' }> }) {
  const change = usePlayground((playground) => playground.change)
  return (
    <Options
      specs={datasetOf(data.name).options}
      values={data.options}
      onChange={(name, value) => change({ data: { ...data, options: { ...data.options, [name]: value } } })}
    />
  )
}

/** What can be chosen of the data; of a recording nothing, all of its points are in use. */
function DataOptions({ data }: { readonly data: DataSpec }) {
  switch (data.kind) {
    case 'dataset':
      return isRecorded(data.name) ? null : <><DatasetOptions data={data} /><Count data={data} /></>
    case 'mixture':
      return <Count data={data} />
    case 'points':
      return null
    default:
      return data satisfies never
  }
}

/** Where a recording comes from, and what it shows: on one line as far as there is room, and whole when it is pressed. */
function Source({ data }: { readonly data: DataSpec }) {
  if (data.kind !== 'dataset' || !isRecorded(data.name)) return null
  const words = `${say(`dataset.${data.name}.source`)} ${say(`dataset.${data.name}.hint`)}`
  return (
    <DialogTrigger>
      <Button className="source">{words}</Button>
      <Popover className="hint-popover hint-words" placement="top start" aria-label={say('app.source')}><p>{words}</p></Popover>
    </DialogTrigger>
  )
}

/** Points too few to hold any out: then the test is none. */
const FewPoints = ({ data }: { readonly data: DataSpec }) =>
  testsUnseen(data) ? null : <p className="quiet">{say('app.own.few', { fewest: fewestToHoldOut })}</p>

function Standardise() {
  const standardise = usePlayground(({ experiment }) => experiment.standardise)
  const change = usePlayground((playground) => playground.change)
  return (
    <Switch className="switch" isSelected={standardise} onChange={(on) => change({ standardise: on })}>
      <span className="switch-track" aria-hidden="true" />
      <span title={say('app.standardise.hint')}>{say('app.standardise')}</span>
    </Switch>
  )
}

/** Whether the flow is told the class of each point; data of one class has nothing to tell. */
function Conditional() {
  const conditional = usePlayground(({ experiment }) => experiment.conditional)
  const classes = usePlayground(({ experiment }) => classesOf(experiment))
  const change = usePlayground((playground) => playground.change)
  const reason = classes > 1 ? null : say('app.conditional.none')
  return (
    <Switch className="switch" isSelected={conditional} isDisabled={reason !== null} onChange={(on) => change({ conditional: on })}>
      <span className="switch-track" aria-hidden="true" />
      <span title={reason ?? say('app.conditional.hint')}>{say('app.conditional')}</span>
      {reason && <span className="unseen">{reason}</span>}
    </Switch>
  )
}

/** Which data, how noisy, how many points; or a person's own. */
export function DataControls() {
  const data = usePlayground(({ experiment }) => experiment.data)
  const takeData = usePlayground((playground) => playground.takeData)
  return (
    <div className="side-controls">
      <div className="tiles-row">
        <Tiles
          label={say('app.data.choose')}
          tone="x"
          tiles={tiles}
          value={data.kind === 'dataset' ? data.name : null}
          onChange={(name) => takeData(newData(name))}
        />
        <OwnData />
      </div>
      <div className="row options-row">
        <DataOptions data={data} />
        <Standardise />
        <Conditional />
        <Source data={data} />
        <FewPoints data={data} />
      </div>
    </div>
  )
}
