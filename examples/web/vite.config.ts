import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))

const preact: Record<string, string> = {
  'react/jsx-runtime': 'preact/jsx-runtime',
  'react-dom/client': 'preact/compat/client',
  react: 'preact/compat',
}

// In your own project there is nothing to configure but `react` or `preact`: the rest finds the sources of this repository.
export default defineConfig(({ mode }) => ({
  root,
  // Relative, so that the built page works in any folder of a site.
  base: './',
  resolve: {
    conditions: ['@budgetbook/source', 'module', 'browser', 'development|production'],
    // The page is written for React, and `npm run demo:web` runs it on React. The built page runs on Preact, which is
    // 60 kB smaller; `--mode react` builds it on React.
    alias: mode === 'production' ? preact : {},
  },
  build: {
    outDir: fileURLToPath(new URL('../../reports/demo', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      // The hooks are marked for React's server components. This page has none.
      onLog: (level, log, report) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log)
      },
    },
  },
}))
