import type { PGlite } from '@electric-sql/pglite'
import type { PostgresPool, PostgresPoolClient } from 'kysely'

/**
 * PGlite as the pool that Kysely's PostgreSQL dialect needs: one connection, for one user at a time. Kysely 0.29 has
 * its own dialect for PGlite, but needs Node 22.
 */
export function pglitePool(pglite: PGlite): PostgresPool {
  let last: Promise<void> = Promise.resolve()
  return {
    connect: async () => {
      const before = last
      let release = (): void => undefined
      last = new Promise((resolve) => {
        release = resolve
      })
      await before
      const client: Pick<PostgresPoolClient, 'release'> & { query: unknown } = {
        query: async (text: string, parameters: readonly unknown[]) => {
          const { rows, affectedRows = 0 } = await pglite.query(text, [...parameters])
          return { command: 'SELECT', rowCount: affectedRows, rows }
        },
        release,
      }
      return client as PostgresPoolClient
    },
    end: async () => pglite.close(),
  }
}
