import { invalidInputs } from '../errors/invalid-input.js'

/** Calls a function that the app passed to `openBudgetBook`. What it throws is its own fault, and comes out typed. */
export function callGiven(given: () => unknown): unknown {
  try {
    return given()
  } catch (cause) {
    throw invalidInputs(
      [{ code: 'unreadable', path: [], message: 'The function threw an error; see cause' }],
      { cause },
    )
  }
}
