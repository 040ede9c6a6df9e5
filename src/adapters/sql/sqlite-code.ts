/** The result codes of SQLite that need their own handling: number, name, start of the message. */
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
 * SQLite's name for a failure of `node:sqlite`, which gives only the number. `@photostructure/sqlite` 1.2 gives
 * neither name nor number for a failed query, so the message decides.
 */
export function sqliteCode(errcode: unknown, message: string): string {
  const isIt =
    typeof errcode === 'number'
      ? // The low byte is the code; the higher bytes give more detail.
        ([number]: (typeof results)[number]) => number === (errcode & 0xff)
      : ([, , text]: (typeof results)[number]) => text.test(message)
  const [, name] = results.find(isIt) ?? []
  return name ?? 'SQLITE_ERROR'
}
