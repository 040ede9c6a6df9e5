import { BudgetBookError } from '../errors/error.js'

/**
 * The version of stored data, `major.minor`. A newer minor version can be read, and the fields that it adds are kept.
 */
export interface SchemaVersion {
  readonly major: number
  readonly minor: number
}

/**
 * Checks the version of stored data. Returns the version to write back: a newer minor version is kept.
 *
 * @param found - What was stored as the version. The result is `null` if that is not a version.
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
      `The version of ${location} is ${match[0]}; this code knows ${current}`,
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
