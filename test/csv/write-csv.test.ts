import { describe, expect, it } from 'vitest'
import { computeUtilization, isBudgetBookError } from 'budgetbook'
import { writeCsv, writeCsvStream, writeUtilizationCsv, type CsvExpense } from 'budgetbook/csv'

const rows: CsvExpense[] = [
  { id: '1', categoryId: 'food', date: '2026-02-03', amount: '4.80', description: 'Café' },
  { id: '=2', categoryId: 'home', date: '2026-02-04', amount: '-5.00', description: '-5' },
]
const categories = [
  { id: 'food', name: '@Food' },
  { id: 'other', name: 'Other' },
]
const lines = (text: string): string[] => text.split('\r\n')

describe('a file of expenses', () => {
  it('has the names of categories, and the id where there is none', () => {
    expect(lines(writeCsv(rows, { categories }))).toEqual([
      'Date,Category,Description,Id,Amount',
      '2026-02-03,@Food,Café,1,4.80',
      '2026-02-04,home,-5,=2,-5.00',
      '',
    ])
  })

  it('has an apostrophe before texts that are formulas, but never before an amount', () => {
    expect(lines(writeCsv(rows, { categories, neutralize: true }))).toEqual([
      'Date,Category,Description,Id,Amount',
      "2026-02-03,'@Food,Café,1,4.80",
      "2026-02-04,home,'-5,'=2,-5.00",
      '',
    ])
    const texts = ['+1', '\t1', '\r1', "'1", '1=']
    const written = texts.map(
      (description) =>
        writeCsv([{ ...rows[0]!, description }], { neutralize: true, delimiter: ';' }).split(';')[6],
    )
    expect(written).toEqual(["'+1", '"\'\t1"', '"\'\r1"', "'1", '1='])
  })

  it('has quotes around texts with white space at their ends, which some programs drop', () => {
    expect(writeCsv([{ ...rows[0]!, description: ' a', id: 'b ' }])).toContain(',food," a","b ",4.80\r\n')
  })

  it('begins with a byte order mark on request, and has its header without rows', () => {
    expect(writeCsv([], { bom: true, delimiter: '\t' })).toBe(
      '\uFEFFDate\tCategory\tDescription\tId\tAmount\r\n',
    )
    expect(writeCsv([])).toBe('Date,Category,Description,Id,Amount\r\n')
  })

  it('comes in pieces of some kilobytes', async () => {
    const pieces: string[] = []
    for await (const piece of writeCsvStream(Array.from({ length: 2_000 }, () => rows[0]!)))
      pieces.push(piece)
    expect(pieces.length).toBeGreaterThan(3)
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(20_000)
  })

  it.each([
    ['amount', '=1+1', 'invalid_amount'],
    ['amount', 5, 'invalid_type'],
    ['date', '=1', 'invalid_date'],
    ['description', 'a\0', 'unsupported_text'],
    ['id', 7, 'invalid_type'],
  ])('refuses a row whose %s is %j, and says where it is', async (field, value, code) => {
    const wrong = [rows[0], { ...rows[1], [field]: value }] as CsvExpense[]
    const issue = { code, path: ['rows', 1, field] }
    const issuesOf = (error: unknown): unknown =>
      isBudgetBookError(error, 'invalid_input') && error.details.issues[0]
    try {
      writeCsv(wrong)
      expect.unreachable()
    } catch (error) {
      expect(issuesOf(error)).toMatchObject(issue)
    }
    try {
      await writeCsvStream(wrong).next()
      expect.unreachable()
    } catch (error) {
      expect(issuesOf(error)).toMatchObject(issue)
    }
  })
})

describe('a file of a report', () => {
  const report = computeUtilization({
    month: '2026-02',
    settings: { currency: 'USD' },
    categories: [
      { id: 'food', name: '=Food, "daily"' },
      { id: 'home', name: 'Home' },
      { id: 'zero', name: 'Zero' },
    ],
    budgets: [
      { categoryId: 'food', month: '2026-02', amount: '500.00' },
      { categoryId: 'zero', month: '2026-02', amount: '0.00' },
    ],
    expenses: [
      { categoryId: 'food', date: '2026-02-03', amount: '120.00' },
      { categoryId: 'home', date: '2026-02-03', amount: '-20.00' },
      { categoryId: 'zero', date: '2026-02-03', amount: '1.00' },
    ],
    holds: [{ categoryId: 'food', date: '2026-02-04', amount: '80.00' }],
  })

  it('has a line for each category, for each without a budget, and for the whole month', () => {
    expect(lines(writeUtilizationCsv(report, { neutralize: true }))).toEqual([
      'Month,Kind,Category,Currency,Budget,Spent,Remaining,Percent,Status,Expenses,Held,Free',
      `2026-02,category,"'=Food, ""daily""",USD,500.00,120.00,380.00,24,good,1,80.00,300.00`,
      '2026-02,category,Zero,USD,0.00,1.00,-1.00,,over_budget,1,0.00,-1.00',
      '2026-02,unbudgeted,Home,USD,,-20.00,,,,1,0.00,',
      '2026-02,total,,USD,500.00,101.00,399.00,20.2,good,3,80.00,319.00',
      '',
    ])
  })

  it('refuses invalid figures', () => {
    const [first] = report.categories
    const wrong = { ...report, categories: [{ ...first!, spent: '=1' as never }] }
    expect(() => writeUtilizationCsv(wrong)).toThrow(/^report\.categories\.0\.spent: /)
    expect(() =>
      writeUtilizationCsv({ ...report, summary: { ...report.summary, status: '=1' as 'good' } }),
    ).toThrow(/^report\.summary\.status: /)
  })
})

it.each(['＝1+1', '＠SUM(1)', ' =1', '\u00A0=1', '\u200B=1', '\uFEFF=1', '\n=1', '\t1', '\r1'])(
  'a text that a spreadsheet may run gets an apostrophe: %j',
  (description) => {
    const written = writeCsv([{ ...rows[0]!, description }], { neutralize: true })
    expect(written.split(',')[6]).toMatch(/^"?'/)
  },
)

it('a text with the mark of another program is quoted, if it is neutralized', () => {
  const written = writeCsv([{ ...rows[0]!, description: 'foo;=1+1' }], { neutralize: true })
  expect(written).toContain(',"foo;=1+1",')
})
