import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What beancount finds in a journal. Amounts are text such as `700.00 USD`. */
export interface FoundJournal {
  readonly errors: readonly string[]
  readonly currencies: readonly string[]
  /** In the order of the text. */
  readonly opens: readonly {
    readonly account: string
    readonly date: string
    readonly name?: string
    readonly group?: string
  }[]
  /** By date. */
  readonly budgets: readonly {
    readonly date: string
    readonly account: string
    readonly interval: string
    readonly amount: string
  }[]
  /** In the order of the text. */
  readonly expenses: readonly {
    readonly date: string
    readonly flag: string
    readonly payee: string | null
    readonly narration: string
    readonly marks: number
    readonly postings: readonly (readonly [account: string, amount: string])[]
    readonly original?: string
    readonly rate?: string
  }[]
  /** How many directives of other kinds. */
  readonly others: number
}

const missing = 'beancount is not there. Install it: apt-get install beancount'

/** The Python that beancount is installed for: the one that its own commands name in their first line. */
function pythonOfBeancount(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const command = folders.map((folder) => join(folder, 'bean-check')).find((path) => existsSync(path))
  const python = command === undefined ? null : /^#!(\S+)/.exec(readFileSync(command, 'utf8'))
  if (!python?.[1]) throw new Error(missing)
  return python[1]
}

const program = fileURLToPath(new URL('read-journals.py', import.meta.url))

/** Loads journals, with the checks of bean-check. */
export function readJournals(journals: readonly string[]): FoundJournal[] {
  const { status, stdout, stderr, error } = spawnSync(pythonOfBeancount(), [program], {
    input: JSON.stringify(journals),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  if (error ?? status !== 0) throw new Error(`${missing}\n${stderr}`, { cause: error })
  return JSON.parse(stdout) as FoundJournal[]
}
