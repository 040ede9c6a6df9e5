import { expenseExample } from '../../schemas/expenses.js'

const coffee = { date: '2026-02-14', amount: '4.80', description: 'Café', category: 'Coffee', line: 2 }
const refund = { date: '2026-02-15', amount: '-20.00', description: 'Shoes', line: 3 }
const nothing = { date: '2026-02-16', amount: '0.00', line: 4 }
const { category, amount: _, date: __, description: ___, ...others } = expenseExample

/** The rows that the document imports. */
export const importExample = {
  rows: [coffee, refund, nothing],
  source: 'checking account',
  categories: { Coffee: category },
}

const key = 'checking account|2026-02-14|4.80|café'
const { line: ____, category: _____, ...values } = coffee

/** The plan of {@link importExample}. */
export const planExample = {
  message: 'Import planned',
  data: {
    currency: 'USD',
    counts: { fresh: 1, duplicates: 0, alike: 0, unresolved: 1, rejected: 1 },
    fresh: [{ row: coffee, expense: { category, ...values }, key }],
    duplicates: [],
    alike: [],
    unresolved: [refund],
    rejected: [{ row: nothing, line: 4, code: 'zero_amount', message: 'An expense must not be zero' }],
    suggestions: {},
  },
  token: 'USD.0123456789abcdef.1,2',
}

/** What recording it answers. */
export const importedExample = {
  message: 'Expenses imported',
  count: 1,
  data: [{ ...others, category, ...values, metadata: { import: { source: 'checking account', key } } }],
  duplicates: [],
}
