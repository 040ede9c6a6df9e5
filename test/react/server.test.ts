import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { createMemoryAdapter, openBudgetBook, type BudgetBook } from 'budgetbook'
import { BudgetBookProvider, useCategories, useMonths, useObserved, useUtilization } from 'budgetbook/react'

function Page() {
  const results = [
    useUtilization('2026-02'),
    useUtilization(),
    useMonths(),
    useCategories(),
    useObserved(async (book) => book.settings.get(), []),
  ]
  return createElement('p', null, results.map(({ state, value }) => `${state} ${typeof value}`).join(', '))
}

/** A book that nobody may read. */
async function openUnread(): Promise<BudgetBook> {
  const book = await openBudgetBook({ storage: createMemoryAdapter() })
  const refuse = () => expect.unreachable('the book was used')
  return { ...book, utilization: refuse, subscribe: refuse, months: { ...book.months, list: refuse } }
}

describe('on the server', () => {
  it('the hooks are loading, and neither read the book nor listen to it', async () => {
    const page = createElement(BudgetBookProvider, { book: await openUnread() }, createElement(Page))
    const html = `<p>${Array.from({ length: 5 }, () => 'loading undefined').join(', ')}</p>`
    expect(renderToString(page)).toBe(html)
  })

  it('the hooks are loading also for a book that was read before', async () => {
    const book = await openBudgetBook({ storage: createMemoryAdapter() })
    await book.utilization('2026-02')
    const page = createElement(BudgetBookProvider, { book }, createElement(Page))
    expect(renderToString(page)).toBe(renderToString(page))
    expect(renderToString(page)).toContain('loading')
    expect(renderToString(page)).not.toContain('ready')
  })

  it('the hooks throw without a provider', () => {
    expect(() => renderToString(createElement(Page))).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    )
  })
})
