import type { Capabilities, StorageAdapter } from '../../storage/adapter.js'

/** Fresh, empty storage for one case. */
export interface AdapterHarness {
  /**
   * Makes one more client of the same storage. For an adapter that keeps its data to itself, return the same object
   * again: no case closes one client while it needs another.
   */
  connect(): Promise<StorageAdapter>
  /** Removes the storage. All clients are closed before. */
  dispose?(): Promise<void>
}

/** What a case works with. Clients are open when it gets them, and are closed after it. */
export interface Trial {
  /** The first client. */
  readonly adapter: StorageAdapter
  /** What the adapter declares. */
  readonly capabilities: Capabilities
  /** Makes one more client of the same storage. */
  readonly connect: () => Promise<StorageAdapter>
}

/** A case that still needs its storage. */
export interface TrialCase {
  readonly name: string
  readonly check: (trial: Trial) => Promise<void>
}

/** Runs a check on fresh storage, and always removes the storage afterwards. */
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
    // A case may have closed its client already. Other cases test closing.
    for (const client of clients) await client.close().catch(() => undefined)
    await harness.dispose?.()
  }
  try {
    const adapter = await connect()
    await check({ adapter, capabilities: await adapter.open(), connect })
  } catch (failure) {
    // The first failure is the one to report.
    await dispose().catch(() => undefined)
    throw failure
  }
  await dispose()
}

const reaches = ['instance', 'origin', 'database'] as const

/** Whether the adapter serializes everyone who can reach the data. */
function isIsolated({ reach, isolation }: Capabilities): boolean {
  return reaches.indexOf(isolation) >= reaches.indexOf(reach)
}

/** Clients to race: separate ones if the adapter serializes them, otherwise the same client several times. */
export async function racers(
  { adapter, capabilities, connect }: Trial,
  count: number,
): Promise<StorageAdapter[]> {
  const clients = [adapter]
  while (clients.length < count) clients.push(isIsolated(capabilities) ? await connect() : adapter)
  return clients
}

/** A client that was opened after the first was closed; `null` if no data outlives a client. */
export async function reopened({ adapter, capabilities, connect }: Trial): Promise<StorageAdapter | null> {
  if (capabilities.durability === 'none' && capabilities.reach === 'instance') return null
  await adapter.close()
  return connect()
}
