import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url))

export default defineConfig({
  resolve: {
    // Tests may import the library as its users do; they get the sources, so that nothing needs building first.
    alias: [
      { find: /^budgetbook$/, replacement: source('index.ts') },
      { find: /^budgetbook\/adapter$/, replacement: source('storage/kit/index.ts') },
      { find: /^budgetbook\/http$/, replacement: source('http/index.ts') },
      { find: /^budgetbook\/indexeddb$/, replacement: source('adapters/indexeddb/index.ts') },
      { find: /^budgetbook\/sql$/, replacement: source('adapters/sql/index.ts') },
      { find: /^budgetbook\/testing$/, replacement: source('testing/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // They need a browser, or a server, and have commands of their own: npm run test:browser, npm run test:postgres.
    exclude: ['test/browser/**', 'test/postgres/**'],
    setupFiles: ['test/setup.ts'],
    globals: false,
    // A test that passes the second time has found something: no retries.
    retry: 0,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text', 'html'],
      reportsDirectory: 'reports/coverage',
      thresholds: { lines: 95, branches: 95 },
    },
  },
})
