import type { Host } from '../../options.js'

/** The example of a pace report. Plain JSON cannot show the exact digits of its numbers. */
export function paceExample(reportAmounts: Host['reportAmounts']) {
  const exact = (amount: string) => (reportAmounts === 'string' ? amount : Number(amount))
  const figures = {
    expected: exact('140.00'),
    ahead: exact('-20.00'),
    upcoming: exact('30.00'),
    projected: exact('270.00'),
    projected_status: 'critical',
    per_day: exact('8.66'),
    on_track: true,
  }
  return {
    message: 'Pace of 2026-02',
    month: '2026-02',
    currency: 'USD',
    today: '2026-02-14',
    days: 28,
    days_elapsed: 14,
    days_left: 15,
    data: [
      {
        category_id: '019c5a1e-7d2f-7000-8a3b-5f0e6d1c2b4a',
        category_name: 'Food',
        shape: 'daily',
        budget: exact('280.00'),
        spent: exact('120.00'),
        remaining: exact('160.00'),
        ...figures,
        days_ahead: -2,
      },
    ],
    summary: figures,
  }
}
