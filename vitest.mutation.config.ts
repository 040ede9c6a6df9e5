import { defineConfig } from 'vitest/config'
import base from './vitest.config.js'

// Each mutant runs its tests anew, so only the tests of the mutated folders take part: they must be enough to notice.
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['money', 'calendar', 'utilization', 'policy'].map((folder) => `test/${folder}/**/*.test.ts`),
  },
})
