// Run by node's own test runner, not by vitest: see node-test.test.ts.
import { test } from 'node:test'
import { createMemoryAdapter } from 'budgetbook'
import { adapterConformance } from 'budgetbook/testing'

const cases = adapterConformance({
  open: async () => {
    const adapter = createMemoryAdapter()
    return { connect: async () => adapter }
  },
})
for (const { name, run } of cases) void test(name, run)
