import { defineConfig } from 'vitest/config'
import browser from './vitest.browser.config.js'

// Tests in a real Firefox and a real WebKitGTK: see test/browser/engines/firefox.ts and webkit.ts for what they need.
export default defineConfig({
  ...browser,
  test: { ...browser.test, include: ['test/browser/engines/**/*.engine.test.ts'] },
})
