import type { Kysely } from 'kysely'

/** What a member of a shared book may do. access/roles.ts says what each means. */
export type Role = 'owner' | 'editor' | 'viewer'

/** The app's own tables, beside those of the package. */
export interface Tables {
  app_users: {
    id: string
    /** Tokens issued until this instant are invalid, in milliseconds. */
    tokens_valid_from: number
  }
  /** The shared books. A user's own book needs no row. */
  app_books: {
    id: string
    name: string
    /** When it was deleted, in milliseconds. The row stays for ever, so that nobody gets its id again. */
    deleted_at: number | null
    /** When its contents were deleted for the last time, in milliseconds. Nothing can be written to it after that. */
    emptied_at: number | null
  }
  app_members: {
    book_id: string
    user_id: string
    role: Role
    /** 1 for a member, 0 for somebody who was invited and has not accepted. SQLite has no booleans. */
    accepted: 0 | 1
  }
}

/** The database of the app. */
export type AppDatabase = Kysely<Tables>
