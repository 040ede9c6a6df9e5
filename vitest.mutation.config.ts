import { defineConfig } from 'vitest/config'
import base from './vitest.config.js'

// Stryker knows no projects. Each mutant runs its tests again, so only the tests of the mutated folders take part: they
// must be enough to notice.
const folders = ['money', 'calendar', 'utilization', 'policy', 'errors', 'storage', 'adapters/memory']

export default defineConfig({
  ...base,
  test: {
    globals: false,
    retry: 0,
    // As in the other config. It makes a mutant take a second instead of five.
    isolate: false,
    include: folders.map((folder) => `test/${folder}/**/*.test.ts`),
    setupFiles: ['test/setup.ts'],
    testTimeout: 20_000,
  },
})
