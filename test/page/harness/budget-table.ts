import type { Page } from 'playwright-core'

/** A line of the table of budgets, as a reader sees it. */
export interface BudgetLine {
  readonly budget: string
  readonly spent: string
  readonly left: string
  readonly used: string
  readonly status: string
}

/** Reads the table. It runs in the page, so it must not use anything from here. */
export function linesInPage(): Record<string, BudgetLine> {
  const headings = [...document.querySelectorAll('h2')]
  const section = headings.find(({ textContent }) => textContent.trim() === 'Budgets')?.closest('section')
  const lines: Record<string, BudgetLine> = {}
  const textOf = (cell: HTMLElement | undefined) => (cell?.innerText ?? '').replace(/\s+/g, ' ').trim()
  for (const row of section?.querySelectorAll<HTMLTableRowElement>('table tr') ?? []) {
    const cells = [...row.querySelectorAll<HTMLElement>('th, td')]
    const [name, budget, spent, left, used, status] = cells
    const isHead = row.closest('thead') !== null || cells.length < 6
    if (isHead) continue
    lines[textOf(name)] = {
      budget: textOf(budget),
      spent: textOf(spent),
      left: textOf(left),
      used: textOf(used),
      status: textOf(status),
    }
  }
  return lines
}

/** The lines of the table of budgets by the name of their category; also subtotals and the total. */
export async function budgetLines(page: Page): Promise<Readonly<Record<string, BudgetLine>>> {
  return page.evaluate(linesInPage)
}

/** What the table says in one column of one line. */
export async function budgetCell(
  page: Page,
  name: string,
  column: keyof BudgetLine,
): Promise<string | undefined> {
  return (await budgetLines(page))[name]?.[column]
}
