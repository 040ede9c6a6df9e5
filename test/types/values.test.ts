// What the types promise, checked by the compiler: `npm run typecheck` fails where one of these lines is wrong.
import { expectTypeOf, it } from 'vitest'
import type * as z from 'zod'
import {
  addMonths,
  parseAmount,
  parseDate,
  parseMonth,
  statusOf,
  sumAmounts,
  type Amount,
  type AmountInput,
  type Budget,
  type budgetSchema,
  type Category,
  type CategoryGroup,
  type categoryGroupSchema,
  type CategoryRolloverRule,
  type categorySchema,
  type CivilDate,
  type CurrencyCode,
  type Expense,
  type expenseSchema,
  type Hold,
  type holdSchema,
  type Month,
  type OriginalAmount,
  type Settings,
  type settingsSchema,
} from 'budgetbook'

it('checked values are text with a brand: they go where text goes, and text does not go where they are wanted', () => {
  for (const checked of ['amount', 'month', 'date', 'currency'] as const) expectTypeOf(checked).toBeString()
  expectTypeOf<Amount>().toExtend<string>()
  expectTypeOf<string>().not.toExtend<Amount>()
  expectTypeOf<string>().not.toExtend<Month>()
  expectTypeOf<string>().not.toExtend<CivilDate>()
  expectTypeOf<Month>().not.toExtend<CivilDate>()
  expectTypeOf<CurrencyCode>().not.toExtend<Amount>()
})

it('functions take plain text and give checked values', () => {
  expectTypeOf(parseAmount).parameters.toEqualTypeOf<[AmountInput, string]>()
  expectTypeOf(parseAmount).returns.toEqualTypeOf<Amount>()
  expectTypeOf(parseMonth).returns.toEqualTypeOf<Month>()
  expectTypeOf(parseDate).returns.toEqualTypeOf<CivilDate>()
  expectTypeOf(addMonths).returns.toEqualTypeOf<Month>()
  expectTypeOf(sumAmounts).returns.toEqualTypeOf<Amount>()
  expectTypeOf(statusOf).returns.toEqualTypeOf<'good' | 'warning' | 'critical' | 'over_budget'>()
})

it('no date object and no bigint is taken for an amount', () => {
  expectTypeOf<Date>().not.toExtend<AmountInput>()
  expectTypeOf<bigint>().not.toExtend<AmountInput>()
  expectTypeOf<null>().not.toExtend<AmountInput>()
})

it('a schema gives exactly the entity that it checks', () => {
  expectTypeOf<z.infer<typeof settingsSchema>>().toExtend<Settings>()
  expectTypeOf<z.infer<typeof categorySchema>>().toExtend<Category>()
  expectTypeOf<z.infer<typeof categoryGroupSchema>>().toExtend<CategoryGroup>()
  expectTypeOf<z.infer<typeof budgetSchema>>().toExtend<Budget>()
  expectTypeOf<z.infer<typeof expenseSchema>>().toExtend<Expense>()
  expectTypeOf<z.infer<typeof holdSchema>>().toExtend<Hold>()
})

it('what comes out is read-only', () => {
  expectTypeOf<Budget>().toEqualTypeOf<Readonly<Budget>>()
  expectTypeOf<Expense>().toEqualTypeOf<Readonly<Expense>>()
  expectTypeOf<Hold>().toEqualTypeOf<Readonly<Hold>>()
  expectTypeOf<Category>().toEqualTypeOf<Readonly<Category>>()
  expectTypeOf<CategoryGroup>().toEqualTypeOf<Readonly<CategoryGroup>>()
  expectTypeOf<CategoryRolloverRule>().toEqualTypeOf<Readonly<CategoryRolloverRule>>()
  expectTypeOf<OriginalAmount>().toEqualTypeOf<Readonly<OriginalAmount>>()
  expectTypeOf<Settings>().toEqualTypeOf<Readonly<Settings>>()
})
