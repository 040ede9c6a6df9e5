import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  createMemoryAdapter,
  openBudgetBook,
  type BudgetPatch,
  type CategoryPatch,
  type ExpensePatch,
  type Metadata,
  type MetadataInput,
  type NewBudget,
  type NewCategory,
  type NewExpense,
} from 'budgetbook'
import { failureOf } from '../support/book/fixture.js'

interface Icon {
  readonly name: string
  readonly colours?: readonly string[]
}

interface Meta {
  readonly icon: Icon
  readonly order: number | null
}

const meta: Meta = { icon: { name: 'plane', colours: ['red'] }, order: 3 }

describe('metadata as it is passed in', () => {
  it('may be of an interface, and comes back as JSON', async () => {
    expectTypeOf<Meta>().not.toExtend<Metadata>()
    expectTypeOf<Meta>().toExtend<MetadataInput>()
    const book = await openBudgetBook({ storage: createMemoryAdapter() })
    const category = await book.categories.create({ name: 'Travel', metadata: meta })
    expect(category.metadata).toEqual(meta)
    expectTypeOf(category.metadata).toEqualTypeOf<Metadata>()
    await book.categories.update(category.id, { metadata: category.metadata })
  })

  it('has one type wherever it is passed', () => {
    type Passed = NewCategory | CategoryPatch | NewBudget | BudgetPatch | NewExpense | ExpensePatch
    expectTypeOf<Passed['metadata']>().toEqualTypeOf<MetadataInput | undefined>()
    expectTypeOf<Metadata>().toExtend<MetadataInput>()
  })

  it('is not a list, a Map, a Date or text', () => {
    expectTypeOf<string[]>().not.toExtend<MetadataInput>()
    expectTypeOf<Map<string, string>>().not.toExtend<MetadataInput>()
    expectTypeOf<Date>().not.toExtend<MetadataInput>()
    expectTypeOf<string>().not.toExtend<MetadataInput>()
  })

  it('is checked all the same', async () => {
    const book = await openBudgetBook({ storage: createMemoryAdapter() })
    // @ts-expect-error The compiler looks into a literal, too.
    const call = book.categories.create({ name: 'Travel', metadata: { when: new Date(0) } })
    const issues = [{ code: 'not_json', path: ['metadata', 'when'] }]
    expect(await failureOf(call)).toMatchObject({ code: 'invalid_input', details: { issues } })
  })
})
