import { existsSync } from 'node:fs'

/** A transaction; of money spent the amount is below zero, in cents. */
export interface ActualTransaction {
  readonly date: string
  readonly amount: number
  readonly category: string
  readonly notes: string
}

/** What is used here of Actual's API. */
export interface ActualApi {
  readonly init: (options: { readonly dataDir: string; readonly verbose: boolean }) => Promise<unknown>
  readonly shutdown: () => Promise<void>
  readonly runImport: (name: string, fill: () => Promise<void>) => Promise<void>
  readonly createAccount: (account: { readonly name: string }, balance: number) => Promise<string>
  readonly createCategoryGroup: (group: { readonly name: string }) => Promise<string>
  readonly createCategory: (category: { readonly name: string; readonly group_id: string }) => Promise<string>
  readonly setBudgetAmount: (month: string, categoryId: string, amount: number) => Promise<void>
  readonly addTransactions: (
    accountId: string,
    transactions: readonly ActualTransaction[],
  ) => Promise<unknown>
  readonly getBudgetMonth: (month: string) => Promise<{ readonly totalSpent: number }>
}

/** Loads it from its own folder, or says why not: it is large, and no part of what the package itself needs. */
export async function loadActual(): Promise<ActualApi | { readonly why: string }> {
  const entry = new URL('../actual/node_modules/@actual-app/api/dist/index.js', import.meta.url)
  if (!existsSync(entry)) return { why: 'it is not installed: npm run bench:actual' }
  try {
    return (await import(entry.href)) as ActualApi
  } catch (error) {
    return { why: `it does not load on Node ${process.version}: ${String(error)}` }
  }
}
