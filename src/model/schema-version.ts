import { BudgetBookError } from '../errors/error.js'

/** A version of what is stored, `major.minor`: a newer minor can be read, and what it adds is kept. */
export interface SchemaVersion {
  readonly major: number
  readonly minor: number
}

/**
 * Checks the version of stored data, and gives the one to write back: a newer minor version stays.
 *
 * @param found - What was stored as its version; `null` comes back where it is none.
 * @param supported - The newest version that this code knows.
 * @param location - Where it is stored, for the error.
 * @throws `storage_future_version` for a newer major version.
 */
export function checkVersion(found: unknown, supported: SchemaVersion, location: string): string | null {
  const match = typeof found === 'string' ? /^(\d{1,6})\.(\d{1,6})$/.exec(found) : null
  if (!match) return null
  const major = Number(match[1])
  const current = `${supported.major}.${supported.minor}`
  if (major > supported.major) {
    throw new BudgetBookError(
      'storage_future_version',
      `${location} has version ${match[0]}; this code knows ${current}`,
      {
        location,
        found: match[0],
        supported: current,
      },
    )
  }
  if (major < 1) return null
  return major === supported.major && Number(match[2]) > supported.minor ? match[0] : current
}
