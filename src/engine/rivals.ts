import { freshState } from './carryOver.ts'
import { densityOf } from './density.ts'
import { createRun, prepare } from './run.ts'
import type { Field, Rival } from './snapshot.ts'
import type { CreateTrainer } from './trainer.ts'

type Lattice = Omit<Field, 'values'>

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Answers what density another model has, on the engine that is in use; the last answer is kept, since that model rests. */
export class Rivals {
  readonly #create: CreateTrainer
  #known: { readonly asked: readonly unknown[]; readonly field: Field } | null = null

  constructor(create: CreateTrainer) {
    this.#create = create
  }

  /** log p(x) of the rival on a lattice, nats, of one class where one is shown; null where it lives in another dimension. */
  async densityOn({ window, columns, rows }: Lattice, rival: Rival, shown: number | undefined): Promise<Field | null> {
    const asked = [rival.id, window, columns, rows, shown]
    if (same(this.#known?.asked, asked)) return this.#known?.field ?? null
    const values = await this.#valuesOn({ window, columns, rows }, rival, shown)
    if (!values) return null
    this.#known = { asked, field: { window, columns, rows, values } }
    return this.#known.field
  }

  async #valuesOn({ window, columns }: Lattice, { experiment, parameters }: Rival, shown: number | undefined): Promise<Float32Array | null> {
    const prepared = prepare(experiment)
    if (!prepared.ok || prepared.flow.d !== window.length || prepared.flow.layout.size !== parameters.length) return null
    const elsewhere = { ...prepared, data: { ...prepared.data, window } }
    const run = createRun(experiment, elsewhere, this.#create, freshState(parameters))
    try {
      return (await densityOf(run, columns, shown)).density.values
    } finally {
      run.trainer.dispose()
    }
  }
}
