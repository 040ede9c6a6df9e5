import { mkdtempSync, chownSync, readFileSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverAccount, type Account } from './account.js'
import { findBinaries } from './binaries.js'

/** The folder and the files of one server. */
export interface Place {
  readonly binaries: string
  readonly account: Account
  /** All files of the server are in here, its socket too. */
  readonly folder: string
  readonly dataDirectory: string
  /** The output of the program that was started last. */
  readonly log: string
}

/** Makes a folder for a server that nobody else may read. */
export function makePlace(): Place {
  const binaries = findBinaries()
  const account = serverAccount()
  // Without symbolic links, because the server reports its folder in this form.
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'postgres-'))
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid)
  return { binaries, account, folder, dataDirectory: join(folder, 'data'), log: join(folder, 'log') }
}

/** The end of the output of the program that was started last. */
export function lastWords({ log }: Place): string {
  return readFileSync(log, 'utf8').slice(-4000).trim()
}
