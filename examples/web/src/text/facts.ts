import type { FieldProblem } from 'budgetbook'

/** Makes the text of a problem. `money` prints the amount that the problem has under a name. */
type ProblemText = (problem: FieldProblem, money: (name: string) => string) => string

/** The texts of one language, by code. */
export type ProblemTexts = Readonly<Record<string, ProblemText>>

/** A number or a text of a problem. */
export function factOf(params: FieldProblem['params'], name: string): string {
  const fact = params[name]
  return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : ''
}
