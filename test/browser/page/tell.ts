/** Tells the test a number, at once and without an answer: a tab that is killed next has told it. */
export function tell(number: number): void {
  ;(globalThis as unknown as { readonly tell: (told: number) => unknown }).tell(number)
}
