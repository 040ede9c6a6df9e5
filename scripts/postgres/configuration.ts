import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './place.js'

/** Adds settings to a server's postgresql.conf. If a name is set twice, the last one counts. */
export function writeSettings({ dataDirectory }: Place, settings: Readonly<Record<string, string>>): void {
  const lines = Object.entries(settings).map(([name, value]) => `${checkedName(name)} = ${quoted(value)}\n`)
  appendFileSync(join(dataDirectory, 'postgresql.conf'), `\n${lines.join('')}`)
}

function checkedName(name: string): string {
  if (!/^[a-z_][\w.]*$/iu.test(name)) throw new Error(`Not the name of a PostgreSQL setting: ${name}`)
  return name
}

function quoted(value: string): string {
  const escaped = value.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\n', '\\n')
  return `'${escaped}'`
}
