/** The result codes of SQLite that mean more than "no": number, name, how the message begins. */
const results = [
  [5, 'SQLITE_BUSY', /^database is locked/],
  [6, 'SQLITE_LOCKED', /^database (?:table|schema) is locked/],
  [10, 'SQLITE_IOERR', /^disk I\/O error/],
  [11, 'SQLITE_CORRUPT', /^database disk image is malformed/],
  [13, 'SQLITE_FULL', /^database or disk is full/],
  [19, 'SQLITE_CONSTRAINT', /^(?:[A-Z ]+ )?constraint failed/],
  [26, 'SQLITE_NOTADB', /^file is not a database/],
] as const

/**
 * SQLite's name for a failure of `node:sqlite`, which gives the number. `@photostructure/sqlite` 1.2 gives neither where
 * a query fails; then the message has to do.
 */
export function sqliteCode(errcode: unknown, message: string): string {
  const isIt =
    typeof errcode === 'number'
      ? // The low byte is the code; the bytes above it say more of the cause.
        ([number]: (typeof results)[number]) => number === (errcode & 0xff)
      : ([, , text]: (typeof results)[number]) => text.test(message)
  const [, name] = results.find(isIt) ?? []
  return name ?? 'SQLITE_ERROR'
}
