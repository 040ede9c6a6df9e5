import type * as csvPackage from 'budgetbook/csv'
import type { CsvFormat, DateFormat, SniffedCsv } from 'budgetbook/csv'
import type { CsvFile, KnownFormat, Question } from './csv-file.js'

type Csv = typeof csvPackage

const linesToLookAt = 1_000
const linesToTry = 50

const dateFormats: readonly DateFormat[] = [
  ...(['DD/MM/YYYY', 'MM/DD/YYYY', 'DD.MM.YYYY', 'MM.DD.YYYY', 'DD-MM-YYYY', 'MM-DD-YYYY'] as const),
  ...(['DD/MM/YY', 'MM/DD/YY', 'DD.MM.YY', 'MM.DD.YY', 'DD-MM-YY', 'MM-DD-YY'] as const),
]

/** Finds out how a file is written: from the user's choice, from the file, and from the user's answers. */
export function findFormat(
  csv: Csv,
  text: string,
  { choice, answers }: Pick<CsvFile, 'choice' | 'answers'>,
): KnownFormat {
  const known = { problem: null, questions: [], dates: [], spending: undefined, source: choice } as const
  if (choice !== 'automatic') return { ...known, format: csv.csvFormats[choice] }
  const { suggestions, ambiguous, preset } = csv.sniffCsv(firstLines(text, linesToLookAt))
  const source = preset ?? 'file'
  const spending = answers.spending ?? suggestions.spending
  const merged = { ...suggestions, ...answers }
  const { columns, dates } = merged
  if (preset === 'ynabPlan') return { ...known, format: null, problem: 'isPlan' }
  if (columns === undefined) return { ...known, format: null, problem: 'noColumns' }
  const questions = questionsOf(suggestions, ambiguous)
  const fitting = questions.includes('dates') ? fittingDates(csv, text, { ...merged, columns }) : []
  const asked = { ...known, questions, dates: fitting, spending, source }
  const isDecided = dates !== undefined && (!questions.includes('decimal') || answers.decimal !== undefined)
  if (!isDecided) return { ...asked, format: null, problem: 'answerFirst' }
  return { ...asked, format: { ...merged, columns, dates } }
}

function questionsOf(
  suggestions: Partial<CsvFormat>,
  ambiguous: SniffedCsv['ambiguous'],
): readonly Question[] {
  return suggestions.dates === undefined ? [...new Set<Question>(['dates', ...ambiguous])] : ambiguous
}

/** The dates with which most rows can be read. */
function fittingDates(csv: Csv, text: string, format: Omit<CsvFormat, 'dates'>): readonly DateFormat[] {
  const head = firstLines(text, linesToTry)
  const counted = dateFormats.map((dates) => {
    const { rejected } = csv.readCsv(head, { ...format, dates })
    return { dates, wrong: rejected.filter(({ code }) => code === 'invalid_date').length }
  })
  const least = Math.min(...counted.map(({ wrong }) => wrong))
  return counted.filter(({ wrong }) => wrong === least).map(({ dates }) => dates)
}

function firstLines(text: string, count: number): string {
  return text.split('\n', count).join('\n')
}
