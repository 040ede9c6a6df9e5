import { messagesByField } from 'budgetbook'
import { useCallback, useState } from 'react'
import { useLanguage } from '../text/language.js'
import { problemText } from '../text/problems.js'
import { useFormat } from '../text/use-format.js'

/** Texts of what went wrong, by field; `''` is the whole form. */
export type Messages = Readonly<Record<string, readonly string[]>>

/** A change that the user asked for. */
export interface Action {
  /** Makes the change; resolves to whether it was made. If not, `messages` says why. */
  readonly run: (change: () => Promise<unknown>) => Promise<boolean>
  /** Whether it is under way. */
  readonly pending: boolean
  /** What went wrong the last time. */
  readonly messages: Messages
  /** Forgets what went wrong. */
  readonly clear: () => void
}

const none: Messages = {}

/** Makes changes to the book for one form, and keeps what went wrong for its fields. */
export function useAction(currency: string): Action {
  const { language } = useLanguage()
  const format = useFormat()
  const [error, setError] = useState<unknown>(null)
  const [pending, setPending] = useState(false)
  const run = useCallback(async (change: () => Promise<unknown>) => {
    setPending(true)
    try {
      await change()
      setError(null)
      return true
    } catch (thrown) {
      setError(thrown)
      return false
    } finally {
      setPending(false)
    }
  }, [])
  const clear = useCallback(() => setError(null), [])
  // Made anew for each render, so that it speaks the language of the moment.
  const messages =
    error === null
      ? none
      : messagesByField(error, (problem) => problemText(problem, language, currency, format))
  return { run, pending, messages, clear }
}
