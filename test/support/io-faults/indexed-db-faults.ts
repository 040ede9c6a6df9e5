import { GuardedFactory } from './indexed-db/guarded-factory.js'
import type { FactoryLike } from './indexed-db/platform.js'
import type { IoFaults } from './io-faults.js'

/**
 * An `IDBFactory`, a browser's or that of `fake-indexeddb`, whose databases do their work as operations of `faults`:
 *
 * | operation                                                      | access   | target                      |
 * | -------------------------------------------------------------- | -------- | --------------------------- |
 * | `open`                                                         | `begin`  | the database                |
 * | `transaction`                                                  | `begin`  | its stores                  |
 * | `get`, `openCursor` and so on, and each `continue` of a cursor | `read`   | the store, or `store.index` |
 * | `put`, `add`, `update`, `delete`, `clear`                      | `write`  | the store                   |
 * | `commit` of a transaction that may write, called or not        | `commit` |                             |
 * | `complete` of one that only reads                              | `read`   |                             |
 * | `deleteDatabase`                                               | `write`  | the database                |
 * | `databases`                                                    | `read`   |                             |
 *
 * What goes wrong looks as it does in a browser. A request that fails gets an `error` event with an `UnknownError`, or
 * `QuotaExceededError`, or the error of the test, and aborts its transaction unless the event's default is prevented;
 * a transaction that fails to begin or to commit is aborted. A crash, or a tear, aborts every transaction and closes
 * every connection. A commit whose acknowledgement is lost is made, but its client sees the transaction aborted without
 * an error and the connection closed; with an error of the test it sees that, and the connection stays. What is stalled
 * gets its event late, and the transaction stays active.
 *
 * Only what is opened through the factory that comes back is affected. Transactions ask a few requests of their own, so
 * they stay active a little longer than without faults.
 *
 * @param factory - Keeps the databases.
 * @param faults - What goes wrong.
 */
export function withIndexedDbFaults<Factory extends object>(factory: Factory, faults: IoFaults): Factory {
  const guarded = new GuardedFactory(factory as FactoryLike, faults)
  const replaced = new Map<PropertyKey, unknown>([
    ['open', (name: string, ...rest: unknown[]) => guarded.open(name, ...rest)],
    ['deleteDatabase', (name: string) => guarded.deleteDatabase(name)],
    ['databases', async () => guarded.databases()],
  ])
  return new Proxy(factory, {
    get: (target, property) => {
      const own: unknown = Reflect.get(target, property)
      return typeof own === 'function' ? (replaced.get(property) ?? (own.bind(target) as unknown)) : own
    },
  })
}
