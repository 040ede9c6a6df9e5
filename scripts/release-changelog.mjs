// Renames the section "Unreleased" of CHANGELOG.md to the version in package.json, and adds a new one.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const path = fileURLToPath(new URL('../CHANGELOG.md', import.meta.url))

/** @type {{ version: string }} */
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const text = readFileSync(path, 'utf8')
if (!text.includes('## [Unreleased]\n')) throw new Error('CHANGELOG.md has no section "Unreleased"')
if (text.includes(`## [${version}]`)) throw new Error(`CHANGELOG.md has version ${version} already`)
const today = new Date().toISOString().slice(0, 10)
writeFileSync(path, text.replace('## [Unreleased]\n', `## [Unreleased]\n\n## [${version}] - ${today}\n`))
