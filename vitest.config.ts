import { playwright } from '@vitest/browser-playwright'
import { env } from 'node:process'
import { defineConfig } from 'vitest/config'
import { sourceCondition } from './scripts/entries.mjs'

// The condition of the sources, before those that Vite has for Node.
const conditions = [sourceCondition, 'module', 'node', 'development|production']

// Where a test starts real browsers or servers: files run one at a time, because races want the processors for themselves.
const alone = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 60_000 }

// Files share a process and its modules. Loading them anew for each file takes longer than the tests.
const together = {
  isolate: false,
  setupFiles: ['test/setup.ts'],
  // Several times what the slowest test takes: one that hangs is found, one on a busy machine is not stopped.
  testTimeout: 180_000,
  hookTimeout: 60_000,
}

// Builds the page of examples/web once for all files of a project.
const pageBuild = 'test/page/harness/build-pages.ts'

export default defineConfig({
  test: {
    globals: false,
    // A test that passes the second time has found something: no retries.
    retry: 0,
    // By default one processor is left for the editor, which is half of a machine that has two.
    maxWorkers: '100%',
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text', 'html'],
      reportsDirectory: 'reports/coverage',
      thresholds: { lines: 95, branches: 95 },
    },
    projects: [
      {
        extends: true,
        test: {
          ...together,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/adapters/tabs/**',
            'test/browser/**',
            'test/front-ends/*.browser.test.ts',
            'test/hledger/**',
            'test/beancount/**',
            'test/examples/jobs/**',
            'test/http/events/**',
            'test/http/hostile/**',
            'test/page/**',
            'test/postgres/**',
          ],
        },
      },
      // Races of tabs, in processes of their own. They make millions of promises, and where other files have started a
      // database in WebAssembly, each takes several times as long. Tests of event streams count the timers of their
      // process, so no other files may have left any.
      {
        extends: true,
        test: {
          ...together,
          name: 'tabs',
          include: ['test/adapters/tabs/*.test.ts', 'test/http/events/*.test.ts'],
        },
      },
      // A real Chromium: see test/browser/harness/chromium.ts for what it needs.
      {
        extends: true,
        test: {
          ...alone,
          name: 'browser',
          include: ['test/browser/*.test.ts', 'test/front-ends/*.browser.test.ts'],
        },
      },
      // A real Firefox and a real WebKitGTK: see test/browser/engines/firefox.ts and webkit.ts for what they need.
      {
        extends: true,
        test: {
          ...alone,
          name: 'engines',
          include: ['test/{browser,page}/engines/**/*.engine.test.ts'],
          globalSetup: [pageBuild],
        },
      },
      // The page of examples/web, built and served, in the same Chromium.
      {
        extends: true,
        test: {
          ...alone,
          name: 'page',
          include: ['test/page/*.test.ts'],
          globalSetup: [pageBuild],
        },
      },
      // The hooks of budgetbook/react: these tests run inside of the browser themselves. So they do not extend the rest,
      // which resolves packages as Node does.
      {
        test: {
          name: 'react',
          retry: 0,
          include: ['test/react/*.test.tsx'],
          setupFiles: ['test/react/support/setup.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
                args: ['--no-sandbox', '--disable-gpu'],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
        resolve: { conditions: [sourceCondition, 'module', 'browser', 'development|production'] },
        // What Vite finds only while the tests run, it bundles then, and loads the page again in the middle of a test.
        optimizeDeps: {
          include: [
            'react',
            'react/jsx-runtime',
            'react/jsx-dev-runtime',
            'react-dom/client',
            'react-dom/server',
            'idb',
          ],
          exclude: ['vitest-browser-react'],
        },
      },
      // A real hledger and a real beancount, from the packages of the system.
      {
        extends: true,
        test: { ...alone, name: 'ledgers', include: ['test/{hledger,beancount}/*.test.ts'] },
      },
      // The example server and its jobs in processes of their own, as many at once as a file starts.
      {
        extends: true,
        test: {
          ...alone,
          name: 'service',
          include: ['test/http/hostile/*.test.ts', 'test/examples/jobs/*.test.ts'],
        },
      },
      // A real PostgreSQL, a server of its own for each file: see scripts/postgres/binaries.ts for what it needs.
      { extends: true, test: { ...alone, name: 'postgres', include: ['test/postgres/**/*.test.ts'] } },
    ],
  },
  // Tests import the library by its name, as its users do, and get the sources: nothing needs building first.
  resolve: { conditions },
  ssr: { resolve: { conditions } },
})
