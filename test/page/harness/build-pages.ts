import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import type { PageBuild } from './page-build.js'

const repository = fileURLToPath(new URL('../../..', import.meta.url))
const vite = 'node_modules/vite/bin/vite.js'
const config = 'examples/web/vite.config.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of each build of the page. */
    pageFolders: Readonly<Record<PageBuild, string>>
  }
}

/** Builds the page as its own command does. The process of the tests is no place for it: Vite takes NODE_ENV from there. */
export async function buildPage(mode: PageBuild, folder: string): Promise<string> {
  const options = ['--mode', mode, '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn']
  await promisify(execFile)(process.execPath, [vite, 'build', '--config', config, ...options], {
    cwd: repository,
    env: { ...process.env, NODE_ENV: 'production' },
  })
  return folder
}

/** Builds the page once for all test files, on Preact and on React; removes both builds in the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'budgetbook-page-'))
  project.provide('pageFolders', {
    production: await buildPage('production', join(folder, 'production')),
    react: await buildPage('react', join(folder, 'react')),
  })
  return async () => rm(folder, { recursive: true, force: true })
}
