import { expect, it } from 'vitest'
import { createSqlAdapter } from 'budgetbook/sql'
import { commit, commitOptions, inserting, theBook } from '../../../../src/testing/conformance/commits.js'
import { makeCategory } from '../../../../src/testing/conformance/entities.js'
import { migratedSqlite } from '../../../support/sql/databases.js'

const adding = (id: string) => [inserting.category(makeCategory(id))]

it('a commit that is aborted while it waits for another ends at once, and is not made later', async () => {
  const { options } = migratedSqlite()
  const storage = createSqlAdapter(options)
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  // The database's one connection is taken, so the first commit waits for it, and the second for the first.
  const holding = options.db.connection().execute(async () => held)
  const first = commit(storage, adding('first'))
  const aborting = new AbortController()
  const second = commit(storage, adding('second'), { signal: aborting.signal })
  const third = commit(storage, adding('third'))
  aborting.abort('never mind')
  await expect(second).rejects.toMatchObject({ code: 'aborted', cause: 'never mind' })
  release()
  await Promise.all([holding, first, third])
  const { categories } = await storage.read(theBook, () => ({}))
  expect(categories.map(({ id }) => id)).toEqual(['first', 'third'])
})

it('a read that is aborted while it waits ends at once', async () => {
  const { options } = migratedSqlite()
  const storage = createSqlAdapter(options)
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const holding = options.db.connection().execute(async () => held)
  const aborting = new AbortController()
  const calls = [
    storage.read(theBook, () => ({}), { signal: aborting.signal }),
    storage.page(theBook, () => ({ limit: 1 }), { signal: aborting.signal }),
    storage.readAll(theBook, { signal: aborting.signal }),
  ]
  aborting.abort('never mind')
  for (const outcome of await Promise.allSettled(calls))
    expect(outcome).toMatchObject({ reason: { code: 'aborted', cause: 'never mind' } })
  release()
  await holding
})

it('an adapter that closes waits for the commits that are on their way, and takes no more', async () => {
  const { options } = migratedSqlite()
  const storage = createSqlAdapter(options)
  const commits = [commit(storage, adding('first')), commit(storage, adding('second'))]
  await storage.close()
  expect((await createSqlAdapter(options).read(theBook, () => ({}))).categories).toHaveLength(2)
  await Promise.all(commits)
  await expect(
    storage.transact(
      theBook,
      () => ({}),
      () => ({ changes: [], receipt: {} }),
      commitOptions(),
    ),
  ).rejects.toMatchObject({ code: 'closed' })
})
