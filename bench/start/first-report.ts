import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { pairedRatioLine, timesLine, type Line } from '../measure.js'
import type { Settings } from '../settings.js'

const expenses = 1_000

// The loop picks out the month and adds up by category, as in the section utilization, and checks nothing.
const script = `
  const { computeUtilization } = await import('budgetbook')
  const days = (index) => String(1 + (index % 28)).padStart(2, '0')
  const categories = Array.from({ length: 20 }, (_, index) => ({ id: 'c' + index, name: 'Category ' + index }))
  const budgets = categories.map(({ id }) => ({ categoryId: id, month: '2026-02', amount: '400.00' }))
  const rows = Array.from({ length: ${expenses} }, (_, index) => ({
    categoryId: 'c' + (index % 20),
    date: '2026-02-' + days(index),
    amount: (index % 90) + '.' + days(index),
  }))
  const input = { month: '2026-02', settings: { currency: 'USD' }, categories, budgets }
  const time = (run) => {
    const expensesOfTurn = JSON.parse(JSON.stringify(rows))
    const start = performance.now()
    run(expensesOfTurn)
    return performance.now() - start
  }
  const loop = (list) => {
    const sums = new Map()
    for (const { categoryId, date, amount } of list)
      if (date >= '2026-02-01' && date < '2026-03-01') sums.set(categoryId, (sums.get(categoryId) ?? 0) + Number(amount))
    return sums
  }
  const report = (list) => computeUtilization({ ...input, expenses: list })
  console.log(JSON.stringify([time(report), time(loop)]))
`

/** The first report of a process, which no engine has seen before. */
export async function measureFirstReport({ quick }: Settings): Promise<Line[]> {
  const reports: number[] = []
  const loops: number[] = []
  for (let turn = 0; turn < (quick ? 10 : 30); turn++) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
    const [report = Number.NaN, loop = Number.NaN] = JSON.parse(stdout) as number[]
    reports.push(report)
    loops.push(loop)
  }
  const what = `first report of a process, ${expenses} expenses`
  return [
    timesLine(what, reports),
    timesLine('first loop with Number of a process, the same expenses', loops),
    pairedRatioLine(`${what}: to the loop`, reports, loops),
  ]
}
