import * as z from 'zod'
import type { Month } from '../../calendar/month.js'
import type { CommitNotice } from '../../storage/adapter.js'
import { unknownNotice, type CommitListeners } from '../../storage/kit/commit-listeners.js'

interface Message {
  readonly bookId: string
  readonly notice: CommitNotice
}

const messageSchema = z.object({ bookId: z.string(), notice: z.unknown() })
const noticeSchema = z.object({
  source: z.string().nullable(),
  operationId: z.string().nullable(),
  months: z.union([z.literal('all'), z.array(z.string() as unknown as z.ZodType<Month>)]),
  changes: z.union([
    z.literal('unknown'),
    z.array(
      z.object({
        type: z.enum(['settings', 'category', 'budget', 'expense', 'month']),
        action: z.enum(['created', 'updated', 'removed']),
        ids: z.array(z.string()),
      }),
    ),
  ]),
})

/** Tells other tabs of commits, and listeners here of theirs; does nothing where the runtime has no channels. */
export class TabChannel {
  readonly #channel: BroadcastChannel | null

  constructor(databaseName: string, listeners: CommitListeners) {
    this.#channel = openChannel(`budgetbook:${databaseName}`)
    // In Node, an open channel would keep the process from ending.
    const { unref } = (this.#channel ?? {}) as { unref?: () => void }
    unref?.call(this.#channel)
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = messageSchema.safeParse(data)
      if (!message.success) return
      const { bookId, notice } = message.data
      // A tab with a newer version may say more than is known here, but it says that something changed.
      listeners.notify(bookId, noticeSchema.safeParse(notice).data ?? unknownNotice)
    })
  }

  /** Never fails: what it tells of is stored. */
  tell(bookId: string, notice: CommitNotice | null): void {
    if (!notice) return
    try {
      this.#channel?.postMessage({ bookId, notice } satisfies Message)
    } catch {
      // The adapter was closed in the meantime.
    }
  }

  close(): void {
    this.#channel?.close()
  }
}

function openChannel(name: string): BroadcastChannel | null {
  try {
    return typeof BroadcastChannel === 'function' ? new BroadcastChannel(name) : null
  } catch {
    return null // denied, as in some sandboxed frames: other tabs are not heard then
  }
}
