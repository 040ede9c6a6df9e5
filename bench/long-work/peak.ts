// Prints the most memory that this process has taken, after each step.
import { readFileSync } from 'node:fs'
import { createMemoryAdapter, openBudgetBook } from 'budgetbook'

const most = (): number => process.resourceUsage().maxRSS * 1024

const document: unknown = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
const parsed = most()
const book = await openBudgetBook({ storage: createMemoryAdapter() })
await book.importBook(document)
const imported = most()
const { length } = JSON.stringify(await book.exportBook())
console.log(JSON.stringify({ parsed, imported, exported: most(), length }))
