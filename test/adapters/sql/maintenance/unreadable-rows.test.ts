import { describe, expect, it } from 'vitest'
import { createSqlAdapter, repair, verify, type SqlOptions } from 'budgetbook/sql'
import { commit, theBook } from '../../../../src/testing/conformance/commits.js'
import { insert } from '../../../../src/testing/conformance/topics/history/entries.js'
import { dialects, migrated, run } from '../history/tables.js'

async function bookWithLogs(dialect: (typeof dialects)[number], count = 3): Promise<SqlOptions> {
  const options = await migrated(dialect)
  const storage = createSqlAdapter(options)
  for (let at = 1; at <= count; at++) {
    await insert(storage, `h${at}`)
    await commit(storage, [], { operation: { id: `o${at}`, fingerprint: 'f' } })
  }
  return options
}

const locationsIn = async (options: SqlOptions) =>
  (await verify(options, theBook)).map(({ location }) => location)

describe.each(dialects)('of the history and the operations, verify in %s', (dialect) => {
  it.each([
    ["update #history set entry = '{}' where position = 2", 'history["book","2"]'],
    ["update #history set entry = '[]' where position = 3", 'history["book","3"]'],
    ['update #history set position = 0 where position = 1', 'history["book","0"]'],
    ["update #operations set receipt = '7' where id = 'o1'", 'operations["book","o1"]'],
    ["update #operations set receipt = '[]' where id = 'o3'", 'operations["book","o3"]'],
    ["update #operations set recorded_at = 'yesterday' where id = 'o2'", 'operations["book","o2"]'],
    ["update #operations set recorded_at = '' where id = 'o2'", 'operations["book","o2"]'],
  ])('finds the row that cannot be read: %s', async (damage, location) => {
    const options = await bookWithLogs(dialect)
    expect(await verify(options, theBook)).toEqual([])
    await run(options, damage)
    expect(await locationsIn(options)).toEqual([location])
  })

  it('finds each of them, beside what is wrong with the book', async () => {
    const options = await bookWithLogs(dialect)
    await run(options, "update #history set entry = '{}'")
    await run(options, "update #operations set receipt = '7'")
    await run(options, "update #categories set name = ''")
    expect(await locationsIn(options)).toEqual([
      'categories["book","h1"]',
      ...['1', '2', '3'].map((position) => `history["book","${position}"]`),
      ...['o1', 'o2', 'o3'].map((id) => `operations["book","${id}"]`),
    ])
  })

  it('reads all of them, however many, and none of another book', async () => {
    const options = await bookWithLogs(dialect, 1)
    const [numbers, cast] =
      dialect === 'sqlite'
        ? [
            '(with recursive n(n) as (select 2 union all select n + 1 from n where n < 1001) select n from n)',
            'n',
          ]
        : ['generate_series(2, 1001) as n', 'n']
    await run(options, `insert into #history select 'book', ${cast}, 'h' || ${cast}, '{}' from ${numbers}`)
    await run(
      options,
      `insert into #operations (book_id, id, fingerprint, receipt) select 'book', 'p' || ${cast}, '', '[]' from ${numbers}`,
    )
    await run(
      options,
      "insert into #operations (book_id, id, fingerprint, receipt) values ('other', 'x', '', '[]')",
    )
    const found = await locationsIn(options)
    expect(found).toHaveLength(2_000)
    expect(new Set(found).size).toBe(2_000)
    expect(found.filter((location) => location.includes('other'))).toEqual([])
  })

  it('finds an operation without its instant sound, as version 1.0 of the tables left it', async () => {
    const options = await bookWithLogs(dialect)
    await run(options, 'update #operations set recorded_at = null')
    expect(await locationsIn(options)).toEqual([])
  })

  it('finds a damaged instant that a repeated call does not need', async () => {
    const options = await bookWithLogs(dialect)
    await run(options, "update #operations set recorded_at = 'yesterday' where id = 'o1'")
    const again = await commit(createSqlAdapter(options), [], { operation: { id: 'o1', fingerprint: 'f' } })
    expect(again.replayed).toBe(true)
  })

  it('and repair leaves them, and says so', async () => {
    const options = await bookWithLogs(dialect)
    await run(options, "update #history set entry = '{}' where position = 2")
    const { repaired, remaining } = await repair(options, theBook)
    expect(repaired).toEqual([])
    expect(remaining.map(({ location }) => location)).toEqual(['history["book","2"]'])
    expect(await locationsIn(options)).toEqual(['history["book","2"]'])
  })
})
