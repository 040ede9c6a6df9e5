import type { CellTest, Column, RejectRule } from '../csv-format.js'

type Test = (cells: readonly string[]) => boolean
type Find = (column: Column, path: readonly (string | number)[]) => number

/** Makes a function that finds the first rule by which a row is rejected. */
export function ruleTest(
  rules: readonly RejectRule[],
  find: Find,
): (cells: readonly string[]) => RejectRule | undefined {
  const tested = rules.map((rule, at) => {
    const tests = rule.when.map((test, position) =>
      cellTest(test, find(test.column, ['reject', at, 'when', position, 'column'])),
    )
    return { rule, holds: (cells: readonly string[]) => tests.every((test) => test(cells)) }
  })
  return (cells) => tested.find(({ holds }) => holds(cells))?.rule
}

function cellTest(test: CellTest, at: number): Test {
  // A cell that the row is too short for is empty.
  const cellOf = (cells: readonly string[]): string => cells[at]?.trim() ?? ''
  const words = new Set('is' in test ? test.is : 'isNot' in test ? test.isNot : [])
  if ('is' in test) return (cells) => words.has(cellOf(cells))
  if ('isNot' in test) return (cells) => !words.has(cellOf(cells))
  return (cells) => cellOf(cells).startsWith(test.startsWith)
}
