import type { CompiledQuery, RawBuilder } from 'kysely'
import { LruMap } from '../../lib/lru.js'
import type { Queryable } from './queryable.js'

/** The values of a statement, by name. */
export type StatementValues = Readonly<Record<string, string | number | null>>

/** Gives the place of a value in a statement, by its name. */
export type PlaceOfValue = (name: string) => string

/** Builds a statement in which every value is only a place. */
export type BuildStatement<Answer> = (place: PlaceOfValue) => RawBuilder<Answer>

const mostShapes = 500

/** Stands for a value until the statement runs. */
class Place {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

// Kysely turns any object that is not an expression into a parameter. The types of its templates ask for nothing more.
const placeOfValue: PlaceOfValue = (name) => new Place(name) as unknown as string

/**
 * Statements that are built and compiled once for each shape. Building one with Kysely takes longer than most
 * databases take to run it. A driver that prepares statements by their text also meets the same few texts.
 */
export class Statements {
  readonly #compiled = new LruMap<string, CompiledQuery>(mostShapes)

  /**
   * Runs a statement. `shape` must tell it from every other statement whose text differs.
   *
   * @param build - Called only for a new shape.
   */
  async run<Answer>(
    db: Queryable,
    shape: string,
    values: StatementValues,
    build: BuildStatement<Answer>,
  ): Promise<readonly Answer[]> {
    let compiled = this.#compiled.get(shape)
    if (!compiled) {
      compiled = build(placeOfValue).compile(db)
      this.#compiled.set(shape, compiled)
    }
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Place ? values[parameter.name] : parameter,
    )
    const { rows } = await db.executeQuery({ ...compiled, parameters })
    return rows as readonly Answer[]
  }
}
