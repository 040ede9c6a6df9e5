// Run as a program of its own, under a time zone set from outside: prints what the machine's clock makes of a few
// dates, and a digest of what the library makes of them and of many others. From the sources it needs, and not from
// the root entry: it is started once for each zone.
import { createHash } from 'node:crypto'
import { parseDate } from '../../src/calendar/civil-date.js'
import { addMonths } from '../../src/calendar/add-months.js'
import { monthOf, monthRange } from '../../src/calendar/month-range.js'
import { computeUtilization } from '../../src/utilization/compute-utilization.js'
import { daysInMonth } from '../../src/calendar/days-in-month.js'
import { dateAt } from '../../src/calendar/today.js'

const hash = createHash('sha256')
const startDays = [1, 2, 15, 25, 28]
// Years of leap days, of clock changes, and of days that Samoa (2011) and Manila (1844) left out.
const years = [1, 1844, 1900, 1970, 2000, 2011, 2024, 2026, 9998]

function* monthsOf(year: number): Generator<string> {
  for (let month = 1; month <= 12; month++) {
    yield `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`
  }
}

function report(month: string, monthStartDay: number): unknown {
  const [previous, next] = [addMonths(month, -1), addMonths(month, 1)]
  const dates = [previous, month, next].flatMap((each) =>
    Array.from(
      { length: daysInMonth(Number(each.slice(0, 4)), Number(each.slice(5))) },
      (_, index) => `${each}-${String(index + 1).padStart(2, '0')}`,
    ),
  )
  return computeUtilization({
    month,
    settings: { currency: 'USD', monthlyLimit: '100.00', monthStartDay },
    categories: [{ id: 'food', name: 'Food' }],
    budgets: [{ categoryId: 'food', month, amount: '12.00' }],
    expenses: dates.map((date, index) => ({
      categoryId: 'food',
      date: parseDate(date),
      amount: `0.${10 + (index % 90)}`,
    })),
  })
}

for (const month of years.flatMap((year) => [...monthsOf(year)]).slice(1)) {
  for (const startDay of startDays) {
    const range = monthRange(month, startDay)
    const months = [monthOf(range.start, startDay), monthOf(range.end, startDay), monthOf(`${month}-01`)]
    hash.update(JSON.stringify([range, months, report(month, startDay)]))
  }
}
for (let time = Date.UTC(2011, 11, 28); time < Date.UTC(2012, 0, 2); time += 1_800_000) {
  hash.update(['UTC', 'Asia/Kolkata', 'Pacific/Apia'].map((zone) => dateAt(new Date(time), zone)).join())
}

const clock = [new Date(2011, 11, 30), new Date(1844, 11, 31), new Date(2026, 2, 8, 2, 30)].map((date) =>
  date.toISOString(),
)
console.log(JSON.stringify({ clock, digest: hash.digest('hex') }))
