import { wrap, type IDBPDatabase } from 'idb'
import { BudgetBookError } from '../../errors/error.js'
import { nameOf, unavailable } from './failures.js'
import { createStores, databaseVersion, storeNames, type Stores, type Transaction } from './schema.js'
import { within } from './waiting.js'

// A browser may never answer, so the wait has a limit.
const patience = 10_000

/** The connection to the database. It is opened when it is needed, and again after it was lost. */
export class Connection {
  readonly #name: string
  readonly #factory: () => IDBFactory
  #database: Promise<IDBPDatabase<Stores>> | null = null
  #identity: string | null = null
  #isClosed = false

  /** @param factory - Called at the first use, so that creating an adapter is safe on a server. */
  constructor(name: string, factory: () => IDBFactory) {
    this.#name = name
    this.#factory = factory
  }

  /** Opens the database, unless it is open. */
  async open(): Promise<void> {
    await this.#open()
  }

  /** Begins a transaction over the whole database. Tries once more if the connection was lost. */
  async begin(mode: 'readonly' | 'readwrite', durability: IDBTransactionDurability): Promise<Transaction> {
    const begin = (database: IDBPDatabase<Stores>): Transaction => {
      // A reader gets the same type; it never writes.
      const transaction = database.transaction([...storeNames], mode, { durability }) as Transaction
      // The requests or the commit report how it ends.
      transaction.done.catch(() => undefined)
      return transaction
    }
    const opened = this.#open()
    try {
      return begin(await opened)
    } catch (error) {
      if (nameOf(error) !== 'InvalidStateError') throw error
      // Another call may have opened it again already.
      if (this.#database === opened) this.#database = null
      return begin(await this.#open())
    }
  }

  close(): void {
    this.#isClosed = true
    void this.#database?.then(
      (database) => database.close(),
      () => undefined,
    )
    this.#database = null
  }

  #open(): Promise<IDBPDatabase<Stores>> {
    if (this.#database) return this.#database
    if (this.#isClosed)
      return Promise.reject(
        new BudgetBookError('closed', 'The storage adapter is closed. Create a new one', {}),
      )
    const opening = this.#request()
    this.#database = opening
    const forget = (): void => {
      if (this.#database === opening) this.#database = null
    }
    opening.then((database) => {
      // Another version of the app waits for this connection to close.
      database.addEventListener('versionchange', () => {
        forget()
        database.close()
      })
      database.addEventListener('close', forget)
    }, forget)
    return opening
  }

  async #request(): Promise<IDBPDatabase<Stores>> {
    const factory = this.#factory()
    const request = factory.open(this.#name, databaseVersion)
    let wasDeleted = false
    let upgrade: IDBTransaction | null = null
    request.addEventListener('upgradeneeded', () => {
      wasDeleted = this.#identity !== null
      upgrade = request.transaction
      if (wasDeleted) upgrade?.abort()
      else createStores(wrap(request.result) as unknown as IDBPDatabase<Stores>)
    })
    try {
      const database = (await answerOf(request)) as unknown as IDBPDatabase<Stores>
      this.#requireOurs(database)
      await this.#requireSame(database)
      return database
    } catch (error) {
      if (wasDeleted) throw unavailable('database_deleted', deletedMessage, error)
      if (nameOf(error) === 'VersionError') throw await this.#newerVersion(factory, error)
      // The request only says that it was aborted. The transaction says why, for example because the disk is full.
      throw (upgrade as IDBTransaction | null)?.error ?? error
    }
  }

  // If the database was deleted and another tab made a new one, it is not the one that the app works with.
  async #requireSame(database: IDBPDatabase<Stores>): Promise<void> {
    const transaction = database.transaction('identity')
    const [identity = ''] = await Promise.all([transaction.store.get('database'), transaction.done])
    if (this.#identity !== null && this.#identity !== identity) {
      database.close()
      throw unavailable('database_deleted', deletedMessage)
    }
    this.#identity = identity
  }

  // Every version of our database has the stores of the first version.
  #requireOurs(database: IDBPDatabase<Stores>): void {
    if (isOurs(database.objectStoreNames)) return
    database.close()
    throw this.#foreign()
  }

  #foreign(cause?: unknown): BudgetBookError {
    const message = `The database ${this.#name} is not a budgetbook database. It was left as it is; pass another databaseName`
    return unavailable('foreign_database', message, cause)
  }

  // The database is ours, or another one whose version happens to be higher. Opening without a version changes
  // nothing.
  async #newerVersion(factory: IDBFactory, cause: unknown): Promise<Error> {
    const request = factory.open(this.#name)
    // It was deleted just now. Do not make a new one in its place.
    request.addEventListener('upgradeneeded', () => request.transaction?.abort())
    const database = await answerOf(request).catch(() => null)
    const names = database?.objectStoreNames
    database?.close()
    return names && !isOurs(names) ? this.#foreign(cause) : this.#futureVersion(factory, cause)
  }

  async #futureVersion(factory: IDBFactory, cause: unknown): Promise<Error> {
    const databases = await within(patience, namesIn(factory)).catch(() => [])
    const found = databases.find(({ name }) => name === this.#name)?.version
    const location = `the database ${this.#name}`
    return new BudgetBookError(
      'storage_future_version',
      `${location} was made by a newer version; this code supports ${databaseVersion}.0. Update the app, or reload the page`,
      { location, found: found === undefined ? 'newer' : `${found}.0`, supported: `${databaseVersion}.0` },
      { cause },
    )
  }
}

function isOurs(stores: { contains(name: string): boolean }): boolean {
  return [...storeNames, 'identity'].every((name) => stores.contains(name))
}

// Not every browser has `databases`.
async function namesIn(factory: Partial<IDBFactory>): Promise<readonly IDBDatabaseInfo[]> {
  return (await factory.databases?.()) ?? []
}

const deletedMessage =
  'The database was deleted while it was in use: the browser made room, or somebody cleared the site data. Reload the page'

/** Waits for an open request. After too long it gives up, and closes the database if it opens later. */
async function answerOf(request: IDBOpenDBRequest): Promise<IDBPDatabase> {
  const answer = wrap(request) as Promise<IDBPDatabase>
  let timer: ReturnType<typeof setTimeout> | undefined
  const givenUp = new Promise<never>((_, reject) => {
    const giveUp = (reason: string, message: string): void => reject(unavailable(reason, message))
    timer = setTimeout(
      () => giveUp('no_answer', 'The browser did not open the database in time. Try again'),
      patience,
    )
    request.addEventListener('blocked', () =>
      giveUp('blocked', 'An older version of the app is open in another tab. Close that tab, then try again'),
    )
  })
  try {
    return await Promise.race([answer, givenUp])
  } catch (error) {
    answer.then(
      (database) => database.close(),
      () => undefined,
    )
    throw error
  } finally {
    clearTimeout(timer)
  }
}
