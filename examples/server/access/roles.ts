import type { Role } from '../database/tables.js'

/** An operation of the API. */
export interface Operation {
  readonly id: string
  readonly method: string
  /** Whether this request changes the settings. An undo does if its entry changed them. */
  readonly changesSettings?: boolean
}

// They are sent by POST because they have a body. They change nothing.
const questions: ReadonlySet<string> = new Set(['askPace', 'previewBudgets', 'previewSpend'])

// They change what every amount or every month of the book means, or replace the whole book.
const ofOwners: ReadonlySet<string> = new Set([
  'updateSettings',
  'changeCurrency',
  'changeMonthStart',
  'importBook',
])

/**
 * Whether a role may do an operation: a viewer reads, an editor changes everything but the settings and the book as a whole, and an owner
 * does everything.
 */
export function mayDo(role: Role, { id, method, changesSettings = false }: Operation): boolean {
  switch (role) {
    case 'owner':
      return true
    case 'editor':
      return !ofOwners.has(id) && !changesSettings
    case 'viewer':
      return method === 'GET' || questions.has(id)
  }
}
