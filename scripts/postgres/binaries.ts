import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { env } from 'node:process'

// Debian keeps a folder for each major version, and puts none of them on PATH.
const debianRoot = '/usr/lib/postgresql'

/** The folder that PostgreSQL's programs are in: where POSTGRES_BIN says, or else where they usually are. */
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

// It comes with the client's headers too: that it answers does not mean that there is a server.
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
