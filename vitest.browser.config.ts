import { defineConfig } from 'vitest/config'
import base from './vitest.config.js'

// Tests in a real Chromium: see test/browser/harness/chromium.ts for what they need.
export default defineConfig({
  resolve: base.resolve ?? {},
  test: {
    include: ['test/browser/*.test.ts'],
    globals: false,
    retry: 0,
    // One file at a time: each has browsers of its own, and races want the processors for themselves.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})
