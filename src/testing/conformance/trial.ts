import type { Capabilities, StorageAdapter } from '../../storage/adapter.js'

/** Fresh, empty storage that a case works on. */
export interface AdapterHarness {
  /**
   * One more client of the same storage. An adapter that keeps its data to itself gives the same object again: no case
   * closes one client while it needs another.
   */
  connect(): Promise<StorageAdapter>
  /** Takes the storage down; every client was closed before. */
  dispose?(): Promise<void>
}

/** What a case works with: clients come open, and are closed after it. */
export interface Trial {
  /** The first client. */
  readonly adapter: StorageAdapter
  /** What it declares. */
  readonly capabilities: Capabilities
  /** One more client of the same storage. */
  readonly connect: () => Promise<StorageAdapter>
}

/** A case before it is given storage. */
export interface TrialCase {
  readonly name: string
  readonly check: (trial: Trial) => Promise<void>
}

/** Runs a check on fresh storage, and takes that down whatever comes of it. */
export async function runTrial(
  open: () => Promise<AdapterHarness>,
  check: TrialCase['check'],
): Promise<void> {
  const harness = await open()
  const clients = new Set<StorageAdapter>()
  const connect = async (): Promise<StorageAdapter> => {
    const client = await harness.connect()
    clients.add(client)
    await client.open()
    return client
  }
  const dispose = async (): Promise<void> => {
    // A case may have closed its client; whether closing works is a case of its own.
    for (const client of clients) await client.close().catch(() => undefined)
    await harness.dispose?.()
  }
  try {
    const adapter = await connect()
    await check({ adapter, capabilities: await adapter.open(), connect })
  } catch (failure) {
    // The first failure is the one to tell of.
    await dispose().catch(() => undefined)
    throw failure
  }
  await dispose()
}

const reaches = ['instance', 'origin', 'database'] as const

/** Whether everyone who gets at the data is kept from racing. */
function isIsolated({ reach, isolation }: Capabilities): boolean {
  return reaches.indexOf(isolation) >= reaches.indexOf(reach)
}

/** Clients to race: separate ones where the adapter keeps them apart, else the one client, as often as asked. */
export async function racers(
  { adapter, capabilities, connect }: Trial,
  count: number,
): Promise<StorageAdapter[]> {
  const clients = [adapter]
  while (clients.length < count) clients.push(isIsolated(capabilities) ? await connect() : adapter)
  return clients
}

/** A client that was opened after the first was closed; `null` where nothing outlives a client. */
export async function reopened({ adapter, capabilities, connect }: Trial): Promise<StorageAdapter | null> {
  if (capabilities.durability === 'none' && capabilities.reach === 'instance') return null
  await adapter.close()
  return connect()
}
