import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { launchRegular } from './chromium.js'

/** An empty profile for browsers in regular mode, removed after the running test. */
export async function makeProfile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'budgetbook-profile-'))
  onTestFinished(async () => rm(directory, { recursive: true, force: true, maxRetries: 10 }))
  return directory
}

/** Starts a browser in regular mode, for the running test at most. */
export async function openProfile(profile: string): Promise<BrowserContext> {
  const context = await launchRegular(profile)
  onTestFinished(async () => context.close())
  return context
}
