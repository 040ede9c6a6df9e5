import { useObserved, type ObservedResult } from 'budgetbook/react'
import { useState } from 'react'
import { readExpenses, type ShownExpenses } from './read-expenses.js'

const pageSize = 25

/** The newest expenses of a month, and the function that shows more. Each month begins with one page. */
export function useShownExpenses(month: string): [read: ObservedResult<ShownExpenses>, showMore: () => void] {
  const [wanted, setWanted] = useState({ month, count: pageSize })
  const count = wanted.month === month ? wanted.count : pageSize
  const read = useObserved(async (book, signal) => readExpenses(book, month, count, signal), [month, count], {
    months: [month],
  })
  return [read, () => setWanted({ month, count: count + pageSize })]
}
