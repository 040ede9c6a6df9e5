import type { FieldProblem } from 'budgetbook'
import { english } from './english.js'
import { factOf, type ProblemTexts } from './facts.js'
import { german } from './german.js'
import type { Language } from './language.js'
import type { Format } from './use-format.js'

const texts: Readonly<Record<Language, ProblemTexts>> = { en: english, de: german }

/** The text of a problem in the user's language, made of its code and its params. The library's own is the last resort. */
export function problemText(
  problem: FieldProblem,
  language: Language,
  currency: string,
  format: Format,
): string {
  const money = (name: string): string => format.money(factOf(problem.params, name), currency)
  return texts[language][problem.code]?.(problem, money) ?? problem.message
}
