import { describe, expect, it } from 'vitest'
import type { StorageAdapter } from 'budgetbook'
import { adapterConformance } from 'budgetbook/testing'
import { aliasingAdapter } from './broken/aliasing.js'
import {
  expiryDroppingAdapter,
  groupDroppingAdapter,
  originalDroppingAdapter,
  pruningAdapter,
} from './broken/dropping.js'
import { forgetfulAdapter } from './broken/forgetful.js'
import { halfCommittingAdapter } from './broken/half-committing.js'
import { miscountingAdapter } from './broken/miscounting.js'
import { mixingAdapter } from './broken/mixing.js'
import { racingAdapter } from './broken/racing.js'
import { sharedMemory } from './broken/shared-memory.js'
import { sharingAdapter } from './broken/sharing.js'
import { slippingAdapter } from './broken/slipping.js'
import { ungroupingAdapter } from './broken/ungrouping.js'
import { unmovingAdapter } from './broken/unmoving.js'

/** The names of the cases that an adapter fails. */
async function failedBy(wrap: (inner: StorageAdapter) => StorageAdapter): Promise<string[]> {
  const cases = adapterConformance({
    open: async () => {
      const connect = sharedMemory()
      return { connect: async () => wrap(connect()) }
    },
  })
  const failed: string[] = []
  for (const { name, run } of cases) await run().catch(() => failed.push(name))
  return failed
}

describe('the conformance suite', () => {
  it('finds nothing wrong with a sound adapter', async () => {
    expect(await failedBy((inner) => inner)).toEqual([])
  })

  it('catches one that lets racing writers both commit', async () => {
    expect(await failedBy(racingAdapter)).toEqual([
      'race: writers of one client keep a limit together',
      'race: clients keep a limit together',
      'race: clients keep a limit together while groups and categories move',
      'race: one makes the first write to a book',
      'race: no increment is lost',
      'race: one of those that spend a hold gets it',
      'race: writers of one client keep a limit of holds together',
      'race: clients keep a limit of holds together',
      'history: has one entry for each racing commit',
      'close: writes that were asked for before it are made',
    ])
  })

  it('catches one that applies half of a commit', async () => {
    expect(await failedBy(halfCommittingAdapter)).toEqual([
      'holds: go as their expense comes, all or nothing, and once',
      'conflict: the id of a category is taken',
      'conflict: the id of a budget is taken in its month',
      'conflict: the id of a budget is taken in another month',
      'conflict: the id of an expense is taken in its month',
      'conflict: the id of an expense is taken in another month',
      'conflict: the id of a hold is taken in its month',
      'conflict: the id of a hold is taken in another month',
      'conflict: the id of a group is taken',
      'conflict: one of many ids is taken, in whatever month',
      'scope: a commit that puts a budget outside of it is refused',
      'scope: a commit that removes a budget outside of it is refused',
      'scope: a commit that puts an expense outside of it is refused',
      'scope: a commit that removes an expense outside of it is refused',
      'scope: a commit that puts a hold outside of it is refused',
      'scope: a commit that removes a hold outside of it is refused',
      'scope: a commit that places a hold in a month outside of it is refused',
      'scope: a commit that closes a month outside of it is refused',
      'scope: a commit that inserts into a month outside of it is refused',
      'refusal: a commit that puts a category that is not there changes nothing',
      'refusal: a commit that removes a category that is not there changes nothing',
      'refusal: a commit that moves a category that is not there changes nothing',
      'refusal: a commit that moves a category in front of one that is not there changes nothing',
      'refusal: a commit that puts a group that is not there changes nothing',
      'refusal: a commit that removes a group that is not there changes nothing',
      'refusal: a commit that moves a group that is not there changes nothing',
      'refusal: a commit that moves a group in front of one that is not there changes nothing',
      'operation: a refused one is not recorded',
      'race: a read sees one instant while money moves between months',
      'subscribe: tells of holds, and of both months of one that moves',
      'history: a refused commit appends nothing',
      'subscribe: tells the source, the operation, the months and the changes',
      'subscribe: tells of groups, and of moves as updates',
      'close: writes that were asked for before it are made',
    ])
  })

  it('catches one that hands out its own objects', async () => {
    expect(await failedBy(sharingAdapter)).toEqual(['copies: what is read is not shared'])
  })

  it('catches one that mixes up two book ids', async () => {
    expect(await failedBy(mixingAdapter)).toEqual([
      'books: each holds its own, whatever their ids look like',
      'books: a commit changes one only',
      'books: deleting one leaves the others',
      'history: belongs to one book',
    ])
  })

  it('catches one that forgets an operation id', async () => {
    expect(await failedBy(forgetfulAdapter)).toEqual([
      'group: is kept where the book has nothing else',
      'group: may be the first that a book gets, in an operation too',
      'move: an operation that only moves is done once',
      'holds: go as their expense comes, all or nothing, and once',
      'books: deleting one takes everything, its operations too',
      'copies: receipts are not shared',
      'operation: asked for again, it gives the first receipt and does nothing',
      'operation: is known after a reopening',
      'operation: a replace is one too',
      'operation: one within a single month is known too',
      'operation: is recorded even where it changes nothing',
      'operation: another request under its id is operation_mismatch',
      'operation: asked for by many at once, it is done once',
      'history: a repeated operation appends nothing',
      'subscribe: tells the source, the operation, the months and the changes',
      'subscribe: tells of groups, and of moves as updates',
      'subscribe: a commit hands back what subscribers are told',
    ])
  })

  it('catches one that keeps wrong totals after an update or a removal', async () => {
    expect(await failedBy(miscountingAdapter)).toEqual([
      'totals: are exact in JPY',
      'totals: are exact in USD',
      'totals: are exact in KWD',
      'totals: are exact in CLF',
      'totals: follow updates of amount, category and month',
      'totals: disappear with the last expense, not at zero',
      'totals: are what the expenses come to, after many commits',
      'replace: the book goes on from there',
    ])
  })

  it('catches one that pages expenses in an unstable order', async () => {
    expect(await failedBy(slippingAdapter)).toEqual([
      'page: pages follow one another without a gap',
      'page: shows nothing twice and loses nothing while expenses come and go',
    ])
  })

  it('catches one that ignores moves', async () => {
    expect(await failedBy(unmovingAdapter)).toEqual([
      'group: changes beside a month, and apart from settings and categories',
      'group: is rewritten by full-book work, in its order',
      'move: categories and groups are in the order they were moved to',
      'move: the order stays after the commits of any client',
      'move: goes with insertions and removals in one commit',
      'move: the order stays after full-book work, which may change it',
      'move: an operation that only moves is done once',
      'race: no move is lost',
      'refusal: a commit that moves a category that is not there changes nothing',
      'refusal: a commit that moves a category in front of one that is not there changes nothing',
      'refusal: a commit that moves a group that is not there changes nothing',
      'refusal: a commit that moves a group in front of one that is not there changes nothing',
      'text: any id finds its category, group, budget, expense and hold',
      'subscribe: tells of groups, and of moves as updates',
    ])
  })

  it('catches one that loses groups in full-book work', async () => {
    expect(await failedBy(ungroupingAdapter)).toEqual([
      'group: is kept where the book has nothing else',
      'group: is rewritten by full-book work, in its order',
      'move: the order stays after full-book work, which may change it',
      'fields: what a newer version adds to groups, rollover rules and original amounts is kept',
      'replace: rewrites everything, totals included',
      'replace: the book goes on from there',
      'replace: what readAll gave makes the same book',
    ])
  })

  it('catches one that drops the groups of categories', async () => {
    expect(await failedBy(groupDroppingAdapter)).toEqual([
      'group: changes beside a month, and apart from settings and categories',
      'group: goes with its book, and a new book has none',
      'fields: groups, rollover rules and original amounts come back as they were',
      'fields: an original amount follows its expense to another month',
      'fields: what a newer version adds to groups, rollover rules and original amounts is kept',
      'text: any id finds its category, group, budget, expense and hold',
      'copies: what a decider changes in its view is not stored',
      'replace: rewrites everything, totals included',
    ])
  })

  it('catches one that drops original amounts', async () => {
    expect(await failedBy(originalDroppingAdapter)).toEqual([
      'fields: groups, rollover rules and original amounts come back as they were',
      'fields: an original amount follows its expense to another month',
      'fields: what a newer version adds to groups, rollover rules and original amounts is kept',
    ])
  })

  it('catches one that drops when holds expire', async () => {
    expect(await failedBy(expiryDroppingAdapter)).toEqual([
      'holds: are inserted, put and removed',
      'holds: move to another month in one commit',
      'holds: come back with every field',
      'holds: in a scope bring their months, and an unknown one is null',
      'holds: stay while their month closes, opens, and gets other contents',
      'holds: go as their expense comes, all or nothing, and once',
      'replace: rewrites everything, totals included',
      'holds: go with their book',
      'race: one of those that spend a hold gets it',
    ])
  })

  it('catches one that drops what a newer version added inside of a field', async () => {
    expect(await failedBy(pruningAdapter)).toEqual([
      'fields: what a newer version adds to groups, rollover rules and original amounts is kept',
      'copies: what a decider changes in its view is not stored',
    ])
  })

  it('catches one that keeps the objects that it was given', async () => {
    expect(await failedBy(aliasingAdapter)).toEqual([
      'copies: what a commit was given is not shared',
      'copies: what is read is not shared',
    ])
  })
})
