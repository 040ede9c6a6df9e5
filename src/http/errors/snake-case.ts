/** The name of a field as the API writes it: `budget_count` for `budgetCount`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
