import { beforeAll, describe, expect, it } from 'vitest'
import { parseMonth } from '../../src/index.js'
import { openTabs, type Tab } from './harness/tabs.js'
import { usePrivateSite } from './harness/use-site.js'
import type { Heard } from './page/tasks/listening.js'
import { adapterKinds } from './place.js'

const { browser, site } = usePrivateSite()
const commits = 20

describe.each(adapterKinds)('two tabs that listen to a book on %s', (kind) => {
  const place = { kind, name: 'events' }
  let writer: Tab | undefined
  let listener: Tab | undefined
  let heard: readonly Heard[] = []

  beforeAll(async () => {
    ;[writer, listener] = await openTabs(await browser().newContext(), site().origin, 2)
    const categoryId = await writer!.call('prepareListening', place)
    for (const tab of [writer!, listener!]) await tab.call('listen', { place, categoryId })
    await writer!.call('recordExpenses', commits)
    await listener!.call('hear', commits)
    // One commit more: had any been told of twice, it would have been by now.
    await writer!.call('recordExpenses', 1)
    heard = await listener!.call('hear', commits + 1)
  })

  it("hear of each other's commits, of each once, and where it was", () => {
    expect(heard).toHaveLength(commits + 1)
    for (const { event } of heard) {
      expect(event.origin).toBe('remote')
      expect(event.months === 'all' || event.months.includes(parseMonth('2026-02'))).toBe(true)
    }
  })

  it('have a version that grows with each of them', () => {
    const versions = heard.map(({ version }) => version)
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
    expect(versions[0]).toBeGreaterThan(0)
  })

  it('find in their reads what they have heard of', () => {
    expect(heard.filter(({ expenseCount }, at) => expenseCount < at + 1)).toEqual([])
    expect(heard.at(-1)?.expenseCount).toBe(commits + 1)
  })

  it('hear of their own commits as their own, and never of the echo', async () => {
    await listener!.call('recordExpenses', 1)
    const ofWriter = await writer!.call('hear', commits + 2)
    expect(ofWriter.map(({ event }) => event.origin)).toEqual([
      ...Array.from({ length: commits + 1 }, () => 'local'),
      'remote',
    ])
  })
})
