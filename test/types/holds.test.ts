// What the types of holds and spending policies promise, checked by the compiler: `npm run typecheck` fails where one of
// these lines is wrong.
import { expectTypeOf, it } from 'vitest'
import {
  allPolicies,
  enforceSpending,
  isBudgetBookError,
  isSpendingLimitViolation,
  spendingCeiling,
  warnSpending,
  type AllocationDecision,
  type AllocationPolicy,
  type AllocationViolation,
  type Amount,
  type AskedSpending,
  type BookDocument,
  type BudgetBook,
  type CategoryUtilization,
  type Expense,
  type Hold,
  type HoldCommit,
  type HoldFilter,
  type HoldResult,
  type NewExpense,
  type NewHold,
  type OpenBudgetBookOptions,
  type SpendingCeilingOptions,
  type SpendingLimitOptions,
  type SpendingLimitViolation,
  type SpendingPolicy,
  type SpendingProposal,
  type SpendResult,
  type UnbudgetedSpending,
  type Utilization,
  type UtilizationInput,
} from 'budgetbook'

it('plain text goes in, and holds and expenses come out', () => {
  type Holds = BudgetBook['holds']
  type Expenses = BudgetBook['expenses']
  expectTypeOf<Holds['place']>().parameter(0).toEqualTypeOf<NewHold>()
  expectTypeOf<Holds['place']>().returns.resolves.toEqualTypeOf<HoldResult>()
  expectTypeOf<HoldResult['hold']>().toEqualTypeOf<Hold>()
  expectTypeOf<Holds['commit']>().parameter(1).toEqualTypeOf<HoldCommit | undefined>()
  expectTypeOf<Holds['commit']>().returns.resolves.toEqualTypeOf<SpendResult>()
  expectTypeOf<SpendResult['expense']>().toEqualTypeOf<Expense>()
  expectTypeOf<Holds['release']>().returns.resolves.toEqualTypeOf<void>()
  expectTypeOf<Holds['get']>().returns.resolves.toEqualTypeOf<Hold>()
  expectTypeOf<Holds['list']>().parameter(0).toEqualTypeOf<HoldFilter | undefined>()
  expectTypeOf<Holds['list']>().returns.resolves.toEqualTypeOf<Hold[]>()
  expectTypeOf<Expenses['spend']>().parameter(0).toEqualTypeOf<NewExpense>()
  expectTypeOf<Expenses['spend']>().returns.resolves.toEqualTypeOf<SpendResult>()
  expectTypeOf<Expenses['previewSpend']>().parameter(0).toEqualTypeOf<readonly AskedSpending[]>()
  expectTypeOf<Expenses['previewSpend']>().returns.resolves.toEqualTypeOf<AllocationDecision>()
})

it('a hold has an amount; an original amount, a category of a commit and a Date are refused', () => {
  expectTypeOf<{ categoryId: string; amount: number }>().toExtend<NewHold>()
  expectTypeOf<{ categoryId: string; amount: Amount; expiresAt: null }>().toExtend<NewHold>()
  expectTypeOf<{ categoryId: string }>().not.toExtend<NewHold>()
  expectTypeOf<{ categoryId: string; amount: number; expiresAt: Date }>().not.toExtend<NewHold>()
  expectTypeOf<object>().toExtend<HoldCommit>()
  expectTypeOf<{ amount: null }>().not.toExtend<HoldCommit>()
  expectTypeOf<'original'>().not.toExtend<keyof NewHold>()
  expectTypeOf<'categoryId'>().not.toExtend<keyof HoldCommit>()
  expectTypeOf<Hold['expiresAt']>().toEqualTypeOf<string | null>()
})

it('a policy of spending decides at once, and is not one of budgets', () => {
  expectTypeOf<SpendingPolicy['decide']>().parameter(0).toEqualTypeOf<SpendingProposal>()
  expectTypeOf<ReturnType<SpendingPolicy['decide']>>().not.toExtend<Promise<unknown>>()
  expectTypeOf<OpenBudgetBookOptions['spendingPolicy']>().toEqualTypeOf<SpendingPolicy | undefined>()
  expectTypeOf(enforceSpending).returns.toEqualTypeOf<SpendingPolicy>()
  expectTypeOf(warnSpending).parameter(0).toEqualTypeOf<SpendingLimitOptions | undefined>()
  expectTypeOf(spendingCeiling).parameter(0).toEqualTypeOf<SpendingCeilingOptions>()
  expectTypeOf(spendingCeiling).returns.toEqualTypeOf<SpendingPolicy>()
  expectTypeOf<{ name: string; categoryIds: string[]; amount: 1 }>().not.toExtend<SpendingCeilingOptions>()
})

it('policies of one kind are joined to one of that kind', () => {
  const spending = enforceSpending()
  expectTypeOf(allPolicies(spending, spending)).toEqualTypeOf<SpendingPolicy>()
  const join = (policy: AllocationPolicy) => allPolicies(policy, policy)
  expectTypeOf(join).returns.toEqualTypeOf<AllocationPolicy>()
  // @ts-expect-error -- one of each kind
  const mix = (policy: AllocationPolicy) => allPolicies(policy, spending)
  expectTypeOf(mix).toBeFunction()
})

it('a violation and the errors have their fields', () => {
  const narrow = (violation: AllocationViolation) => isSpendingLimitViolation(violation) && violation
  expectTypeOf(narrow).returns.toEqualTypeOf<false | SpendingLimitViolation>()
  expectTypeOf<SpendingLimitViolation['largestAccepted']>().toEqualTypeOf<Amount>()
  expectTypeOf<SpendingLimitViolation['of']>().toEqualTypeOf<
    'category' | 'month' | 'limit' | 'expense' | 'ceiling'
  >()
  const error: unknown = new Error('none')
  if (isBudgetBookError(error, 'spending_rejected'))
    expectTypeOf(error.details.violations).toEqualTypeOf<readonly AllocationViolation[]>()
  if (isBudgetBookError(error, 'hold_expired')) expectTypeOf(error.details.expiresAt).toBeString()
  if (isBudgetBookError(error, 'too_many_holds')) expectTypeOf(error.details.maximum).toBeNumber()
  if (isBudgetBookError(error, 'month_closed'))
    expectTypeOf(error.details.holdIds).toEqualTypeOf<readonly string[] | undefined>()
  if (isBudgetBookError(error, 'category_in_use')) expectTypeOf(error.details.holdCount).toBeNumber()
})

it('reports and documents have holds', () => {
  expectTypeOf<CategoryUtilization['held']>().toEqualTypeOf<Amount>()
  expectTypeOf<CategoryUtilization['free']>().toEqualTypeOf<Amount>()
  expectTypeOf<UnbudgetedSpending['held']>().toEqualTypeOf<Amount>()
  expectTypeOf<'free'>().not.toExtend<keyof UnbudgetedSpending>()
  expectTypeOf<Utilization['summary']['free']>().toEqualTypeOf<Amount>()
  expectTypeOf<BookDocument['holds']>().toExtend<readonly Hold[]>()
  expectTypeOf<BookDocument['holds']>().toExtend<UtilizationInput['holds']>()
})
