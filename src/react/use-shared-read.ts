import { useMemo } from 'react'
import type { BookEvent } from '../book/events.js'
import type { BookReader } from '../observe/observed-read.js'
import { useBudgetBook } from './provider.js'
import { sharedRead } from './shared-reads.js'
import { useSnapshot, type ObservedResult } from './use-observed.js'

/**
 * Renders with the read of a name that all components of the book share. The name tells everything that `read` and
 * `concerns` use.
 */
export function useSharedRead<T>(
  name: string,
  read: BookReader<T>,
  concerns: (event: BookEvent) => boolean,
): ObservedResult<T> {
  const book = useBudgetBook()
  // A component keeps its read. Only so many are shared, and one that looked for its read at each render would find
  // that others have taken its place, read again, and take theirs.
  // oxlint-disable-next-line react/exhaustive-deps -- the name stands for both functions, which are new at each render
  return useSnapshot(useMemo(() => sharedRead(book, name, read, concerns), [book, name]))
}
