import { existsSync } from 'node:fs'
import { env } from 'node:process'
import { chromium, type Browser, type BrowserContext, type LaunchOptions } from 'playwright-core'

/** A host that resolves to this machine without being a secure context, as 127.0.0.1 is. */
export const insecureHost = 'insecure.test'

const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-proxy-server',
  `--host-resolver-rules=MAP ${insecureHost} 127.0.0.1`,
]

function launchOptions(): LaunchOptions {
  const executablePath = env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no Chromium at ${executablePath}, and these tests need one: ` +
        'apt-get install chromium, or set CHROMIUM_PATH to where it is',
    )
  }
  return { executablePath, args: browserArguments, headless: true }
}

/** Starts a browser whose contexts are private: off the record, and gone with the context. */
export async function launchPrivate(): Promise<Browser> {
  return chromium.launch(launchOptions())
}

/** Starts a browser in regular mode, on a profile that outlives it. */
export async function launchRegular(profileDirectory: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profileDirectory, launchOptions())
}
