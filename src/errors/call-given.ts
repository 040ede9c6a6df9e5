import { invalidInputs } from './invalid-input.js'

/** Calls a function that the app passed, such as a clock or a condition. If it throws, the input is `invalid_input`. */
export function callGiven<Answer>(given: () => Answer): Answer {
  try {
    return given()
  } catch (cause) {
    throw invalidInputs(
      [{ code: 'unreadable', path: [], message: 'The function threw an error; see cause' }],
      { cause },
    )
  }
}
