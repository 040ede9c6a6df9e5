import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BudgetBook } from 'budgetbook'
import { resealed } from '../../../support/book/seal.js'
import { contentsIn, countSteps, figuresOf, openBook, withoutHolds } from './books.js'
import { firstCalls, makeCall, makeCalls, newerCalls } from './calls.js'
import { sharedForms, type StoredForm } from './forms.js'

/*
 * Documents that pass between the build that wrote schema 1.0 and the current one. A document of the older build keeps
 * what it does not know of an entity, and may lose the list of groups. It has no holds.
 */

/** A book that uses all that came later, and both builds, which have it open. */
async function setUp({ place }: StoredForm) {
  const clients = await place()
  const steps = countSteps()
  const newer = await openBook('newer', clients.newer(), steps)
  await makeCalls(newer, [...firstCalls, ...newerCalls], steps)
  return { clients, steps, newer, older: await openBook('older', clients.older(), steps) }
}

async function documentOf(book: BudgetBook): Promise<unknown> {
  return JSON.parse(JSON.stringify(await book.exportBook()))
}

/** What a book says, in an order that is the same in each storage, without the list of groups and without holds. */
async function holdings(book: BudgetBook): Promise<unknown> {
  const { totals: _, totalsOfYear: __, ...figures } = await figuresOf(book)
  const { groups: ___, holds: ____, ...contents } = contentsIn(await book.exportBook())
  return { figures: withoutHolds(figures), contents }
}

const ways = sharedForms.flatMap((from) => sharedForms.map((to) => ({ from, to })))

describe.each(ways)('a document of the older build that comes from $from.name', ({ from, to }) => {
  it(`is imported into ${to.name} with every figure, and can be moved on`, async () => {
    const { newer, older } = await setUp(from)
    const target = await to.place()
    const book = await openBook('newer', target.newer())
    await book.importBook(await documentOf(older))
    const reopened = await openBook('newer', target.newer())
    expect(await holdings(reopened)).toEqual(await holdings(newer))
    await reopened.importBook(await documentOf(reopened))
    expect(await holdings(reopened)).toEqual(await holdings(newer))
  })

  it(`leaves groups in ${to.name} that can be left`, async () => {
    const { older } = await setUp(from)
    const target = await to.place()
    const book = await openBook('newer', target.newer())
    await book.importBook(await documentOf(older))
    const { id: groupId } = await book.groups.create({ name: 'New' })
    for (const { id } of await book.categories.list()) await book.categories.update(id, { groupId })
    expect(new Set((await book.categories.list()).map((one) => one.groupId))).toEqual(new Set([groupId]))
    await book.categories.update('step 3 id 1', { groupId: null })
    for (const { id } of await book.groups.list()) if (id !== groupId) await book.groups.remove(id)
    expect((await book.groups.list()).map(({ name }) => name)).toEqual(['New'])
  })
})

describe.each(sharedForms)('in $name', (form) => {
  it('a document that the older build imports keeps groups ids, rules, original amounts and the order', async () => {
    const { newer } = await setUp(form)
    const target = await form.place()
    await (await openBook('older', target.older())).importBook(await documentOf(newer))
    const book = await openBook('newer', target.newer())
    expect(await holdings(book)).toEqual(await holdings(newer))
  })

  it.each(['JPY', 'KWD'])(
    'a book that the older build converts to %s can be exported and imported',
    async (to) => {
      const { clients, steps, older } = await setUp(form)
      steps.next()
      await makeCall(older, ['settings.changeCurrency', { to, rate: '1.5' }], steps)
      const book = await openBook('newer', clients.newer(), steps)
      const target = await openBook('newer', (await form.place()).newer(), steps)
      await target.importBook(await documentOf(book))
      expect(await holdings(target)).toEqual(await holdings(book))
      expect((await target.rollover('2026-02')).currency).toBe(to)
    },
  )

  it('whatever a document has in place of groups or among its settings, what is imported can be read', async () => {
    const { newer } = await setUp(form)
    const document = await newer.exportBook()
    const absent = Symbol('absent')
    const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(document.groups, [], null, absent))
    await fc.assert(
      fc.asyncProperty(anything, anything, async (groups, amongSettings) => {
        const changed = resealed(document, (body) => {
          delete body['groups']
          if (groups !== absent) body['groups'] = groups
          if (amongSettings !== absent) Object.assign(body['settings'] as object, { groups: amongSettings })
        })
        const target = await form.place()
        const book = await openBook('newer', target.newer())
        await book.importBook(changed).catch((error: unknown) => {
          expect(error).toMatchObject({ code: 'storage_corrupt' })
        })
        const reopened = await openBook('newer', target.newer())
        expect(await reopened.groups.list()).toEqual(await book.groups.list())
        expect(await reopened.settings.get()).toEqual(await book.settings.get())
      }),
    )
  })
})
