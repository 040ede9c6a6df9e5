// What the types of the book promise, checked by the compiler: `npm run typecheck` fails where one of these lines is wrong.
import { expectTypeOf, it } from 'vitest'
import {
  BudgetBookError,
  isBudgetBookError,
  type AllocationPolicy,
  type AnyBudgetBookError,
  type Budget,
  type BudgetBook,
  type BudgetResult,
  type Category,
  type CategoryGroup,
  type CategoryPatch,
  type Expense,
  type ExpensePatch,
  type Month,
  type MoveTarget,
  type NewExpense,
  type OpenBudgetBookOptions,
  type StorageAdapter,
  type Utilization,
} from 'budgetbook'
import { defineAdapter, type AdapterEngine, type View } from 'budgetbook/adapter'
import type { createSqlAdapter } from 'budgetbook/sql'

it('an error is narrowed by its code', () => {
  const error: unknown = new BudgetBookError('not_found', 'No such category: 7', {
    type: 'category',
    id: '7',
  })
  if (isBudgetBookError(error, 'not_found')) {
    expectTypeOf(error.code).toEqualTypeOf<'not_found'>()
    expectTypeOf(error.details.id).toBeString()
  }
  if (error instanceof BudgetBookError) {
    expectTypeOf(error).toEqualTypeOf<AnyBudgetBookError>()
    if (error.code === 'month_closed') expectTypeOf(error.details.months).toExtend<readonly string[]>()
  }
})

it('only the storage is needed to open a book', () => {
  expectTypeOf<{ storage: StorageAdapter }>().toExtend<OpenBudgetBookOptions>()
  expectTypeOf<object>().not.toExtend<OpenBudgetBookOptions>()
})

it('plain text goes in, and entities come out', () => {
  expectTypeOf<BudgetBook['utilization']>().parameter(0).toEqualTypeOf<string | undefined>()
  expectTypeOf<BudgetBook['utilization']>().returns.resolves.toEqualTypeOf<Utilization>()
  expectTypeOf<BudgetBook['budgets']['create']>().returns.resolves.toEqualTypeOf<BudgetResult>()
  expectTypeOf<BudgetResult['budget']>().toEqualTypeOf<Budget>()
  expectTypeOf<BudgetBook['expenses']['record']>().returns.resolves.toEqualTypeOf<Expense>()
  expectTypeOf<Budget['month']>().toEqualTypeOf<Month>()
})

it('an expense has an amount, or an amount in another currency, and perhaps both', () => {
  type Paid = { categoryId: string; amount: string }
  type PaidAbroad = { categoryId: string; original: { amount: string; currency: string; rate: string } }
  expectTypeOf<Paid>().toExtend<NewExpense>()
  expectTypeOf<PaidAbroad>().toExtend<NewExpense>()
  expectTypeOf<Paid & PaidAbroad>().toExtend<NewExpense>()
  expectTypeOf<{ categoryId: string }>().not.toExtend<NewExpense>()
  expectTypeOf<{ categoryId: string; original: null }>().not.toExtend<NewExpense>()
  expectTypeOf<{ original: null }>().toExtend<ExpensePatch>()
})

it('a group, a rule and a place in the order are taken as they are given', () => {
  expectTypeOf<CategoryGroup['id']>().toExtend<CategoryPatch['groupId']>()
  expectTypeOf<Category['rollover']>().toExtend<CategoryPatch['rollover']>()
  expectTypeOf<Expense['original']>().toExtend<ExpensePatch['original']>()
  expectTypeOf<{ before: null }>().toExtend<MoveTarget>()
  expectTypeOf<object>().not.toExtend<MoveTarget>()
  expectTypeOf<BudgetBook['categories']['merge']>().returns.resolves.toEqualTypeOf<Category>()
  expectTypeOf<BudgetBook['groups']['list']>().returns.resolves.toEqualTypeOf<CategoryGroup[]>()
})

it('a policy decides at once: it cannot be async', () => {
  expectTypeOf<ReturnType<AllocationPolicy['decide']>>().not.toExtend<Promise<unknown>>()
  expectTypeOf<() => Promise<{ accept: true }>>().not.toExtend<AllocationPolicy['decide']>()
})

it('every adapter is a StorageAdapter, and an engine makes one', () => {
  expectTypeOf(defineAdapter).parameter(0).toEqualTypeOf<AdapterEngine>()
  expectTypeOf(defineAdapter).returns.toEqualTypeOf<StorageAdapter>()
  expectTypeOf<ReturnType<typeof createSqlAdapter>>().toExtend<StorageAdapter>()
  expectTypeOf<ReturnType<AdapterEngine['read']>>().resolves.toEqualTypeOf<View>()
})
