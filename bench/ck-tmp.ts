import { createMemoryAdapter, openBudgetBook } from 'budgetbook'
const book = await openBudgetBook({ storage: createMemoryAdapter() })
await book.settings.update({ currency: 'USD', monthlyLimit: '5000' })
console.log(JSON.stringify(await book.exportBook()))
