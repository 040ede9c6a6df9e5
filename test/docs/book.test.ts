import { createMemoryAdapter, openBudgetBook, type BookEvent } from 'budgetbook'
import { describe, expect, it } from 'vitest'
import { read } from '../support/snippets/snippets.js'

const page = read('docs/book.md')
const open = (storage = createMemoryAdapter()) => openBudgetBook({ storage })

/** The methods in the table under a heading. */
function methodsUnder(heading: string): string[] {
  const [, section = ''] = page.split(`\n### ${heading}\n`)
  const [table = ''] = section.split('\n#')
  return Array.from(table.matchAll(/^\| `(\w+)\(/gm), ([, name = '']) => name)
}

describe('docs/book.md', () => {
  it.each(['settings', 'categories', 'groups', 'budgets', 'expenses', 'holds', 'history', 'months'] as const)(
    'lists every method of book.%s',
    async (part) => {
      expect(methodsUnder(`\`book.${part}\``).sort()).toEqual(Object.keys((await open())[part]).sort())
    },
  )

  it('lists every method of the book', async () => {
    const book = await open()
    const methods = Object.entries(book).filter(([, value]) => typeof value === 'function')
    expect(methodsUnder('`book`').sort()).toEqual(methods.map(([name]) => name).sort())
  })

  it('shows code that runs on plain http, where crypto.randomUUID is missing, as docs/calls.md does', () => {
    const code = Array.from((page + read('docs/calls.md')).matchAll(/```ts\n(.*?)```/gs), ([, text = '']) =>
      text.replace(/\/\/.*/g, ''),
    )
    expect(code.length).toBeGreaterThan(4)
    expect(code.join('')).not.toMatch(/\bcrypto\b/)
  })

  it('says rightly that nobody hears of a commit that changed nothing', async () => {
    const storage = createMemoryAdapter()
    const book = await open(storage)
    const other = await open(storage)
    const { id } = await book.categories.create({ name: 'Travel' })
    const heard: BookEvent[] = []
    book.subscribe((event) => heard.push(event))
    other.subscribe((event) => heard.push(event))
    await book.categories.restore(id)
    await book.categories.update(id, {})
    expect(heard).toEqual([])
  })
})
