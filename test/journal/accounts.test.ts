import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeJournal, type JournalFormatName } from 'budgetbook/journal'
import { bookArbitrary, type PlainBook } from './books.js'

const formats: JournalFormatName[] = ['hledger', 'beancount']

const declarations = { hledger: /^account (.*)$/gm, beancount: /^\S+ open (\S+)/gm }

/** The accounts that a journal declares for categories, in their order. */
function accountsOf(
  book: Pick<PlainBook, 'categories'> & Partial<PlainBook>,
  format: JournalFormatName,
): string[] {
  const { groups = [], categories, settings = { currency: 'USD' } } = book
  const journal = writeJournal({ settings, groups, categories, budgets: [], expenses: [] }, { format })
  return Array.from(journal.matchAll(declarations[format]), ([, account = '']) => account).slice(1)
}

const named = (...names: string[]) => ({
  categories: names.map((name, at) => ({ id: `id-${at}`, name, groupId: null })),
})

describe('the account of a category', () => {
  it.each([
    ['Food & Dining', 'Expenses:Food & Dining', 'Expenses:Food-Dining'],
    ['car: fuel', 'Expenses:car- fuel', 'Expenses:Car-fuel'],
    [' a;\tb  c\n', 'Expenses:a- b c', 'Expenses:A-b-c'],
    ['2nd home', 'Expenses:2nd home', 'Expenses:2nd-home'],
    ['(old) [x]', 'Expenses:(old) [x]', 'Expenses:Old-x'],
    ['*', 'Expenses:*', 'Expenses:Unnamed'],
    [':', 'Expenses:-', 'Expenses:Unnamed'],
    ['', 'Expenses:Unnamed', 'Expenses:Unnamed'],
    ['\u202E', 'Expenses:Unnamed', 'Expenses:Unnamed'],
    ['e\u0301cole', 'Expenses:e\u0301cole', 'Expenses:École'],
    ['旅行', 'Expenses:旅行', 'Expenses:X-旅行'],
    ['हिन्दी', 'Expenses:हिन्दी', 'Expenses:X-हनद'],
    ['ŉ', 'Expenses:ŉ', 'Expenses:X-ŉ'],
    ['\u1FC6', 'Expenses:\u1FC6', 'Expenses:Η'],
    ['\u01F0', 'Expenses:\u01F0', 'Expenses:J'],
    ['łódź', 'Expenses:łódź', 'Expenses:Łódź'],
    ['🎉 party', 'Expenses:🎉 party', 'Expenses:Party'],
    ['\uD800', 'Expenses:\uFFFD', 'Expenses:Unnamed'],
  ])('%j is %j in hledger and %j in beancount', (name, inHledger, inBeancount) => {
    expect(accountsOf(named(name), 'hledger')).toEqual([inHledger])
    expect(accountsOf(named(name), 'beancount')).toEqual([inBeancount])
  })

  it('is what the documentation of beancount allows, whatever letter it begins with', () => {
    const letters = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter((one) =>
      /\p{L}/u.test(one),
    )
    const categories = letters.map((name, at) => ({ id: `id-${at}`, name, groupId: null }))
    const accounts = accountsOf({ categories }, 'beancount')
    expect(accounts).toHaveLength(letters.length)
    const sound = /^Expenses:[\p{Lu}\p{Nd}][\p{L}\p{Nd}-]*$/u
    expect(accounts.filter((account) => !sound.test(account))).toEqual([])
  })

  it('is below that of its group', () => {
    const book = {
      groups: [{ id: 'g', name: 'At home' }],
      categories: [{ id: 'r', name: 'Rent', groupId: 'g' }],
    }
    expect(accountsOf(book, 'hledger')).toEqual(['Expenses:At home:Rent'])
    expect(accountsOf(book, 'beancount')).toEqual(['Expenses:At-home:Rent'])
  })

  it('is in no group where the groups are not given', () => {
    const journal = writeJournal(
      {
        settings: { currency: 'USD' },
        categories: [{ id: 'r', name: 'Rent', groupId: 'g' }],
        budgets: [],
        expenses: [],
      },
      { format: 'hledger' },
    )
    expect(journal).toContain('account Expenses:Rent\n')
  })

  it('has the mark of its id where another one would be the same', () => {
    expect(accountsOf(named('a:b', 'a;b', 'c'), 'hledger')).toEqual([
      'Expenses:a-b-9ca33485',
      'Expenses:a-b-9ba332f2',
      'Expenses:c',
    ])
  })

  it('has it where a group would be the same, so that no category is above another', () => {
    const book = {
      groups: [{ id: 'g', name: 'Home' }],
      categories: [
        { id: 'h', name: 'Home', groupId: null },
        { id: 'r', name: 'Home', groupId: 'g' },
      ],
    }
    expect(accountsOf(book, 'beancount')).toEqual(['Expenses:Home-ed0c3757', 'Expenses:Home:Home'])
  })

  it('is another one where one name is what the mark makes of the others', () => {
    const marked = accountsOf(named('a:b', 'a;b'), 'hledger').map((account) =>
      account.slice('Expenses:'.length),
    )
    const accounts = accountsOf(named('a:b', 'a;b', ...marked), 'hledger')
    expect(new Set(accounts).size).toBe(4)
  })

  it('is another one for two ids with one checksum', () => {
    const ids = collidingIds()
    const categories = ids.map((id) => ({ id, name: 'a', groupId: null }))
    const accounts = accountsOf({ categories }, 'hledger')
    expect(accounts[0]).toMatch(/^Expenses:a-[0-9a-f]{8}-1$/)
    expect(accounts[1]).toBe(accounts[0]?.replace(/1$/, '2'))
    expect(accountsOf({ categories: categories.toReversed() }, 'hledger').toReversed()).toEqual(accounts)
  })

  it('does not depend on the order of categories and groups', () => {
    fc.assert(
      fc.property(bookArbitrary(), fc.constantFrom(...formats), (book, format) => {
        const reversed = {
          ...book,
          groups: book.groups.toReversed(),
          categories: book.categories.toReversed(),
        }
        expect(accountsOf(reversed, format).toReversed()).toEqual(accountsOf(book, format))
      }),
    )
  })

  it('is not the account of another category, and not above one', () => {
    fc.assert(
      fc.property(bookArbitrary(), fc.constantFrom(...formats), (book, format) => {
        const accounts = accountsOf(book, format)
        expect(accounts).toHaveLength(book.categories.length)
        for (const [at, account] of accounts.entries()) {
          const others = accounts.filter((_, other) => other !== at)
          expect(others.filter((other) => `${other}:`.startsWith(`${account}:`))).toEqual([])
        }
      }),
    )
  })
})

/** Two texts with one FNV-1a checksum, found by trying. */
function collidingIds(): string[] {
  const seen = new Map<number, string>()
  for (let number = 0; ; number++) {
    const id = number.toString(36)
    let hash = 0x811c9dc5
    for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
    const other = seen.get(hash)
    if (other !== undefined) return [other, id].sort()
    seen.set(hash, id)
  }
}
