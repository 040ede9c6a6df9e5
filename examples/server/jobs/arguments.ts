import { parseArgs } from 'node:util'

/** Which books a job is asked to visit. */
export interface Asked {
  /** Only this one. */
  readonly book: string | undefined
  /** Otherwise all whose ids come after this one. */
  readonly after: string
}

/** Reads the options of a job. `null` if it is asked only how it is used, which is then on the screen. */
export function askedFor(program: string): Asked | null {
  const { values } = parseArgs({
    options: { after: { type: 'string' }, book: { type: 'string' }, help: { type: 'boolean' } },
  })
  const { after, book, help } = values
  if (help === true) {
    console.log(usageOf(program))
    return null
  }
  if (after !== undefined && book !== undefined) throw new Error('Say --after or --book, not both')
  return { book, after: after ?? '' }
}

function usageOf(program: string): string {
  return `Usage: ${program} [--after <book id>] [--book <book id>]

  --after  only the books whose ids come after this one
  --book   only this book
  --help   shows this

DATABASE_URL or DATABASE_FILE says where the database is.`
}
