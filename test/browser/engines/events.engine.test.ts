import { describe, expect, it } from 'vitest'
import { adapterKinds } from '../place.js'
import { engines } from './engines.js'
import { useEngine } from './use-engine.js'

const commits = 20

describe.each(engines)('in $name', (engine) => {
  const openTabs = useEngine(engine)

  it.each(adapterKinds)("a tab on %s hears of another one's commits, of each once", async (kind) => {
    const place = { kind, name: 'events' }
    const { tabs } = await openTabs(2)
    const [writer, listener] = tabs
    const categoryId = await writer!.call('prepareListening', place)
    for (const tab of tabs) await tab.call('listen', { place, categoryId })
    await writer!.call('recordExpenses', commits)
    await listener!.call('hear', commits)
    // One commit more: had any been told of twice, it would have been by now.
    await writer!.call('recordExpenses', 1)
    const heard = await listener!.call('hear', commits + 1)
    expect(heard.map(({ event }) => event.origin)).toEqual(heard.map(() => 'remote'))
    expect(heard).toHaveLength(commits + 1)
    expect(heard.at(-1)?.expenseCount).toBe(commits + 1)
    const own = await writer!.call('hear', commits + 1)
    expect(own.map(({ event }) => event.origin)).toEqual(heard.map(() => 'local'))
  })
})
