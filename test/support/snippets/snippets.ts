import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the package. */
export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** A piece of TypeScript that stands in the documentation. */
export interface Snippet {
  /** Where: `README.md:42`, the line of its first code. */
  readonly name: string
  readonly code: string
  /** `tsx` for one with the elements of React. */
  readonly language: 'ts' | 'tsx'
  /** Whether it is run; one marked `no-run` is type-checked only. */
  readonly run: boolean
}

/** The pages of the documentation: those beside the README, the guides, and those of examples. */
export function markdownFiles(): string[] {
  const guides = existsSync(join(root, 'docs')) ? readdirSync(join(root, 'docs')) : []
  const examples = existsSync(join(root, 'examples')) ? readdirSync(join(root, 'examples')) : []
  const pages = [
    ...readdirSync(root),
    ...guides.map((name) => `docs/${name}`),
    ...examples.map((name) => `examples/${name}/README.md`).filter((path) => existsSync(join(root, path))),
  ]
  // The notices are other people's words.
  return pages.filter((name) => name.endsWith('.md') && name !== 'THIRD-PARTY-NOTICES.md')
}

/** The sources of the package. */
export function sourceFiles(): string[] {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.ts')).map((name) => `src/${name.replaceAll('\\', '/')}`)
}

/** Every snippet of the documentation and of the comments in the sources. */
export function allSnippets(): Snippet[] {
  return [
    ...markdownFiles().flatMap((path) => snippetsOf(path, read(path))),
    ...sourceFiles().flatMap((path) => snippetsOf(path, docComments(read(path)))),
  ]
}

/** A file of the package, as text. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

// Prose and terminals. TypeScript under another name would not be checked, so it is refused.
const otherLanguages = new Set(['json', 'sh', 'sql', 'text'])

/** The fenced `ts` and `tsx` blocks of a Markdown text. */
export function snippetsOf(path: string, markdown: string): Snippet[] {
  const snippets: Snippet[] = []
  let open: { readonly info: string; readonly indent: number; readonly line: number } | null = null
  let code: string[] = []
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = /^( *)```(.*)$/.exec(line)
    if (!open) {
      if (fence) {
        open = { info: (fence[2] ?? '').trim(), indent: (fence[1] ?? '').length, line: index + 2 }
        code = []
      }
      continue
    }
    if (!fence) {
      code.push(line.slice(open.indent))
      continue
    }
    const name = `${path}:${open.line}`
    const [, language, noRun] = /^(tsx?)( no-run)?$/.exec(open.info) ?? []
    if (language === 'ts' || language === 'tsx')
      snippets.push({ name, code: code.join('\n'), language, run: noRun === undefined })
    else if (!otherLanguages.has(open.info))
      throw new Error(
        `${name}: a block of "${open.info}"; write ts, tsx, ts no-run, ${[...otherLanguages].join(', ')}`,
      )
    open = null
  }
  if (open) throw new Error(`${path}:${open.line}: the block does not end`)
  return snippets
}

/** What stands in the doc comments of a source, each line where it was; everything else is blank. */
export function docComments(source: string): string {
  let inside = false
  return source
    .split('\n')
    .map((line) => {
      if (!inside && !/^\s*\/\*\*/.test(line)) return ''
      inside = !line.includes('*/')
      return line.replace(/^\s*(\/\*\*|\*\/|\*) ?/, '').replace(/\s*\*\/$/, '')
    })
    .join('\n')
}
