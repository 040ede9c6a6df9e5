import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, openBudgetBook, type StorageAdapter } from 'budgetbook'
import { failureOf } from '../../support/book/fixture.js'
import { callMethod, mutations, readings } from '../../support/book/methods.js'
import { fillBook } from '../../support/book/world.js'

type Answering = 'read' | 'page' | 'readAll' | 'transact' | 'replace'

/** A filled book. After `answer`, a method of its storage gives another answer; it still does its work. */
async function openAnswering(method: Answering) {
  const memory = createMemoryAdapter()
  let answer: { readonly value: unknown } | null = null
  const storage: StorageAdapter = {
    ...memory,
    [method]: async (...args: unknown[]): Promise<unknown> => {
      const given: unknown = await Reflect.apply(memory[method] as () => unknown, memory, args)
      return answer ? answer.value : given
    },
  }
  const book = await openBudgetBook({ storage })
  const world = await fillBook(book)
  return { book, world, answer: (value: unknown) => (answer = { value }) }
}

/** A sound object, with each of its fields missing or of another type. */
const without = (sound: object): object[] =>
  Object.keys(sound).flatMap((key) => [undefined, null, 5].map((other) => ({ ...sound, [key]: other })))

const noObjects = [undefined, null, 5, 'answer', {}]
const views = without({
  settings: {},
  categories: [],
  groups: [],
  months: new Map(),
  budgets: new Map(),
  expenses: new Map(),
  holds: new Map(),
})
const receipts = without({ receipt: {} }).map((damaged) => ({ replayed: false, ...damaged }))
const contents = without({
  settings: {},
  categories: [],
  groups: [],
  closedMonths: [],
  budgets: [],
  expenses: [],
  holds: [],
})

const answersTo = (method: string): { readonly answering: Answering; readonly answers: unknown[] } => {
  if (method === 'expenses.list') return { answering: 'page', answers: noObjects }
  if (method === 'exportBook') return { answering: 'readAll', answers: [...noObjects, [], ...contents] }
  return { answering: 'read', answers: [...noObjects, [], ...views] }
}

const adapterThrew = { code: 'storage_unavailable', details: { reason: 'adapter_threw' } }

describe('an adapter whose answer has the wrong shape', () => {
  it.each(readings)('is storage_unavailable in $method', async ({ method, input }) => {
    const { answering, answers } = answersTo(method)
    const { book, world, answer } = await openAnswering(answering)
    for (const value of answers) {
      answer(value)
      const error = await failureOf(callMethod(book, method, input(world)))
      expect(error).toMatchObject(adapterThrew)
      expect(error.cause).toBeInstanceOf(TypeError)
    }
  })

  it.each(mutations)('may have stored what $method decided, and is said to', async (mutation) => {
    const { method, input, prepare } = mutation
    const answering = /^(importBook|settings\.change|categories\.merge)/.test(method) ? 'replace' : 'transact'
    for (const value of [...noObjects, ...receipts]) {
      const { book, world, answer } = await openAnswering(answering)
      await prepare?.(book)
      answer(value)
      const error = await failureOf(callMethod(book, method, input(world)))
      expect(error).toMatchObject({ code: 'outcome_unknown' })
      expect(error.cause).toBeInstanceOf(TypeError)
    }
  })

  it('is storage_unavailable when the book opens', async () => {
    const storage = { ...createMemoryAdapter(), read: async () => ({}) } as unknown as StorageAdapter
    expect(await failureOf(openBudgetBook({ storage }))).toMatchObject(adapterThrew)
  })

  it.each([undefined, null, 5, {}])('and whose subscribe gives %j can be closed', async (given) => {
    const storage = { ...createMemoryAdapter(), subscribe: () => given } as unknown as StorageAdapter
    const book = await openBudgetBook({ storage })
    await expect(book.close()).resolves.toBeUndefined()
  })
})
