import { dimensionOf } from '../experiment/schema.ts'
import { usePlayground } from '../store/playground.ts'
import { useViewing } from '../store/viewing.ts'
import { LinePicture } from '../views/line/LinePicture.tsx'
import { CdfPicture } from '../views/line/CdfPicture.tsx'
import { NllChart } from '../views/nll/NllChart.tsx'
import { PathPicture } from '../views/path/PathPicture.tsx'
import { XPlane, ZPlane } from '../views/plane/Plane.tsx'
import { ClassChips } from '../views/plane/ClassChips.tsx'
import { ShowChips } from '../views/plane/ShowChips.tsx'
import { TintLegend } from '../views/plane/TintLegend.tsx'
import { SaveMenus } from '../views/save/SaveMenus.tsx'
import { ProofPanel } from '../views/proof/ProofPanel.tsx'
import { StageSlider } from '../views/stageSlider/StageSlider.tsx'
import { say } from '../words/catalogue.ts'
import { BaseControls } from './BaseControls.tsx'
import { Builder } from './Builder.tsx'
import { Card } from './Card.tsx'
import { DataControls } from './DataControls.tsx'
import { FileDrop } from './FileDrop.tsx'
import { PageHeader } from './Header.tsx'
import { Lens } from './Lens.tsx'
import { NllTools } from './NllTools.tsx'
import { Notices } from './Notices.tsx'
import { PlaneLookMenu } from './PlaneLook.tsx'
import { PathTools } from './PathTools.tsx'
import { PresetLook } from './PresetLook.tsx'
import { Sentence } from './Sentence.tsx'
import { PastNotice } from './TimeSlider.tsx'
import { Transport } from './Transport.tsx'
import { useHeld } from './useHeld.ts'

/** Builder and stage slider: f, between x and z. */
const MapColumn = ({ children }: { readonly children?: React.ReactNode }) => (
  <div className="column column-f">
    <Builder />
    <StageSlider />
    {children}
  </div>
)

const PlaneShow = () => (
  <>
    <div className="show-row"><ShowChips /><PlaneLookMenu /><TintLegend /></div>
    <ClassChips />
  </>
)

/** x beside z with f between them, or one plane that turns from x into z. */
function PlaneStage() {
  const planes = useViewing(({ look }) => look.planes)
  if (planes === 'one') {
    return (
      <div className="stage stage-one">
        <div className="column column-z"><ZPlane /></div>
        <MapColumn><PlaneShow /></MapColumn>
        <div className="column-ends"><DataControls /><BaseControls /></div>
      </div>
    )
  }
  return (
    <div className="stage stage-planes">
      <div className="column column-x"><XPlane /><DataControls /></div>
      <MapColumn><PlaneShow /></MapColumn>
      <div className="column column-z"><ZPlane /><BaseControls /></div>
    </div>
  )
}

/** On the line, x, f and z are one picture. */
const LineStage = () => (
  <div className="stage stage-line">
    <section className="column column-line" aria-labelledby="line-title">
      <h2 id="line-title" className="column-title"><span className="tone-x">x</span> <span className="tone-f">f</span> <span className="tone-z">z</span> · {say('app.line.heading')}</h2>
      <LinePicture />
    </section>
    <section className="column column-cdf" aria-labelledby="cdf-title">
      <h2 id="cdf-title" className="column-title">{say('app.cdf.heading')}</h2>
      <CdfPicture />
    </section>
    <div className="column-ends"><DataControls /><BaseControls /></div>
    <MapColumn><ClassChips /></MapColumn>
  </div>
)

function NllCard() {
  const given = usePlayground(({ experiment }) => experiment.conditional)
  return <Card title={say(given ? 'app.nll.given' : 'app.nll.heading')} area="nll" tools={<NllTools />}><NllChart /></Card>
}

const Below = () => (
  <div className="below">
    <Transport />
    <NllCard />
    <Card title={say('app.path.heading')} area="path" tools={<PathTools />}><PathPicture /></Card>
    <Card title={say('app.proof.heading')} area="proof"><ProofPanel /></Card>
  </div>
)

/** The playground: a sentence, three columns, and what tells how training goes. */
export function App() {
  const dimension = usePlayground(({ experiment }) => dimensionOf(experiment))
  const inPast = usePlayground(({ past }) => past !== null)
  const held = useHeld()
  return (
    <>
      <PageHeader />
      <main className="main" data-past={inPast || undefined} data-held={held || undefined}>
        <Notices />
        <div className="opening"><Sentence />{!inPast && <PresetLook />}</div>
        <PastNotice />
        {dimension === 2 ? <PlaneStage /> : <LineStage />}
        <Below />
        <Lens />
      </main>
      <FileDrop />
      <SaveMenus />
    </>
  )
}
