import { describe, expect, it } from 'vitest'
import { csvFormats, readCsv, readPlanCsv, sniffCsv, type CsvFormat } from 'budgetbook/csv'

// Each file is in the layout of its product, as its sources or its exports show it.
const register = `\uFEFF"Account","Flag","Date","Payee","Category Group/Category","Category Group","Category","Memo","Outflow","Inflow","Cleared"
"Checking","","02/14/2026","Corner Grocer","Living: Food","Living","Food","weekly, with ""milk""",$84.12,$0.00,"Cleared"
"Checking","","02/14/2026","Transfer : Savings","","","","",$200.00,$0.00,"Cleared"
"Checking","","02/15/2026","Transfer : Mortgage","Living: Rent","Living","Rent","",$1250.00,$0.00,"Cleared"
"Checking","","02/16/2026","Payroll","Inflow: Ready to Assign","Inflow","Ready to Assign","",$0.00,$3000.00,"Cleared"
"Checking","Red","02/17/2026","Corner Grocer","Living: Food","Living","Food","returned",$0.00,$4.12,"Uncleared"
`
const plan = `"Month","Category Group/Category","Category Group","Category","Assigned","Activity","Available"
"Feb 2026","Inflow: Ready to Assign","Inflow","Ready to Assign",$0.00,$3000.00,$0.00
"Feb 2026","Living: Food","Living","Food","$1,500.00",-$84.12,$1415.88
"March 2026","Living: Rent","Living","Rent",$0.00,$0.00,$0.00
"Mar 2026","Living: Food","Living","Food",-$5.00,$0.00,-$5.00
"Mrz 2026","Living: Food","Living","Food",$5.00,$0.00,$5.00
`
const actual = `Account,Date,Payee,Notes,Category,Amount,Split_Amount,Cleared
Bank,2026-02-14,Grocer,weekly,Food,-84.12,0,Cleared
Bank,2026-02-15,Shop,(SPLIT INTO 2) ,,0,-30,Reconciled
Bank,2026-02-15,Shop,(SPLIT 1 OF 2) bread,Food,-10,0,Reconciled
Bank,2026-02-15,Shop,(SPLIT 2 OF 2) ,Home,-20,0,Reconciled
Bank,2026-02-16,Employer,,Income,3000,0,Cleared
Bank,2026-02-17,Savings,,,-200,0,Not cleared
Bank,2026-02-18,Grocer,,Food,4.12,0,Cleared
`
const firefly = `user_id,group_id,journal_id,created_at,updated_at,group_title,type,currency_code,amount,foreign_currency_code,foreign_amount,native_currency_code,native_amount,native_foreign_amount,description,date,source_name,source_iban,source_type,destination_name,destination_iban,destination_type,reconciled,category,budget,bill,tags,notes
1,7,9,2026-02-14T10:00:00+01:00,2026-02-14T10:00:00+01:00,,Withdrawal,EUR,-84.12,,,EUR,,,Groceries,2026-02-14T00:00:00+01:00,Bank,,"Asset account",Grocer,,"Expense account",,Food,Living,,"a,b","two
lines"
1,8,10,2026-02-14T10:00:00+01:00,2026-02-14T10:00:00+01:00,,Deposit,EUR,3000.00,,,EUR,,,Salary,2026-02-15T00:00:00+01:00,Employer,,"Revenue account",Bank,,"Asset account",,,,,,
1,9,11,2026-02-14T10:00:00+01:00,2026-02-14T10:00:00+01:00,,Transfer,EUR,200.00,,,EUR,,,Saving,2026-02-16T00:00:00+01:00,Bank,,"Asset account",Savings,,"Asset account",,,,,,
`

const codes = (text: string, format: CsvFormat): unknown[] =>
  readCsv(text, format).rejected.map(({ line, code }) => [line, code])

describe('a file of', () => {
  it('the register of YNAB: spending, transfers, income and a refund', () => {
    expect(readCsv(register, csvFormats.ynabRegister).rows).toEqual([
      { date: '2026-02-14', amount: '84.12', description: 'Corner Grocer', category: 'Food', line: 2 },
      {
        date: '2026-02-15',
        amount: '1250.00',
        description: 'Transfer : Mortgage',
        category: 'Rent',
        line: 4,
      },
      { date: '2026-02-17', amount: '-4.12', description: 'Corner Grocer', category: 'Food', line: 6 },
    ])
    expect(codes(register, csvFormats.ynabRegister)).toEqual([
      [3, 'transfer'],
      [5, 'income'],
    ])
  })

  it('the register of YNAB, as a person in Europe sets it', () => {
    const text = register
      .replaceAll(/"02\/(\d\d)\/2026"/g, '"$1.02.2026"')
      .replaceAll(/\$(\d+)\.(\d\d)/g, '"$1,$2€"')
    const format = { ...csvFormats.ynabRegister, dates: 'DD.MM.YYYY', decimal: ',', group: '.' } as const
    expect(readCsv(text, format).rows).toEqual(readCsv(register, csvFormats.ynabRegister).rows)
  })

  it('the plan of YNAB: budgets, those of zero too', () => {
    const { rows, rejected } = readPlanCsv(plan, csvFormats.ynabPlan)
    expect(rows).toEqual([
      { month: '2026-02', category: 'Food', group: 'Living', amount: '1500.00', line: 3 },
      { month: '2026-03', category: 'Rent', group: 'Living', amount: '0.00', line: 4 },
    ])
    expect(rejected.map(({ line, code }) => [line, code])).toEqual([
      [2, 'income'],
      [5, 'negative_amount'],
      [6, 'invalid_month'],
    ])
  })

  it('Actual: parts of a split, but not its whole', () => {
    const { rows } = readCsv(actual, csvFormats.actualTransactions)
    expect(rows.map(({ amount, category }) => [amount, category])).toEqual([
      ['84.12', 'Food'],
      ['10', 'Food'],
      ['20', 'Home'],
      ['200', undefined],
      ['-4.12', 'Food'],
    ])
    expect(codes(actual, csvFormats.actualTransactions)).toEqual([
      [3, 'split'],
      [6, 'income'],
    ])
  })

  it('Firefly III: withdrawals, with their currency and id', () => {
    const { rows } = readCsv(firefly, csvFormats.fireflyTransactions)
    expect(rows).toEqual([
      {
        ...{ date: '2026-02-14', amount: '84.12', line: 2 },
        ...{ description: 'Groceries', category: 'Food', id: '9', currency: 'EUR' },
      },
    ])
    expect(codes(firefly, csvFormats.fireflyTransactions)).toEqual([
      [4, 'not_a_withdrawal'],
      [5, 'not_a_withdrawal'],
    ])
  })
})

describe('the header tells the product', () => {
  it.each([
    ['ynabRegister', register],
    ['ynabPlan', plan],
    ['actualTransactions', actual],
    ['fireflyTransactions', firefly],
    ['budgetbook', 'Date,Category,Description,Id,Amount\r\n2026-02-03,a,b,c,1\r\n'],
  ] as const)('%s', (preset, text) => {
    const sniffed = sniffCsv(text)
    expect(sniffed.preset).toBe(preset)
    expect(sniffed.ambiguous).toEqual([])
    if (preset !== 'ynabPlan')
      expect(readCsv(text, sniffed.suggestions as CsvFormat).rows).toEqual(
        readCsv(text, csvFormats[preset]).rows,
      )
  })

  it('and a register of YNAB whose dates can be read two ways is asked about', () => {
    const { ambiguous, suggestions } = sniffCsv(register.replaceAll(/"02\/\d\d/g, '"02/03'))
    expect(ambiguous).toEqual(['dates'])
    expect(suggestions.dates).toBeUndefined()
  })
})

describe('the plan of any other product', () => {
  it.each([
    ['YYYY-MM', '2026-2'],
    ['YYYY/MM', '2026/02'],
    ['YYYYMM', '202602'],
    ['MM/YYYY', '02/2026'],
    ['MM-YYYY', '2-2026'],
    ['MM.YYYY', '02.2026'],
    ['MMM YYYY', 'february 2026'],
    ['YYYY-MM-DD', '2026-02-28'],
  ] as const)('has months as %s: %j', (months, cell) => {
    const format = { columns: { month: 0, category: 1, amount: 2 }, months, header: false } as const
    const { rows, rejected } = readPlanCsv(
      `${cell},Food,5\n${cell}x,Food,5\n,Food,5\n${cell},,5\n${cell},Food,\n${cell},Food,x`,
      format,
    )
    expect(rows).toEqual([{ month: '2026-02', category: 'Food', amount: '5', line: 1 }])
    expect(rejected.map(({ code }) => code)).toEqual([
      ...['invalid_month', 'missing_cell', 'missing_cell', 'missing_cell', 'invalid_amount'],
    ])
  })
})
