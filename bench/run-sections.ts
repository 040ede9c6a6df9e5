import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Line } from './measure.js'
import type { Report } from './regressions.js'
import type { Settings } from './settings.js'

/** Measures some sections one after the other, and prints each when it is done. */
export async function runSections(names: readonly string[], settings: Settings): Promise<Report> {
  const report: Record<string, readonly Line[]> = {}
  for (const name of names) {
    const start = performance.now()
    const lines = await runSection(name, settings)
    report[name] = lines
    console.log(tableOf(name, lines, (performance.now() - start) / 1_000))
  }
  return report
}

async function runSection(name: string, { quick }: Settings): Promise<readonly Line[]> {
  const script = fileURLToPath(new URL('section-process.ts', import.meta.url))
  const child = fork(script, [name, quick ? 'quick' : 'full'], {
    execArgv: [...process.execArgv, '--expose-gc', '--max-old-space-size=6144'],
  })
  return new Promise((resolve, reject) => {
    let lines: readonly Line[] | null = null
    child.on('message', (message) => (lines = message as readonly Line[]))
    child.on('error', reject)
    child.on('exit', (code) => {
      if (lines === null) reject(new Error(`The section ${name} ended with ${code}`))
      else resolve(lines)
    })
  })
}

function tableOf(name: string, lines: readonly Line[], seconds: number): string {
  const rows = lines.map(({ what, value, goal }) => {
    const bound = goal && `at most ${Number(goal.atMost.toPrecision(3))}: ${goal.met ? 'met' : '**not met**'}`
    return `| ${what} | ${value} | ${bound ?? ''} |`
  })
  const header = ['', `### ${name}`, '', '| what | measured | goal |', '| --- | --- | --- |']
  return [...header, ...rows, '', `(${seconds.toFixed(0)} s)`].join('\n')
}
