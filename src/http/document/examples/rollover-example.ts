import type { Host } from '../../options.js'

/** The example of a rollover report. Plain JSON cannot show the exact digits of its numbers. */
export function rolloverExample(reportAmounts: Host['reportAmounts']) {
  const exact = (amount: string) => (reportAmounts === 'string' ? amount : Number(amount))
  const january = {
    carried_in: exact('0.00'),
    budget: exact('100.00'),
    available: exact('100.00'),
    spent: exact('40.00'),
    remaining: exact('60.00'),
    carried_out: exact('50.00'),
    dropped: exact('10.00'),
  }
  const february = {
    carried_in: exact('50.00'),
    budget: exact('100.00'),
    available: exact('150.00'),
    spent: exact('120.00'),
    remaining: exact('30.00'),
    carried_out: exact('30.00'),
    dropped: exact('0.00'),
  }
  return {
    message: 'Rollover for 2026-02',
    month: '2026-02',
    currency: 'USD',
    data: [
      {
        category_id: '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a',
        category_name: 'Car',
        ...february,
        utilization_percent: 80,
        status: 'warning',
        steps: [
          { month: '2026-01', ...january },
          { month: '2026-02', ...february },
        ],
      },
    ],
    summary: february,
  }
}
