// Runs the example on PostgreSQL, on a temporary server. Uses PGlite if there is no PostgreSQL, or with --pglite.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { findBinaries } from './binaries.js'
import { startPostgres } from './server.js'
import { runOnSources } from '../entries.mjs'

async function runExample(url: string | undefined): Promise<number> {
  const example = fileURLToPath(new URL('../../examples/postgres.ts', import.meta.url))
  const { DATABASE_URL: _, ...rest } = process.env
  const env = url === undefined ? rest : { ...rest, DATABASE_URL: url }
  const child = spawn(process.execPath, [...runOnSources, example], { env, stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}

function isInstalled(): boolean {
  try {
    findBinaries()
    return true
  } catch (error) {
    console.log(`${error instanceof Error ? error.message : String(error)}\nSo this runs on PGlite.\n`)
    return false
  }
}

// If PostgreSQL is installed and does not start, that is an error: nobody should think that PGlite was PostgreSQL.
const server = !process.argv.includes('--pglite') && isInstalled() ? await startPostgres() : null
try {
  if (server) console.log(`A PostgreSQL of its own, on port ${server.port}`)
  const connection = server?.connection
  const url =
    connection && `postgres://${connection.user}@${connection.host}:${connection.port}/${connection.database}`
  process.exitCode = await runExample(url)
} finally {
  await server?.stop()
  if (server) console.log('The server was stopped, and its folder removed')
}
