import process from 'node:process'
import { isBudgetBookError } from 'budgetbook'

/** Runs a program. If it cannot go on, it says why in one line, and the exit code of the process is 1. */
export async function runProgram(program: () => Promise<void>): Promise<void> {
  try {
    await program()
  } catch (error) {
    console.error(messageOf(error))
    process.exitCode = 1
  }
}

/** What was thrown, as an error. */
export function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

/** What went wrong, and why, in one line for those who run the server. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause: unknown = error instanceof AggregateError ? error.errors[0] : error.cause
  const parts = [
    isBudgetBookError(error) ? error.code : '',
    // If a host name has several addresses, the error for all of them has an empty message.
    error.message,
    cause === undefined || cause === null ? '' : messageOf(cause),
  ]
  return parts
    .filter((part) => part !== '')
    .join(': ')
    .replaceAll(/\s*\n\s*/g, ' ')
}
