import { BudgetBookError } from '../../errors/error.js'
import { giveWay } from '../../lib/time/give-way.js'

/** A file on its way to a client. */
export interface FileStream {
  readonly body: ReadableStream<Uint8Array>
  /** Resolves once the stream is over: to what ended it early, or to `undefined` if the file is complete. */
  readonly end: Promise<unknown>
}

/**
 * Streams a file that is made while it is read. The first piece is made before this resolves, so that what fails at once
 * still gets an answer of its own. What fails later breaks the stream off: the client must not take half a file for a
 * whole one. Other requests have their turn between two pieces.
 */
export async function streamFile(pieces: AsyncGenerator<string, void, undefined>): Promise<FileStream> {
  let next: IteratorResult<string, void> | undefined = await pieces.next()
  let settle: (reason: unknown) => void = () => undefined
  const end = new Promise<unknown>((resolve) => {
    settle = resolve
  })
  const nextPiece = async (): Promise<IteratorResult<string, void>> => {
    await giveWay()
    return pieces.next()
  }
  const encoder = new TextEncoder()
  const source: UnderlyingDefaultSource<Uint8Array> = {
    pull: async (controller) => {
      try {
        const piece = next ?? (await nextPiece())
        next = undefined
        if (!piece.done) {
          controller.enqueue(encoder.encode(piece.value))
          return
        }
        controller.close()
        settle(undefined)
      } catch (error) {
        settle(error)
        // Servers print it, and the storage's own error may hold amounts. The log of the API gets that one.
        controller.error(new Error('The file could not be read to its end'))
      }
    },
    cancel: async (cause) => {
      settle(new BudgetBookError('aborted', 'The client went away', {}, { cause }))
      await pieces.return()
    },
  }
  // Nothing is read before the client asks for it.
  return { body: new ReadableStream(source, { highWaterMark: 0 }), end }
}
