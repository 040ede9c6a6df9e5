import { expect, it } from 'vitest'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
import { withFaults } from 'budgetbook/testing'
import { failureOf } from '../support/book/fixture.js'

const boom = new Error('read ECONNRESET')

const changes = {
  transact: async (book: Awaited<ReturnType<typeof openBudgetBook>>, operationId?: string) =>
    book.categories.create({ name: 'Travel' }, { operationId }),
  replace: async (book: Awaited<ReturnType<typeof openBudgetBook>>, operationId?: string) =>
    book.settings.changeMonthStart(25, { operationId }),
} as const

it.each(['transact', 'replace'] as const)(
  'an adapter that fails with an error of its own in %s may have stored what was decided, and is said to',
  async (failing) => {
    let when: 'before' | 'after' | null = null
    const fail =
      (now: 'before' | 'after') =>
      ({ method }: { readonly method: string }) => {
        if (method !== failing || when !== now) return
        when = null
        throw boom
      }
    const storage = withFaults(createMemoryAdapter(), { before: fail('before'), after: fail('after') })
    const book = await openBudgetBook({ storage })
    when = 'before'
    expect(await failureOf(changes[failing](book))).toMatchObject({
      code: 'storage_unavailable',
      details: { reason: 'adapter_threw' },
      cause: boom,
    })
    when = 'after'
    expect(await failureOf(changes[failing](book, 'named'))).toMatchObject({
      code: 'outcome_unknown',
      details: { operationId: 'named' },
      cause: boom,
    })
    // It was: so asking again under the name does nothing twice.
    await changes[failing](book, 'named')
    expect(await book.categories.list()).toHaveLength(failing === 'transact' ? 1 : 0)
    expect((await book.settings.get()).monthStartDay).toBe(failing === 'replace' ? 25 : 1)
  },
)
