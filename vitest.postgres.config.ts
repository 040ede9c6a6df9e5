import { defineConfig } from 'vitest/config'
import base from './vitest.config.js'

// Tests on a real PostgreSQL, a server of its own for each file: see scripts/postgres/binaries.ts for what they need.
export default defineConfig({
  resolve: base.resolve ?? {},
  test: {
    include: ['test/postgres/*.test.ts'],
    globals: false,
    retry: 0,
    // One file at a time: races want the processors for themselves.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})
