import type { Host } from '../../options.js'

/** The example of a report. Plain JSON cannot show the exact digits of its numbers. */
export function reportExample(reportAmounts: Host['reportAmounts']) {
  const exact = (amount: string) => (reportAmounts === 'string' ? amount : Number(amount))
  return {
    message: 'Budget utilization for 2026-02',
    month: '2026-02',
    currency: 'USD',
    data: [
      {
        category_id: '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a',
        category_name: 'Travel',
        budget: exact('2000.00'),
        spent: exact('700.00'),
        remaining: exact('1300.00'),
        utilization_percent: 35,
        status: 'good',
        expense_count: 1,
        held: exact('120.00'),
        free: exact('1180.00'),
      },
    ],
    unbudgeted: [],
    summary: {
      total_budget: exact('8000.00'),
      total_spent: exact('2400.00'),
      total_remaining: exact('5600.00'),
      overall_utilization_percent: 30,
      warning_count: 1,
      critical_count: 0,
      over_budget_count: 0,
      held: exact('120.00'),
      free: exact('5480.00'),
    },
    compliance: {
      total_budget_exceeds_limit: true,
      message: 'Combined category budgets (8000.00) exceed monthly limit (5000.00) by 3000.00',
    },
  }
}
