import { isBudgetBookError } from '../../errors/error.js'
import { invalidInput, invalidInputs, withPath } from '../../errors/invalid-input.js'

type Source<Item> = AsyncIterable<Item> | Iterable<Item>

/**
 * The items of a caller's source. What the source throws becomes `invalid_input`, with `name` in the path. An error of
 * the package stays what it is.
 */
export async function* piecesOf<Item>(
  name: string,
  source: Source<Item>,
): AsyncGenerator<Item, void, undefined> {
  let iterator: AsyncIterator<Item> | Iterator<Item> | undefined
  let hasEnded = false
  try {
    iterator = iteratorOf(source)
    for (;;) {
      const result = await iterator.next()
      hasEnded = true
      if (result.done) return
      const item = await result.value
      hasEnded = false
      yield item
    }
  } catch (error) {
    hasEnded = true
    throw withPath([name], isBudgetBookError(error) ? error : unreadable(error))
  } finally {
    // A reader that stops early closes the source, as for … of does.
    if (!hasEnded) await closed(iterator)
  }
}

function iteratorOf<Item>(source: Source<Item>): AsyncIterator<Item> | Iterator<Item> {
  if (typeof source !== 'object' || source === null)
    throw invalidInput('invalid_type', 'Expected a list or a stream', [], { expected: 'iterable' })
  const { [Symbol.asyncIterator]: later, [Symbol.iterator]: now } = source as AsyncIterable<Item> &
    Iterable<Item>
  if (typeof later === 'function') return later.call(source)
  if (typeof now === 'function') return now.call(source)
  throw invalidInput('invalid_type', 'Expected a list or a stream', [], { expected: 'iterable' })
}

async function closed(iterator: AsyncIterator<unknown> | Iterator<unknown> | undefined): Promise<void> {
  try {
    await iterator?.return?.()
  } catch {
    // The caller has stopped, and asks for nothing more.
  }
}

function unreadable(cause: unknown): Error {
  return invalidInputs(
    [{ code: 'unreadable', path: [], message: 'Reading the input threw an error; see cause' }],
    {
      cause,
    },
  )
}
