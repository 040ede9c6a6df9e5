import { invalidInputs } from '../errors/invalid-input.js'

/** Calls a function that the app passed to `openBudgetBook`. If it throws, the call is `invalid_input`. */
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
