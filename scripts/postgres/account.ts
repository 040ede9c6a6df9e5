import { execFileSync } from 'node:child_process'
import { getuid } from 'node:process'

/** The account that a program runs as. If it is empty, that of this process. */
export interface Account {
  readonly uid?: number
  readonly gid?: number
}

/** The account for a server. PostgreSQL refuses to run as root, so for root it is the user postgres. */
export function serverAccount(): Account {
  return getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
}

function idOf(which: '-u' | '-g'): number {
  try {
    return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }))
  } catch (error) {
    throw new Error(
      'PostgreSQL refuses to run as root, and there is no user postgres to run it as: add one, or do not be root',
      { cause: error },
    )
  }
}
