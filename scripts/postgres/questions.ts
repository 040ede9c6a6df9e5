import { Client, type ClientConfig } from 'pg'

/** Does something with a connection of its own. */
export async function withClient<Result>(
  connection: ClientConfig,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 5000 })
  // What goes wrong rejects the call that it concerns; without a listener it would end the process besides.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await use(client)
  } finally {
    await client.end()
  }
}

/** The data directory of the PostgreSQL at a connection; undefined when none answers, or not yet. */
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
