import { format } from 'node:util'
import ts from 'typescript'
import type { Snippet } from './snippets.js'

/** A `console.log` of a snippet, and what the comments after it say that it prints. */
interface Print {
  readonly line: number
  readonly expected: readonly string[]
  readonly printed: string[]
}

// The global that stands in for console.log in instrumented code.
const printHook = '__budgetbookSnippetPrint'

type PrintHook = (snippet: number, print: number) => (...values: unknown[]) => void

/**
 * Knows what each `console.log` of a snippet shall print, and hears what it does print. A print is told from another
 * by where it stands and not by its turn, so that a listener's lines are compared with the listener's comments.
 */
export class SnippetOutput {
  /** The snippet with each `console.log` replaced; its lines stay where they were. */
  readonly code: string
  readonly #prints: readonly Print[]
  readonly #problems: string[] = []

  /** @param id - What the code passes on to {@link heard}. */
  constructor(id: number, { code, language }: Pick<Snippet, 'code' | 'language'>) {
    const lines = code.split('\n')
    const file = ts.createSourceFile(`snippet.${language}`, code, ts.ScriptTarget.ES2022)
    const calls = consoleLogs(file)
    const taken = new Set<number>()
    this.#prints = calls.map((call) => {
      const line = file.getLineAndCharacterOfPosition(call.getStart(file)).line + 1
      const end = file.getLineAndCharacterOfPosition(call.end)
      const expected = expectationAfter(lines, end.line, end.character, taken)
      if (expected.length === 0) this.#problems.push(`line ${line}: nothing says what it prints`)
      return { line, expected, printed: [] }
    })
    for (const [index, line] of lines.entries()) {
      if (line.includes('// =>') && !taken.has(index))
        this.#problems.push(`line ${index + 1}: no console.log prints this`)
    }
    this.code = calls.reduceRight(
      (text, { expression }, print) =>
        `${text.slice(0, expression.getStart(file))}globalThis.${printHook}(${id}, ${print})${text.slice(expression.end)}`,
      code,
    )
  }

  /** Takes down what a `console.log` printed, as Node prints it. */
  heard(print: number, values: readonly unknown[]): void {
    this.#prints[print]?.printed.push(...format(...values).split('\n'))
  }

  /** Where the output is not what the comments say. */
  problems(): string[] {
    const wrong = this.#prints.filter(({ expected, printed }) => expected.join('\n') !== printed.join('\n'))
    return [
      ...this.#problems,
      ...wrong.map(
        ({ line, expected, printed }) => `line ${line}: printed ${quote(printed)}, not ${quote(expected)}`,
      ),
    ]
  }
}

/** Makes the global through which instrumented code prints. */
export function installPrintHook(outputs: readonly SnippetOutput[]): void {
  const hook: PrintHook =
    (snippet, print) =>
    (...values) =>
      outputs[snippet]?.heard(print, values)
  Object.assign(globalThis, { [printHook]: hook })
}

function quote(lines: readonly string[]): string {
  return lines.length === 0 ? 'nothing' : JSON.stringify(lines.join('\n'))
}

function consoleLogs(file: ts.SourceFile): ts.CallExpression[] {
  const found: ts.CallExpression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(file) === 'console.log') found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

// On the line on which the call ends, or alone on the lines after it; what closes a loop or a listener may come between.
function expectationAfter(
  lines: readonly string[],
  line: number,
  column: number,
  taken: Set<number>,
): string[] {
  const beside = / \/\/ => (.*)$/.exec((lines[line] ?? '').slice(column))
  if (beside && !taken.has(line)) {
    taken.add(line)
    return [beside[1] ?? '']
  }
  const expected: string[] = []
  let next = line + 1
  while (/^\s*[)}\]]+[;,]?$/.test(lines[next] ?? '')) next++
  for (; ; next++) {
    const alone = /^\s*\/\/ => ?(.*)$/.exec(lines[next] ?? '')
    if (!alone || taken.has(next)) return expected
    taken.add(next)
    expected.push(alone[1] ?? '')
  }
}
