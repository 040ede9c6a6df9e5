// A bank statement: reads the file, shows what an import would do with each row, asks, and records the fresh rows.
//
//   npm run example examples/import-statement.ts                      the statement below
//   npm run example examples/import-statement.ts statement.csv --yes  a file of your own in the same format, no question
import { createReadStream } from 'node:fs'
import { argv, stderr, stdin, stdout } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { createMemoryAdapter, foldName, openBudgetBook, type ImportRow, type Progress } from 'budgetbook'
import { decodeCsvStream, readCsvStream, type CsvFormat, type CsvRejection } from 'budgetbook/csv'

// How the bank writes its files. A person chose this once; nothing is guessed.
const format: CsvFormat = {
  columns: { date: 'Buchung', amount: 'Betrag', description: 'Text' },
  dates: 'DD.MM.YYYY',
  decimal: ',',
  group: '.',
  delimiter: ';',
  skipLines: 1,
}
const sample = `Konto 4711;;
Buchung;Text;Betrag
02.02.2026;Supermarkt;-58,40
03.02.2026;Café Central;-3,20
03.02.2026;Café Central;-3,20
04.02.2026;Reisebüro;-1.234,50
05.02.2026;Café Central, Storno;3,20
06.02.2026;Umbuchung;0,00
07.02.2026;Unbekannt;-10,00
30.02.2026;Supermarkt;-9,99
Summe;;-1.316,10
`
// Which category a text means. A row that fits none of these rules is left to the person.
const rules = [
  { words: ['supermarkt', 'café'], name: 'Food' },
  { words: ['reise'], name: 'Travel' },
]

const book = await openBudgetBook({ storage: createMemoryAdapter() })
await book.settings.update({ currency: 'EUR' })
const ids = new Map<string, string>()
for (const name of ['Food', 'Travel']) ids.set(name, (await book.categories.create({ name })).id)
// Somebody wrote this down at the counter. The statement has it too.
await book.expenses.record({ categoryId: ids.get('Food') ?? '', amount: '58.40', date: '2026-02-01' })

function categoryOf({ description = '' }: ImportRow): string | null {
  const text = foldName(description)
  const rule = rules.find(({ words }) => words.some((word) => text.includes(word)))
  return (rule && ids.get(rule.name)) ?? null
}

// For a long file, the progress is printed.
const onProgress = ({ phase, done, total }: Progress): void => {
  if (total > 1_000) stderr.write(`\r${phase} ${done} of ${total}  ${done === total ? '\n' : ''}`)
}

async function readStatement(): Promise<{ rows: ImportRow[]; rejected: CsvRejection[] }> {
  const [path] = argv.slice(2).filter((argument) => !argument.startsWith('--'))
  const text = path === undefined ? [sample] : decodeCsvStream(createReadStream(path))
  const rows: ImportRow[] = []
  const rejected: CsvRejection[] = []
  for await (const batch of readCsvStream(text, format)) {
    rows.push(...batch.rows)
    rejected.push(...batch.rejected)
  }
  return { rows, rejected }
}

const line = (row: ImportRow): string =>
  `  line ${String(row.line).padStart(2)}  ${row.date}  ${String(row.amount).padStart(9)}  ${row.description ?? ''}`

/** Shows the plan; gives whether there is something to record. */
async function showPlan(): Promise<Awaited<ReturnType<typeof book.expenses.planImport>>> {
  const { rows, rejected: unread } = await readStatement()
  const plan = await book.expenses.planImport(
    { rows, source: 'konto-4711', category: categoryOf },
    { onProgress },
  )
  console.log(`Fresh: ${plan.fresh.length}`)
  for (const { row } of plan.fresh) console.log(line(row))
  console.log(`In the book already: ${plan.duplicates.length}`)
  for (const { row } of plan.duplicates) console.log(line(row))
  console.log(`Fresh, but perhaps entered by hand: ${plan.alike.length}`)
  for (const { row, expenseIds } of plan.alike) {
    const { date } = await book.expenses.get(expenseIds[0] ?? '')
    console.log(`${line(row)}, as on ${date}`)
  }
  console.log(`Without a category: ${plan.unresolved.length}`)
  for (const row of plan.unresolved) console.log(line(row))
  const rejected = [...unread, ...plan.rejected]
  console.log(`Rejected: ${rejected.length}`)
  for (const { line: at, message } of rejected) console.log(`  line ${String(at).padStart(2)}  ${message}`)
  const counted = plan.fresh.length + plan.duplicates.length + plan.unresolved.length + rejected.length
  console.log(`${counted} of ${rows.length + unread.length} rows accounted for`)
  return plan
}

async function isWanted(question: string): Promise<boolean> {
  if (argv.includes('--yes')) return true
  const reader = createInterface({ input: stdin, output: stdout })
  try {
    return /^y/i.test(await reader.question(`${question} [y/N] `))
  } finally {
    reader.close()
  }
}

const plan = await showPlan()
// Rows that may have been entered by hand are left out here. An app would ask about each.
const byHand = new Set(plan.alike.map(({ row }) => row))
const fresh = plan.fresh.filter(({ row }) => !byHand.has(row))
if (await isWanted(`Record ${fresh.length} rows?`)) {
  const { expenses } = await book.expenses.importRows({ ...plan, fresh }, { onProgress })
  console.log(`\nRecorded ${expenses.length}. The same file again:\n`)
  await showPlan()
}
