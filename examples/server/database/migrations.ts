import { Migrator, sql, type Kysely, type Migration } from 'kysely'
import type { AppDatabase } from './tables.js'

// A migration that ran somewhere is never changed. The next one is added with a higher number.
const migrations: Readonly<Record<string, Migration>> = {
  '0001': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .createTable('app_users')
        .addColumn('id', 'varchar(100)', (column) => column.primaryKey())
        .addColumn('tokens_valid_from', 'bigint', (column) => column.notNull().defaultTo(0))
        .execute()
      await db.schema
        .createTable('app_books')
        .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('deleted_at', 'bigint')
        .execute()
      await db.schema
        .createTable('app_members')
        .addColumn('book_id', 'varchar(36)', (column) => column.notNull().references('app_books.id'))
        .addColumn('user_id', 'varchar(100)', (column) => column.notNull().references('app_users.id'))
        .addColumn('role', 'text', (column) =>
          column.notNull().check(sql`role in ('owner', 'editor', 'viewer')`),
        )
        .addPrimaryKeyConstraint('app_members_key', ['book_id', 'user_id'])
        .execute()
      await db.schema.createIndex('app_members_user').on('app_members').column('user_id').execute()
    },
  },
  '0002': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .alterTable('app_members')
        // Those who were members before there were invitations stay members.
        .addColumn('accepted', 'integer', (column) =>
          column
            .notNull()
            .defaultTo(1)
            .check(sql`accepted in (0, 1)`),
        )
        .execute()
    },
  },
  '0003': {
    up: async (db: Kysely<unknown>) => {
      await db.schema.alterTable('app_books').addColumn('emptied_at', 'bigint').execute()
      // Has only the books whose deletion has to be finished, however many were deleted before.
      await sql`create index app_books_unfinished on app_books (deleted_at, id)
        where deleted_at is not null and emptied_at is null`.execute(db)
    },
  },
}

/** Brings the app's tables up to date. Any number of processes may start at once. */
export async function migrateApp(db: AppDatabase, dialect: 'postgres' | 'sqlite'): Promise<void> {
  // On PostgreSQL, Kysely takes a lock itself.
  if (dialect === 'postgres') return run(db)
  // On SQLite, Kysely takes no lock. Here, the first process to begin locks the file, and the others wait.
  await db.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection)
    try {
      await run(connection)
      await sql`commit`.execute(connection)
    } catch (error) {
      await sql`rollback`.execute(connection)
      throw error
    }
  })
}

async function run(db: AppDatabase): Promise<void> {
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: 'app_migrations',
    migrationLockTableName: 'app_migrations_lock',
  }).migrateToLatest()
  if (error !== undefined)
    throw new Error('The tables of the app cannot be brought up to date', { cause: error })
}
