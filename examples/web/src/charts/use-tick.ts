import { useMemo } from 'react'
import { useLanguage } from '../text/language.js'

/** Prints a value of an axis, such as `$2K`: the exact amounts are in the table. */
export function useTick(currency: string): (value: number) => string {
  const { language } = useLanguage()
  return useMemo(() => {
    const format = new Intl.NumberFormat(language, { style: 'currency', currency, notation: 'compact' })
    return (value) => format.format(value)
  }, [language, currency])
}
