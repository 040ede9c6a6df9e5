// How fast the demo page is: npm run bench:page, some two minutes. It opens the built page in a real Chromium, prints how long
// it takes from the bundle to the month, and how long the main thread works within a frame while somebody types a budget, with
// 100,000 expenses in the book. It writes reports/bench-page.json, and fails only where the page does not work.
// BENCH_EXPENSES makes the book smaller.
import { build } from 'esbuild'
import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import { launchPrivate } from '../../test/browser/harness/chromium.js'
import { openBlank } from '../../test/page/harness/blank-page.js'
import { buildPage } from '../../test/page/harness/build-pages.js'
import { pageBuilds, type PageBuild } from '../../test/page/harness/page-build.js'
import { startStaticSite } from '../../test/page/harness/static-site.js'
import { traceWork, workByFrame } from './trace.js'

const expenses = Number(env['BENCH_EXPENSES'] ?? 100_000)
const loads = 15
const report: Record<string, string>[] = []

function tell(what: string, measured: string): void {
  report.push({ what, measured })
  console.log(`| ${what} | ${measured} |`)
}

function at(sorted: readonly number[], share: number): string {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  return (value ?? Number.NaN).toFixed(1)
}

async function seedScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('seed.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    conditions: ['@budgetbook/source'],
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

async function seed(context: BrowserContext, origin: string): Promise<void> {
  const blank = await openBlank(context, origin)
  await blank.addScriptTag({ content: await seedScript() })
  await blank.evaluate(`seedBook(${expenses})`)
  await blank.close()
}

async function untilMonth(page: Page): Promise<number> {
  const between = await page.waitForFunction(() => {
    const [bundle] = performance.getEntriesByName('bundle')
    const [month] = performance.getEntriesByName('month')
    return bundle && month ? month.startTime - bundle.startTime : 0
  })
  return between.jsonValue()
}

async function measureLoads(page: Page, what: string): Promise<void> {
  const times: number[] = []
  for (let load = 0; load < loads; load++) {
    await page.reload()
    times.push(await untilMonth(page))
  }
  times.sort((a, b) => a - b)
  tell(
    `${what}: from the bundle to the month, ms`,
    `median ${at(times, 0.5)}, longest ${at(times, 1)} of ${loads}`,
  )
}

/** Types amounts as fast as a good typist, over and over, and leaves the field without saving. */
async function type(page: Page): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('12345.67', { delay: 60 })
  }
}

async function measureTyping(page: Page, what: string): Promise<void> {
  // What comes after the table has its turn first: this is about typing.
  await page.getByRole('region', { name: 'Charts', exact: true }).locator('canvas').first().waitFor()
  await page.waitForFunction(() => !document.body.innerText.includes('Loading…'))
  await page.getByRole('button', { name: 'Edit budget of Travel' }).click()
  await page.getByRole('textbox', { name: 'Budget of Travel' }).waitFor()
  const work = await traceWork(page, async () => type(page))
  const frames = workByFrame(work)
  const longest = Math.max(...work.map(({ length }) => length))
  tell(
    `${what}: work within a frame while typing, ms`,
    `median ${at(frames, 0.5)}, 99 % ${at(frames, 0.99)}, most ${at(frames, 1)} of ${frames.length}; longest task ${longest.toFixed(1)}`,
  )
}

async function measure(mode: PageBuild, folder: string): Promise<void> {
  const site = await startStaticSite(await buildPage(mode, join(folder, mode)))
  const browser = await launchPrivate()
  try {
    const small = await browser.newPage()
    await small.goto(site.address)
    await measureLoads(small, `${mode}, the example`)
    await measureTyping(small, `${mode}, the example`)
    await small.close()
    const context = await browser.newContext()
    await seed(context, site.origin)
    const large = await context.newPage()
    await large.goto(site.address)
    await measureLoads(large, `${mode}, ${expenses.toLocaleString('en')} expenses`)
    await measureTyping(large, `${mode}, ${expenses.toLocaleString('en')} expenses`)
  } finally {
    await browser.close()
    await site.close()
  }
}

const folder = await mkdtemp(join(tmpdir(), 'budgetbook-bench-page-'))
console.log('| what | measured |\n| --- | --- |')
try {
  for (const mode of pageBuilds) await measure(mode, folder)
} finally {
  await rm(folder, { recursive: true, force: true })
}
mkdirSync('reports', { recursive: true })
writeFileSync('reports/bench-page.json', `${JSON.stringify(report, null, 2)}\n`)
