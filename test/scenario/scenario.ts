import { readFileSync } from 'node:fs'
import type { CategoryUtilization, Compliance, MonthlyLimitViolation, UtilizationSummary } from 'budgetbook'

type ByCategory<Value> = Readonly<Record<string, Value>>

/** Numbers and texts as the library gives them, but plain. */
type Plain<Type> = { readonly [Key in keyof Type]?: Type[Key] extends string ? string : Type[Key] }

interface ExpectedMonth {
  readonly categories?: ByCategory<Plain<CategoryUtilization>>
  readonly summary: Plain<UtilizationSummary>
  readonly compliance: Plain<Compliance>
}

interface ScenarioSettings {
  readonly currency: string
  readonly monthlyLimit: string | null
}

/** The reference scenario of the product, with its exact results. */
export interface Scenario {
  readonly settings: { readonly default: ScenarioSettings; readonly updated: ScenarioSettings }
  readonly categories: readonly string[]
  readonly budgets: Readonly<Record<string, ByCategory<string>>>
  readonly expenses: Readonly<
    Record<
      string,
      readonly {
        readonly category: string
        readonly amount: string
        readonly date: string
        readonly description?: string
      }[]
    >
  >
  readonly expected: {
    readonly '2026-01': ExpectedMonth
    readonly '2026-02': ExpectedMonth
    readonly enforce: {
      readonly accepted: readonly string[]
      readonly rejected: ByCategory<Plain<MonthlyLimitViolation>>
    }
  }
}

export const scenario = JSON.parse(
  readFileSync(new URL('./scenario.json', import.meta.url), 'utf8'),
) as Scenario

export const scenarioMonths = ['2026-01', '2026-02'] as const

/** A month's budgets, in the order of the scenario. */
export function budgetsOf(month: string): { category: string; amount: string }[] {
  return Object.entries(scenario.budgets[month] ?? {}).map(([category, amount]) => ({ category, amount }))
}

/** A month's expenses, in the order of the scenario. */
export function expensesOf(month: string): Scenario['expenses'][string] {
  return scenario.expenses[month] ?? []
}
