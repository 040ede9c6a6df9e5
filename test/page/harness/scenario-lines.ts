import type { BudgetLine } from './budget-table.js'
import type { WrittenExpense } from './page-steps.js'

/** What is spent in the month of the example. */
export const exampleExpenses: readonly WrittenExpense[] = [
  { category: 'Travel', amount: '700', date: '2026-02-14', description: 'Flight to NYC' },
  { category: 'Grocery', amount: '300', date: '2026-02-15', description: 'Market' },
  { category: 'Entertainment', amount: '800', date: '2026-02-16', description: 'Concert' },
  { category: 'Food & Dining', amount: '600', date: '2026-02-17', description: 'Birthday dinner' },
]

/** A line of the table. */
function line(
  symbol: string,
  budget: string,
  spent: string,
  left: string,
  used: string,
  status: string,
): BudgetLine {
  return {
    budget: symbol + budget,
    spent: symbol + spent,
    left: symbol + left,
    used: `${used} ${symbol}${left} of ${symbol}${budget} left`,
    status,
  }
}

/** The month of the example, line by line, without groups. */
export function scenarioLines(symbol: string): Readonly<Record<string, BudgetLine>> {
  return {
    Travel: line(symbol, '2,000.00', '700.00', '1,300.00', '35%', 'Good'),
    Grocery: line(symbol, '1,500.00', '300.00', '1,200.00', '20%', 'Good'),
    Entertainment: line(symbol, '1,000.00', '800.00', '200.00', '80%', 'Warning'),
    'Food & Dining': line(symbol, '1,500.00', '600.00', '900.00', '40%', 'Good'),
    'Gifts & Donation': line(symbol, '2,000.00', '0.00', '2,000.00', '0%', 'Good'),
    Total: line(symbol, '8,000.00', '2,400.00', '5,600.00', '30%', 'Good'),
  }
}

/** The example as the page loads it: in dollars, and in two groups. */
export const exampleLines: Readonly<Record<string, BudgetLine>> = {
  ...scenarioLines('$'),
  'Living subtotal': line('$', '3,000.00', '900.00', '2,100.00', '30%', 'Good'),
  'Leisure subtotal': line('$', '3,000.00', '1,500.00', '1,500.00', '50%', 'Good'),
  'No group subtotal': line('$', '2,000.00', '0.00', '2,000.00', '0%', 'Good'),
}
