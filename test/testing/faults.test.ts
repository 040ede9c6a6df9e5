import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, type StorageAdapter } from 'budgetbook'
import { adapterConformance, withFaults, type AdapterCall } from 'budgetbook/testing'

const options = { operation: null, source: 'test' }

/** Every method of an adapter, called once. */
const calls: Record<AdapterCall['method'], (adapter: StorageAdapter) => Promise<unknown>> = {
  open: async (adapter) => adapter.open(),
  read: async (adapter) => adapter.read('book', () => ({})),
  page: async (adapter) => adapter.page('book', () => ({ limit: 1 })),
  readAll: async (adapter) => adapter.readAll('book'),
  history: async (adapter) => adapter.history?.('book', { limit: 1 }),
  transact: async (adapter) =>
    adapter.transact(
      'book',
      () => ({ months: [] }),
      ({ settings }) => ({
        changes: [{ op: 'put', type: 'settings', value: { ...settings, monthStartDay: 25 } }],
        receipt: {},
      }),
      options,
    ),
  replace: async (adapter) => adapter.replace('book', (contents) => ({ contents, receipt: {} }), options),
  deleteBook: async (adapter) => adapter.deleteBook('book'),
  close: async (adapter) => adapter.close(),
}
const methods = Object.keys(calls) as AdapterCall['method'][]
const bookOf = (method: string) => (method === 'open' || method === 'close' ? null : 'book')
const fault = new Error('the cable was pulled')

describe('an adapter with faults', () => {
  it.each(
    adapterConformance({
      open: async () => {
        const adapter = withFaults(createMemoryAdapter(), {})
        return { connect: async () => adapter }
      },
    }),
  )('is like the one beneath where nothing goes wrong: $name', async ({ run }) => {
    await run()
  })

  it.each(methods)('fails before %s as the hook says, and does nothing', async (method) => {
    const made: string[] = []
    const inner = withFaults(createMemoryAdapter(), { before: (call) => void made.push(call.method) })
    const seen: AdapterCall[] = []
    const before = (call: AdapterCall) => {
      seen.push(call)
      throw fault
    }
    await expect(calls[method](withFaults(inner, { before }))).rejects.toBe(fault)
    expect(seen).toEqual([{ method, bookId: bookOf(method) }])
    expect(made).toEqual([])
  })

  it.each(methods)('fails after %s as the hook says, when it was done', async (method) => {
    const made: string[] = []
    const inner = withFaults(createMemoryAdapter(), { after: (call) => void made.push(call.method) })
    const seen: AdapterCall[] = []
    const after = (call: AdapterCall) => {
      seen.push(call)
      throw fault
    }
    await expect(calls[method](withFaults(inner, { after }))).rejects.toBe(fault)
    expect(seen).toEqual([{ method, bookId: bookOf(method) }])
    expect(made).toEqual([method])
  })

  it('waits for a hook that takes its time', async () => {
    const events: string[] = []
    const later = async (event: string) => {
      await new Promise((resolve) => setImmediate(resolve))
      events.push(event)
    }
    const inner = withFaults(createMemoryAdapter(), { before: () => void events.push('call') })
    await calls.read(
      withFaults(inner, { before: async () => later('before'), after: async () => later('after') }),
    )
    expect(events).toEqual(['before', 'call', 'after'])
  })

  it('leaves a failed call its own error', async () => {
    const adapter = createMemoryAdapter()
    await adapter.close()
    const after = () => {
      throw fault
    }
    await expect(calls.read(withFaults(adapter, { after }))).rejects.toMatchObject({ code: 'closed' })
  })

  it('tells of commits only where the one beneath does', () => {
    const silent = { ...createMemoryAdapter() }
    expect('subscribe' in withFaults(silent, {})).toBe(true)
    delete silent.subscribe
    expect('subscribe' in withFaults(silent, {})).toBe(false)
  })
})
