import { Client, type ClientConfig } from 'pg'

/** Runs work on a new connection. */
export async function withClient<Result>(
  connection: ClientConfig,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 5000 })
  // An error rejects the call that it belongs to. Without this listener, it would also end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await use(client)
  } finally {
    await client.end()
  }
}

/** The data directory of the PostgreSQL at a connection; undefined if none answers (yet). */
export async function askDataDirectory(connection: ClientConfig): Promise<string | undefined> {
  try {
    return await withClient(connection, async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('show data_directory')
      return rows[0]?.data_directory
    })
  } catch {
    return undefined
  }
}
