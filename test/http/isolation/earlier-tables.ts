/**
 * The app's tables as its first version made them, before there were invitations, in the SQL that both databases speak: with
 * a shared book of ada's, of which bob is a viewer.
 */
export function earlierTables(bookId: string): string {
  return `
    create table app_migrations (name varchar(255) not null primary key, timestamp varchar(255) not null);
    insert into app_migrations values ('0001', '2026-01-01T00:00:00.000Z');
    create table app_migrations_lock (id varchar(255) not null primary key, is_locked integer default 0 not null);
    insert into app_migrations_lock values ('migration_lock', 0);
    create table app_users (id varchar(100) primary key, tokens_valid_from bigint default 0 not null);
    insert into app_users values ('ada', 0), ('bob', 0);
    create table app_books (id varchar(36) primary key, name text not null, deleted_at bigint);
    insert into app_books values ('${bookId}', 'Household', null);
    create table app_members (
      book_id varchar(36) not null references app_books (id),
      user_id varchar(100) not null references app_users (id),
      role text not null check (role in ('owner', 'editor', 'viewer')),
      constraint app_members_key primary key (book_id, user_id)
    );
    insert into app_members values ('${bookId}', 'ada', 'owner'), ('${bookId}', 'bob', 'viewer');
    create index app_members_user on app_members (user_id);
  `
}
