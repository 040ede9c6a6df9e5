/** A JSON number that keeps its digits: `2000.00` is written as it is, while a double would be written as `2000`. */
export class ExactNumber {
  readonly digits: string

  constructor(digits: string) {
    this.digits = digits
  }
}

/** What {@link writeExactJson} takes: plain data that may contain exact numbers. */
export type ExactJson =
  | string
  | number
  | boolean
  | null
  | ExactNumber
  | readonly ExactJson[]
  | { readonly [key: string]: ExactJson }

/** `JSON.stringify`, with exact numbers written digit by digit. */
export function writeExactJson(value: ExactJson): string {
  if (value instanceof ExactNumber) return value.digits
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(writeExactJson).join(',')}]`
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}:${writeExactJson(member)}`,
  )
  return `{${members.join(',')}}`
}

function isList(value: object): value is readonly ExactJson[] {
  return Array.isArray(value)
}
