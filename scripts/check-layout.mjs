// Keeps the folders readable: no long file in src, no crowded folder in src or test, no `export *` in src, and
// in the page a component a file, of at most 100 lines. The argument is the folder of the package, by default its own.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const maxLines = 300
const maxLinesOfPage = 100
const maxFiles = 15

const root = process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url))

/**
 * @typedef {{ path: string, files: string[] }} Folder
 * @param {string} path
 * @returns {Folder[]}
 */
function foldersUnder(path) {
  const entries = readdirSync(join(root, path), { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => `${path}/${name}`)
  const below = entries
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => foldersUnder(`${path}/${name}`))
  return [{ path, files }, ...below]
}

/** @param {string} path */
function problemsOfSource(path) {
  const lines = readFileSync(join(root, path), 'utf8').trimEnd().split('\n')
  const problems = []
  if (lines.length > maxLines)
    problems.push(`${path} has ${lines.length} lines. Split it: a file of src has at most ${maxLines}`)
  for (const [index, line] of lines.entries()) {
    if (/^\s*export\s*(type\s*)?\*/.test(line))
      problems.push(`${path}:${index + 1} exports everything. Name what it exports`)
  }
  return problems
}

/** @param {string} path */
function problemsOfPage(path) {
  const text = readFileSync(join(root, path), 'utf8')
  const count = text.trimEnd().split('\n').length
  const components = text.match(/^export (?:async )?(?:function|const) [A-Z]\w*/gm) ?? []
  const problems = []
  if (/\.tsx?$/.test(path) && count > maxLinesOfPage)
    problems.push(`${path} has ${count} lines. Split it: a file of the page has at most ${maxLinesOfPage}`)
  if (path.endsWith('.tsx') && components.length > 1)
    problems.push(`${path} exports ${components.length} components. Give each a file of its own`)
  return problems
}

const [source = [], tests = [], page = []] = ['src', 'test', 'examples/web/src'].map((path) =>
  existsSync(join(root, path)) ? foldersUnder(path) : [],
)
const problems = [
  ...[...source, ...tests]
    .filter(({ files }) => files.length > maxFiles)
    .map(
      ({ path, files }) =>
        `${path} has ${files.length} files. Sort them into folders: at most ${maxFiles} stand side by side`,
    ),
  ...source.flatMap(({ files }) => files.flatMap(problemsOfSource)),
  ...page.flatMap(({ files }) => files.flatMap(problemsOfPage)),
]
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
