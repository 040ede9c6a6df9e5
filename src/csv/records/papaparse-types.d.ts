// The part of papaparse that this package uses. @types/papaparse brings the types of Node along, and then a source that
// uses Node would compile.
declare namespace Papa {
  interface ParseError {
    readonly code: string
    readonly row?: number
  }
  interface Parsed<Row> {
    readonly data: Row[]
    readonly errors: readonly ParseError[]
  }
  interface Options {
    readonly delimiter?: string
    readonly delimitersToGuess?: readonly string[]
    readonly newline?: '\n'
  }
  function parse<Row>(text: string, options: Options): Parsed<Row>
}
// oxlint-disable-next-line import/no-default-export -- papaparse has one
export default Papa
