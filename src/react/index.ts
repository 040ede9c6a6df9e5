// budgetbook/react: hooks over `observe`. docs/front-ends.md is the guide.
'use client'

export { BudgetBookProvider, useBudgetBook, type BudgetBookProviderProps } from './provider.js'
export { useCategories } from './use-categories.js'
export { useMonths } from './use-months.js'
export { useObserved, type ObservedResult } from './use-observed.js'
export { useUtilization } from './use-utilization.js'
