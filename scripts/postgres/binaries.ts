import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { env } from 'node:process'

// Debian has a folder for each major version, and none of them is on PATH.
const debianRoot = '/usr/lib/postgresql'

/** The folder of PostgreSQL's programs: POSTGRES_BIN, or the usual places. */
export function findBinaries(): string {
  const told = env['POSTGRES_BIN']
  if (told !== undefined && told !== '') {
    if (!hasServer(told)) throw new Error(`POSTGRES_BIN is ${told}, but there is no PostgreSQL server there`)
    return told
  }
  const found = [...fromPgConfig(), ...fromDebian(), ...fromPath()].find(hasServer)
  if (found === undefined) {
    throw new Error(
      'There is no PostgreSQL server here, and one is needed: ' +
        'apt-get install postgresql, or set POSTGRES_BIN to the folder that has initdb and postgres',
    )
  }
  return found
}

function hasServer(folder: string): boolean {
  return ['initdb', 'postgres'].every((program) => existsSync(join(folder, program)))
}

// pg_config comes with the client's headers too, so it may exist without a server.
function fromPgConfig(): string[] {
  try {
    return [execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: 'pipe' }).trim()]
  } catch {
    return []
  }
}

function fromDebian(): string[] {
  if (!existsSync(debianRoot)) return []
  return readdirSync(debianRoot)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(debianRoot, version, 'bin'))
}

function fromPath(): string[] {
  return (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
}
