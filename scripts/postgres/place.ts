import { mkdtempSync, chownSync, readFileSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverAccount, type Account } from './account.js'
import { findBinaries } from './binaries.js'

/** Where one server lives, and what it runs with. */
export interface Place {
  readonly binaries: string
  readonly account: Account
  /** Everything of this server is in here, its socket too. */
  readonly folder: string
  readonly dataDirectory: string
  /** What the program that was started last has written. */
  readonly log: string
}

/** Makes a folder for a server, which nobody else may read. */
export function makePlace(): Place {
  const binaries = findBinaries()
  const account = serverAccount()
  // Without symbolic links, as the server names its folder itself.
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'postgres-'))
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid)
  return { binaries, account, folder, dataDirectory: join(folder, 'data'), log: join(folder, 'log') }
}

/** The end of what the program that was started last has written. */
export function lastWords({ log }: Place): string {
  return readFileSync(log, 'utf8').slice(-4000).trim()
}
