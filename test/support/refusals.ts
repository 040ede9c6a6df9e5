import { isBudgetBookError, type BudgetBookError, type InputIssue } from 'budgetbook'

// What zod says where nobody has told it what to say.
const zodEnglish = /^(invalid input|too (big|small):|unrecognized key|invalid (option|string|value))/i

/**
 * The `invalid_input` that an action throws; any other outcome is thrown on, so that the test shows it. Messages may
 * change, but there has to be one for each issue, in the words of the package.
 */
export function refusalOf(action: () => unknown): BudgetBookError<'invalid_input'> {
  let result: unknown
  try {
    result = action()
  } catch (error) {
    if (!isBudgetBookError(error, 'invalid_input')) throw error
    if (error.details.issues.every(({ message }) => message.trim() !== '' && !zodEnglish.test(message)))
      return error
    throw new Error('Refused without a message of our own', { cause: error })
  }
  throw new Error(`Not refused, but answered with ${JSON.stringify(result)}`)
}

/** What an action was refused for: `{ code, path, … }` of each issue. */
export function issuesOf(action: () => unknown): readonly InputIssue[] {
  return refusalOf(action).details.issues
}

/** The codes of the issues that an action was refused for. */
export function issueCodesOf(action: () => unknown): string[] {
  return issuesOf(action).map(({ code }) => code)
}

/** Whether an action gives a result (`true`) or `invalid_input` (`false`); anything else that it throws is thrown on. */
export function answers(action: () => unknown): boolean {
  try {
    action()
    return true
  } catch (error) {
    if (isBudgetBookError(error, 'invalid_input')) return false
    throw error
  }
}
