import { describe, expect, it } from 'vitest'
import {
  writeJournal,
  type JournalExpenseFields,
  type JournalInput,
  type JournalOptions,
} from 'budgetbook/journal'

const categories = [{ id: 'a', name: 'Food' }]

function write(
  input: Partial<JournalInput>,
  options: Partial<JournalOptions> & Pick<JournalOptions, 'format'>,
): string {
  return writeJournal(
    { settings: { currency: 'USD' }, categories, budgets: [], expenses: [], ...input },
    options,
  )
}

const budget = (month: string, amount = '5.00') => ({ categoryId: 'a', month, amount })

/** The one expense of a journal, in lines. */
function expenseLines(format: JournalOptions['format'], fields: Partial<JournalExpenseFields>): string[] {
  const expense = { categoryId: 'a', date: '2026-02-14', amount: '7.50', ...fields }
  return write({ expenses: [expense] }, { format })
    .trimEnd()
    .split('\n\n')
    .at(-1)!
    .split('\n')
}

describe('an expense in a journal', () => {
  it.each([
    ['Lunch', '2026-02-14 Lunch'],
    ['a; b | c', '2026-02-14 a, b / c'],
    ['* a', '2026-02-14 () * a'],
    ['!a', '2026-02-14 () !a'],
    ['(12) a', '2026-02-14 () (12) a'],
    ['=2026-02-15 a', '2026-02-14 () =2026-02-15 a'],
    [' a\r\n\tb \u2028\u0000c ', '2026-02-14 a b c'],
    ['a\u202Eb\u200F', '2026-02-14 ab'],
    ['\uD83D', '2026-02-14 \uFFFD'],
    ['', '2026-02-14'],
  ])('with the description %j begins with %j in hledger', (description, line) => {
    expect(expenseLines('hledger', { description })[0]).toBe(line)
  })

  it.each([
    ['Lunch', '2026-02-14 * "Lunch"'],
    ['a; b | "c" \\ \n d', '2026-02-14 * "a; b | \\"c\\" \\\\ d"'],
    ['', '2026-02-14 * ""'],
  ])('with the description %j begins with %j in beancount', (description, line) => {
    expect(expenseLines('beancount', { description })[0]).toBe(line)
  })

  it('needs no description', () => {
    expect(expenseLines('hledger', {})[0]).toBe('2026-02-14')
    expect(expenseLines('beancount', { description: undefined, original: null })[0]).toBe('2026-02-14 * ""')
  })

  it.each([
    ['7.5', '7.50', '-7.50'],
    [-3, '-3.00', '3.00'],
    ['0', '0.00', '0.00'],
    ['999999999999999.99', '999999999999999.99', '-999999999999999.99'],
  ])('of %s is paid exactly', (amount, spent, paid) => {
    expect(expenseLines('hledger', { amount }).slice(1)).toEqual([
      `    Expenses:Food  ${spent} USD`,
      `    Assets:Checking  ${paid} USD`,
    ])
    expect(expenseLines('beancount', { amount }).slice(1)).toEqual([
      `  Expenses:Food  ${spent} USD`,
      `  Assets:Checking  ${paid} USD`,
    ])
  })

  it('says what it was in another currency', () => {
    const original = { amount: '1200', currency: 'JPY', rate: '0.00625' }
    expect(expenseLines('hledger', { original })[1]).toBe('    ; original: 1200 JPY, rate: 0.00625')
    expect(expenseLines('beancount', { original }).slice(1, 3)).toEqual([
      '  original: 1200 JPY',
      '  rate: 0.00625',
    ])
  })

  it('is sorted by date, then by id', () => {
    const expenses = ['2026-02-02 b', '2026-02-01 z', '2026-02-02 a'].map((text) => {
      const [date = '', id = ''] = text.split(' ')
      return { id, date, categoryId: 'a', amount: '1', description: id }
    })
    const journal = write({ expenses }, { format: 'hledger' })
    expect(journal.match(/^2026.*$/gm)).toEqual(['2026-02-01 z', '2026-02-02 a', '2026-02-02 b'])
  })

  it('keeps its place among those of its day that have no id', () => {
    const expenses = ['b', 'a'].map((description) => ({
      ...{ date: '2026-02-02', categoryId: 'a', amount: '1', description },
    }))
    const journal = write({ expenses }, { format: 'hledger' })
    expect(journal.match(/^2026.*$/gm)).toEqual(['2026-02-02 b', '2026-02-02 a'])
  })

  it('is paid from the account that was asked for', () => {
    const expenses = [{ categoryId: 'a', date: '2026-02-14', amount: '1' }]
    const hledger = write(
      { expenses, budgets: [budget('2026-02')] },
      { format: 'hledger', paidFrom: 'girokonto' },
    )
    expect(hledger).toContain('account girokonto\n')
    expect(hledger).toContain('\n    girokonto\n\n2026-02-14\n')
    expect(hledger).toContain('\n    girokonto  -1.00 USD\n')
    const beancount = write({ expenses }, { format: 'beancount', paidFrom: 'Liabilities:Visa-2' })
    expect(beancount).toContain('2026-02-14 open Liabilities:Visa-2\n')
    expect(beancount).toContain('\n  Liabilities:Visa-2  -1.00 USD\n')
  })
})

describe('budgets in a journal', () => {
  it.each([
    [1, 'monthly from 2026-12-01 to 2027-01-01'],
    [2, 'every 2nd day of month from 2026-12-02 to 2027-01-02'],
    [3, 'every 3rd day of month from 2026-12-03 to 2027-01-03'],
    [11, 'every 11th day of month from 2026-12-11 to 2027-01-11'],
    [21, 'every 21st day of month from 2026-12-21 to 2027-01-21'],
    [28, 'every 28th day of month from 2026-12-28 to 2027-01-28'],
  ])('belong to the months that start on day %i', (monthStartDay, period) => {
    const settings = { currency: 'USD', monthStartDay }
    const hledger = write({ settings, budgets: [budget('2026-12')] }, { format: 'hledger' })
    expect(hledger).toContain(`\n~ ${period}\n    Expenses:Food  5.00 USD\n    Assets:Checking\n`)
    const start = /\d{4}-\d\d-\d\d/.exec(period)![0]
    const beancount = write({ settings, budgets: [budget('2026-12')] }, { format: 'beancount' })
    expect(beancount).toContain(`\n${start} custom "budget" Expenses:Food "monthly" 5.00 USD\n`)
  })

  it('are there for the first and the last month of the calendar', () => {
    const settings = { currency: 'JPY', monthStartDay: 25 }
    const budgets = [budget('9999-12', '5'), budget('0001-01', '6')]
    const hledger = write({ settings, budgets }, { format: 'hledger' })
    expect(hledger.match(/^~.*$/gm)).toEqual([
      '~ every 25th day of month from 0001-01-25 to 0001-02-25',
      '~ every 25th day of month from 9999-12-25 to 9999-12-31',
    ])
    const beancount = write({ settings, budgets }, { format: 'beancount' })
    expect(beancount.match(/^.*custom.*$/gm)).toEqual([
      '0001-01-01 custom "budget" Expenses:Food "monthly" 6 JPY',
      '0001-02-25 custom "budget" Expenses:Food "monthly" 0 JPY',
      '9999-12-25 custom "budget" Expenses:Food "monthly" 5 JPY',
    ])
  })

  it('of beancount end where a month has none', () => {
    const budgets = [budget('2026-04'), budget('2026-01'), budget('2026-02', '0')]
    const found = write({ budgets }, { format: 'beancount' }).match(/^.*custom.*$/gm)
    expect(found?.map((line) => line.replace(' custom "budget" Expenses:Food "monthly"', ''))).toEqual([
      '2026-01-01 5.00 USD',
      '2026-02-01 0.00 USD',
      '2026-03-01 0.00 USD',
      '2026-04-01 5.00 USD',
      '2026-05-01 0.00 USD',
    ])
  })

  it('of one month keep the order of the categories', () => {
    const two = [...categories, { id: 'b', name: 'Fun' }]
    const budgets = [{ ...budget('2026-02'), categoryId: 'b' }, budget('2026-02')]
    for (const format of ['hledger', 'beancount'] as const) {
      const journal = write({ categories: two, budgets }, { format })
      expect(journal).toMatch(/Expenses:Food .*5\.00[^]*Expenses:Fun .*5\.00/)
      expect(journal.match(/Expenses:Food .*5\.00/g)).toHaveLength(1)
    }
  })
})

describe('the head of a journal', () => {
  it.each([
    ['JPY', '1000.'],
    ['USD', '1000.00'],
    ['KWD', '1000.000'],
    ['CLF', '1000.0000'],
  ])('tells hledger the decimals of %s', (currency, amount) => {
    expect(write({ settings: { currency } }, { format: 'hledger' })).toContain(
      `commodity ${amount} ${currency}\n`,
    )
  })

  it('says on which day months start, and how to report them', () => {
    const settings = { currency: 'USD', monthStartDay: 25 }
    expect(write({ settings }, { format: 'hledger' })).toContain(
      "; Months start on day 25: hledger bal --budget -p 'every 25th day of month'\n",
    )
    expect(write({ settings }, { format: 'beancount' })).toContain('; Months start on day 25\n')
  })

  it('keeps a name that an account of hledger cannot have on a line of its own', () => {
    const groups = [{ id: 'g', name: 'Car: all' }]
    const named = [{ id: 'a', name: 'Fuel, type: Asset', groupId: 'g' }]
    expect(write({ groups, categories: named }, { format: 'hledger' })).toContain(
      '\n; Car: all:Fuel, type: Asset\naccount Expenses:Car- all:Fuel, type- Asset\n',
    )
  })

  it('opens the accounts of beancount on the first day of all, be it of an expense or of a budget', () => {
    const expenses = ['2026-02-20', '2026-02-10'].map((date) => ({ categoryId: 'a', date, amount: '1' }))
    const opened = (input: Partial<JournalInput>) =>
      / open /.test(write(input, { format: 'beancount' })) &&
      write(input, { format: 'beancount' }).match(/^\S+(?= open )/gm)
    expect(opened({ expenses })).toEqual(['2026-02-10', '2026-02-10'])
    expect(opened({ expenses, budgets: [budget('2026-03'), budget('2026-02')] })).toEqual([
      '2026-02-01',
      '2026-02-01',
    ])
    expect(opened({})).toEqual(['1970-01-01', '1970-01-01'])
  })
})
