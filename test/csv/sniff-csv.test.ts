import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { readCsv, sniffCsv, type CsvFormat, type DateFormat } from 'budgetbook/csv'
import { civilDateArbitrary } from '../support/arbitraries/calendar.js'

const columnsOf = (header: string, row: string): unknown =>
  sniffCsv(`${header}\n${row}\n`).suggestions.columns

describe('columns are found by their names', () => {
  it.each([
    [
      'Date,Description,Amount',
      '13/02/2026,a,-5.00',
      { date: 'Date', description: 'Description', amount: 'Amount' },
    ],
    [
      'Buchungstag;Wertstellung;Verwendungszweck;Betrag (EUR);Währung',
      '13.02.2026;14.02.2026;a;-5,00;EUR',
      { date: 'Buchungstag', description: 'Verwendungszweck', amount: 'Betrag (EUR)', currency: 'Währung' },
    ],
    [
      'Date opération;Libellé;Débit;Crédit',
      '13/02/2026;a;5,00;',
      { date: 'Date opération', description: 'Libellé', outflow: 'Débit', inflow: 'Crédit' },
    ],
    [
      'Fecha;Concepto;Importe',
      '13/02/2026;a;-5,00',
      { date: 'Fecha', description: 'Concepto', amount: 'Importe' },
    ],
    [
      'Datum;Naam / Omschrijving;Af Bij;Bedrag (EUR)',
      '20260213;a;Af;5,00',
      {
        date: 'Datum',
        description: 'Naam / Omschrijving',
        amount: 'Bedrag (EUR)',
        direction: { column: 'Af Bij', out: ['Af'], in: [] },
      },
    ],
    [
      'Data;Descrizione;Dare;Avere',
      '13/02/2026;a;5,00;',
      { date: 'Data', description: 'Descrizione', outflow: 'Dare', inflow: 'Avere' },
    ],
    [
      'Data;Descrição;Valor',
      '13/02/2026;a;-5,00',
      { date: 'Data', description: 'Descrição', amount: 'Valor' },
    ],
    [
      'Id,Date,Payee,Category,Amount',
      '7,13/02/2026,a,Food,-5',
      { id: 'Id', date: 'Date', description: 'Payee', category: 'Category', amount: 'Amount' },
    ],
  ])('%s', (header, row, columns) => {
    // Without an inflow there is nothing to tell how one is written.
    const second = row.replace('Af', 'Bij').replace(';5,00;', ';;5,00')
    const found = sniffCsv(`${header}\n${row}\n${second}\n`).suggestions.columns
    expect(found).toEqual(
      'direction' in columns ? { ...columns, direction: { ...columns.direction, in: ['Bij'] } } : columns,
    )
  })

  it('or by what is in them, if only one can be meant', () => {
    expect(columnsOf('a,b,c', '2026-02-13,x,-5.00')).toEqual({ date: 'a', amount: 'c' })
    expect(columnsOf('a,b,c', '2026-02-13,1,-5.00')).toBeUndefined()
    expect(sniffCsv('2026-02-13,x,-5.00\n2026-02-14,x,5.00').suggestions).toMatchObject({
      ...{ header: false, columns: { date: 0, amount: 2 } },
    })
    expect(columnsOf('Date,Date,Amount', '2026-02-13,2026-02-13,5')).toEqual({ date: 0, amount: 'Amount' })
  })
})

describe('what can be read two ways is ambiguous', () => {
  it.each<[string, string[], Partial<CsvFormat>]>([
    ['03/02/2026,-5.00', ['dates', 'spending'], { decimal: '.', spending: 'negative' }],
    [
      '03/02/2026,-5.00\n13/02/2026,5.00\n14/02/2026,6.00',
      ['spending'],
      { dates: 'DD/MM/YYYY', spending: 'positive' },
    ],
    ['2026-02-03,"1,250"', ['decimal', 'spending'], { dates: 'YYYY-MM-DD' }],
    ['2026-02-03,"1,250.00"', ['spending'], { decimal: '.', group: ',' }],
    ['2026-02-03,$5.00', ['spending'], { decimal: '.', symbols: ['$'] }],
  ])('%j', (rows, ambiguous, suggestions) => {
    const sniffed = sniffCsv(`Date,Amount\n${rows}\n`)
    expect(sniffed.ambiguous).toEqual(ambiguous)
    expect(sniffed.suggestions).toMatchObject(suggestions)
    expect('dates' in sniffed.suggestions).toBe(!ambiguous.includes('dates'))
    expect('decimal' in sniffed.suggestions).toBe(!ambiguous.includes('decimal'))
  })

  it('if a day late in the file settles it, it is not', () => {
    const rows = Array.from({ length: 5_000 }, () => '03/02/2026,-5.00').join('\n')
    expect(sniffCsv(`Date,Amount\n${rows}\n13/02/2026,-5.00`).suggestions.dates).toBe('DD/MM/YYYY')
    expect(
      sniffCsv(`Date,Amount\n${rows}\n13/02/2026,-5.00\n02/13/2026,-5.00`).suggestions.dates,
    ).toBeUndefined()
  })
})

describe('the shape of a file', () => {
  it('has lines before its header, or an order for Excel', () => {
    const text = 'Account;12\n\nDatum;Text;Betrag\n13.02.2026;a, b;-1,50\nTotal;;-1,50\n'
    expect(sniffCsv(text).suggestions).toMatchObject({
      delimiter: ';',
      skipLines: 2,
      header: true,
      dates: 'DD.MM.YYYY',
    })
    expect(sniffCsv('sep=|\r\nDate|Amount\r\n2026-02-13|5').suggestions).toMatchObject({
      delimiter: '|',
      skipLines: 1,
    })
  })

  it.each(['', 'no columns', '\n\n', '"', 'a,b'])('%j tells little', (text) => {
    const { suggestions, preset, ambiguous } = sniffCsv(text)
    expect([suggestions.columns, preset, ambiguous]).toEqual([undefined, null, []])
  })
})

it('the suggestions for a file that can be read one way read it right', () => {
  const writers: readonly [DateFormat, (year: string, month: string, day: string) => string][] = [
    ['YYYY-MM-DD', (year, month, day) => `${year}-${month}-${day}`],
    ['DD.MM.YYYY', (year, month, day) => `${day}.${month}.${year}`],
    ['MM/DD/YYYY', (year, month, day) => `${month}/${day}/${year}`],
    ['YYYYMMDD', (year, month, day) => year + month + day],
  ]
  const cents = fc.integer({ min: 1, max: 99_999 })
  const file = fc.record({
    writer: fc.constantFrom(...writers),
    delimiter: fc.constantFrom(';', '\t', '|'),
    decimal: fc.constantFrom('.', ','),
    skip: fc.nat({ max: 3 }),
    rows: fc.array(fc.tuple(civilDateArbitrary(), cents), { minLength: 1, maxLength: 10 }),
  })
  fc.assert(
    fc.property(file, ({ writer: [dates, write], delimiter, decimal, skip, rows }) => {
      // The last row has a day that is no month.
      const given = [...rows, ['2026-12-31', 1_234] as const]
      const lines = given.map(([date, amount]) => {
        const [year = '', month = '', day = ''] = date.split('-')
        const text = `-${Math.floor(amount / 100)}${decimal}${String(amount % 100).padStart(2, '0')}`
        return [write(year, month, day), 'a text', text].join(delimiter)
      })
      const text = ['x\n'.repeat(skip) + ['Date', 'Memo', 'Amount'].join(delimiter), ...lines].join('\n')
      const { suggestions, ambiguous } = sniffCsv(text)
      expect(ambiguous).toEqual(['spending'])
      expect(suggestions).toMatchObject({ dates, delimiter, skipLines: skip })
      const read = readCsv(text, suggestions as CsvFormat)
      expect(read.rejected).toEqual([])
      expect(read.rows.map(({ date, amount }) => [date, Math.round(Number(amount) * 100)])).toEqual(given)
    }),
  )
})

it('takes the line that names columns for the header, not a line of the same width about the account', () => {
  const { suggestions } = sniffCsv(
    'Umsätze;;;\nZeitraum:;01.01.2026 - 28.02.2026;;\n;;;\nBuchungstag;Text;Umsatz;S/H\n05.01.2026;REWE;1.234,56;S\n16.01.2026;Storno;3,20;H\n',
  )
  expect(suggestions).toMatchObject({
    skipLines: 3,
    columns: { date: 'Buchungstag', amount: 'Umsatz', direction: { column: 'S/H', out: ['S'], in: ['H'] } },
  })
})
