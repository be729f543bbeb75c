import { nllOf } from '../engine/evaluation.ts'
import { createRun, floorOf, prepare, type Prepared, type Run } from '../engine/run.ts'
import type { Experiment } from '../experiment/experiment.ts'
import { writeModel } from '../experiment/modelFile.ts'
import { tell } from '../words/catalogue.ts'
import { failure, success, type Result, type Sentence } from '../words/sentence.ts'
import { advanceToEnd, inform } from './advance.ts'
import type { Arguments } from './arguments.ts'
import { checkWritable, writeWhole } from './files.ts'
import { done, failed, refused, type Outcome } from './outcome.ts'
import { print } from './output.ts'
import { override } from './overrides.ts'
import { experimentFrom, withOwnPoints } from './sources.ts'
import { teach, type Taught } from './teach.ts'
import { chooseEngine, readTrainer, type ByHand } from './trainers.ts'
import { verdictOf } from './verdict.ts'

/** Trains an experiment; tells progress on stderr and the result as one line of JSON on stdout. */
export async function train({ operands: [source = ''], options }: Arguments): Promise<Outcome> {
  const trainer = readTrainer(options['trainer'])
  if (!trainer.ok) return refused(trainer.reason)
  const experiment = experimentOf(source, options, trainer.value)
  if (!experiment.ok) return refused(experiment.reason)
  const out = options['out'] === undefined ? success(null) : checkWritable(options['out'])
  if (!out.ok) return refused(out.reason)
  const prepared = prepare(experiment.value)
  if (!prepared.ok) return refused(prepared.mend ? mended(prepared.reason, prepared.mend.label) : prepared.reason)
  const ended = await toEnd(experiment.value, prepared, trainer.value).catch(crashed)
  if (!ended.ok) return failed(ended.reason)
  const { line, model } = ended.value
  const written = out.value === null ? out : writeWhole(out.value, model)
  if (!written.ok) return failed(written.reason)
  await print(`${JSON.stringify(line)}\n`)
  return done
}

/** An engine that failed: nothing it computed is worth keeping. */
const crashed = (error: unknown) => failure('engine.crashed', { message: error instanceof Error ? error.message : String(error) })

const mended = (reason: Sentence, mend: Sentence): Sentence => ({ key: 'cli.mend', values: { reason, mend } })

function experimentOf(source: string, options: Arguments['options'], byHand: ByHand | null): Result<Experiment> {
  const found = experimentFrom(source)
  const experiment = found.ok ? override(byHand ? onTrainer(found.value, byHand) : found.value, options) : found
  if (!experiment.ok || options['data'] === undefined) return experiment
  const own = withOwnPoints(experiment.value, options['data'])
  if (!own.ok) return own
  if (own.value.note) inform(tell(own.value.note))
  if (experiment.value.conditional && !own.value.experiment.conditional) inform(tell({ key: 'cli.data.oneClass' }))
  return success(own.value.experiment)
}

const onTrainer = (experiment: Experiment, [trainer]: ByHand): Experiment => ({ ...experiment, run: { ...experiment.run, trainer } })

async function start(experiment: Experiment, prepared: Prepared & { ok: true }, byHand: ByHand | null): Promise<Result<Run>> {
  const chosen = await chooseEngine(prepared.job, experiment.run.trainer, byHand, inform)
  if (!chosen.ok) return chosen
  inform(tell(chosen.value.choice.reason))
  return success(createRun(experiment, prepared, chosen.value.create))
}

/** Trains, the teacher first where there is one, and gives what is printed and what is saved, once all of it is known. */
async function toEnd(experiment: Experiment, prepared: Prepared & { ok: true }, byHand: ByHand | null) {
  const taught = await teach(experiment, prepared)
  if (!taught.ok) return taught
  const run = await start(experiment, taught.value.prepared, byHand)
  if (!run.ok) return run
  const trained = await advanceToEnd(run.value, taught.value.teacher ? 'student' : 'alone')
  return trained.ok ? success({ line: await resultOf(run.value, taught.value, trained.value), model: await modelOf(run.value) }) : trained
}

async function resultOf(run: Run, { teacher }: Taught, seconds: number) {
  const { experiment, data, trainer } = run
  const { testNll, ...rest } = await verdictOf(run)
  return {
    step: experiment.optimizer.steps,
    trainNll: (await nllOf(trainer, data.train, data.components)).nll,
    testNll,
    entropy: floorOf(run),
    stepsPerSecond: Number((experiment.optimizer.steps / seconds).toFixed(2)),
    trainer: trainer.kind,
    ...rest,
    ...(teacher && { teacher }),
  }
}

async function modelOf({ experiment, data: { shares }, flow, trainer }: Run): Promise<string> {
  const { step, parameters } = await trainer.readState()
  const { standardisation } = flow.spec
  return writeModel({ experiment, step, parameters, ...(standardisation && { standardisation }), ...(flow.classes > 0 && { shares }) })
}
