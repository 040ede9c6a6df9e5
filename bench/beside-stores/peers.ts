import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { z } from 'zod'

/** An expense as an app writes it into a store that knows nothing of budgets. */
interface PlainExpense {
  readonly id: string
  readonly categoryId: string
  readonly amount: string
  readonly date: string
  readonly description: string
}

/** Another store of objects in memory, with the same checks and indexes. */
export interface Peer {
  readonly name: string
  readonly insert: (expense: PlainExpense) => unknown
}

const schema = z.object({
  id: z.string().min(1).max(200),
  categoryId: z.string().min(1).max(200),
  amount: z.string().regex(/^-?\d{1,15}(\.\d{1,4})?$/),
  date: z.iso.date(),
  description: z.string().max(500),
})

const modules = new URL('../peers/node_modules/', import.meta.url)

/** Opens the peers, or says why not: they are no part of what the package itself needs. */
export async function openPeers(): Promise<readonly Peer[] | { readonly why: string }> {
  if (!existsSync(modules)) return { why: 'they are not installed: npm run bench:peers' }
  return [await openLoki(), await openTanStack(), await openRx()]
}

const { resolve } = createRequire(new URL('package.json', modules))

async function load<Exports>(name: string): Promise<Exports> {
  return (await import(resolve(name))) as Exports
}

async function openLoki(): Promise<Peer> {
  interface Collection {
    readonly insert: (document: object) => unknown
  }
  interface Loki {
    readonly addCollection: (name: string, options: object) => Collection
  }
  const { default: Database } = await load<{ default: new (name: string) => Loki }>('lokijs')
  const collection = new Database('bench').addCollection('expenses', {
    unique: ['id'],
    indices: ['date', 'categoryId'],
  })
  return { name: 'LokiJS, with a zod schema', insert: (expense) => collection.insert(schema.parse(expense)) }
}

async function openTanStack(): Promise<Peer> {
  interface Collection {
    readonly insert: (row: object) => { readonly isPersisted: { readonly promise: Promise<unknown> } }
  }
  const { createCollection, localOnlyCollectionOptions } = await load<{
    createCollection: (options: object) => Collection
    localOnlyCollectionOptions: (options: object) => object
  }>('@tanstack/db')
  const collection = createCollection(
    localOnlyCollectionOptions({ id: 'expenses', getKey: ({ id }: PlainExpense) => id, schema }),
  )
  return {
    name: 'TanStack DB, with a zod schema',
    insert: async (expense) => collection.insert({ ...expense }).isPersisted.promise,
  }
}

async function openRx(): Promise<Peer> {
  interface Database {
    readonly addCollections: (collections: object) => Promise<{
      readonly expenses: { readonly insert: (document: object) => Promise<unknown> }
    }>
  }
  const { createRxDatabase } = await load<{ createRxDatabase: (options: object) => Promise<Database> }>(
    'rxdb/plugins/core',
  )
  const { getRxStorageMemory } = await load<{ getRxStorageMemory: () => object }>(
    'rxdb/plugins/storage-memory',
  )
  const text = (maxLength: number) => ({ type: 'string', maxLength })
  const database = await createRxDatabase({ name: 'bench', storage: getRxStorageMemory() })
  const { expenses } = await database.addCollections({
    expenses: {
      schema: {
        version: 0,
        primaryKey: 'id',
        type: 'object',
        properties: {
          id: text(200),
          categoryId: text(200),
          amount: text(40),
          date: text(10),
          description: text(500),
        },
        required: ['id', 'categoryId', 'amount', 'date', 'description'],
        indexes: ['date', 'categoryId'],
      },
    },
  })
  return {
    name: 'RxDB in memory, with a zod schema',
    insert: async (expense) => expenses.insert(schema.parse(expense)),
  }
}
