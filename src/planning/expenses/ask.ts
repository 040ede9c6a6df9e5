import { invalidInputs } from '../../errors/invalid-input.js'

/** Calls a function that the caller passed. If it throws, that is an issue of the function, not of the expense. */
export function ask<Row, Answer>(given: (expense: Row) => Answer, expense: Row): Answer {
  try {
    return given(expense)
  } catch (cause) {
    throw invalidInputs(
      [{ code: 'unreadable', path: [], message: 'The function threw an error; see cause' }],
      { cause },
    )
  }
}
