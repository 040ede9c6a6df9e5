import { Kysely, type DatabaseConnection, type Dialect, type Driver } from 'kysely'

/** What goes wrong with a statement: it fails before it is carried out, or it is and its answer is lost. */
export interface StatementFault {
  /** The how-manieth statement, from 1 on, or the first that has such text. */
  readonly at: number | RegExp
  readonly when: 'before' | 'after'
  /** What comes out of it; without one, it only takes longer. */
  readonly error?: Error
  /** How many statements in a row it strikes. */
  readonly times?: number
  /** What happens before it fails, or goes on. */
  readonly meanwhile?: () => Promise<void>
}

/** An error of a driver, with its code where there is one. */
export function driverError(code?: string): Error {
  return Object.assign(
    new Error(`the driver failed: ${code ?? 'no code'}`),
    code === undefined ? {} : { code },
  )
}

/** A Kysely on a real database whose statements fail on purpose. */
export class FaultyKysely {
  readonly db: Kysely<object>
  #fault: StatementFault | null = null
  #count = 0
  #struckTimes = 0
  /** The statement that was struck last. */
  struck: string | null = null

  constructor(dialect: Dialect) {
    const strike = this.#strike.bind(this)
    this.db = new Kysely({
      dialect: {
        createAdapter: () => dialect.createAdapter(),
        createDriver: () => faultyDriver(dialect.createDriver(), strike),
        createIntrospector: (db) => dialect.createIntrospector(db),
        createQueryCompiler: () => dialect.createQueryCompiler(),
      },
    })
  }

  /** Counts from here on. */
  arm(fault: StatementFault | null): void {
    this.#fault = fault
    this.#count = 0
    this.#struckTimes = 0
    this.struck = null
  }

  async #strike(statement: string, when: StatementFault['when']): Promise<void> {
    if (when === 'before') this.#count++
    const fault = this.#fault
    if (!fault || fault.when !== when || this.#struckTimes >= (fault.times ?? 1)) return
    const { at } = fault
    // Once it struck, it goes on with whatever comes next.
    const isIt = typeof at === 'number' ? this.#count >= at : this.#struckTimes > 0 || at.test(statement)
    if (!isIt) return
    this.#struckTimes++
    this.struck = statement
    await fault.meanwhile?.()
    if (fault.error) throw fault.error
  }
}

type Strike = (statement: string, when: StatementFault['when']) => Promise<void>

function faultyDriver(driver: Driver, strike: Strike): Driver {
  const around = async <Result>(statement: string, work: () => Promise<Result>): Promise<Result> => {
    await strike(statement, 'before')
    const result = await work()
    await strike(statement, 'after')
    return result
  }
  const faulty = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const real = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const wrap = (connection: DatabaseConnection): DatabaseConnection => {
    const known = faulty.get(connection)
    if (known) return known
    const wrapped: DatabaseConnection = {
      executeQuery: async (query) => around(query.sql, async () => connection.executeQuery(query)),
      streamQuery: (query, size) => connection.streamQuery(query, size),
    }
    faulty.set(connection, wrapped)
    real.set(wrapped, connection)
    return wrapped
  }
  const unwrap = (connection: DatabaseConnection): DatabaseConnection => real.get(connection) ?? connection
  return {
    init: async () => driver.init(),
    acquireConnection: async () => wrap(await driver.acquireConnection()),
    beginTransaction: async (connection, settings) => {
      try {
        await around('begin', async () => driver.beginTransaction(unwrap(connection), settings))
      } catch (error) {
        // With the connection, what it began is gone.
        await driver.rollbackTransaction(unwrap(connection)).catch(() => undefined)
        throw error
      }
    },
    commitTransaction: async (connection) =>
      around('commit', async () => driver.commitTransaction(unwrap(connection))),
    // The end of a transaction that failed: where the connection is gone, so is the transaction.
    rollbackTransaction: async (connection) =>
      driver.rollbackTransaction(unwrap(connection)).catch(() => undefined),
    releaseConnection: async (connection) => driver.releaseConnection(unwrap(connection)),
    destroy: async () => driver.destroy(),
  }
}
