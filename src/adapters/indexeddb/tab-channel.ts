import * as z from 'zod/mini'
import type { Month } from '../../calendar/month.js'
import type { CommitNotice } from '../../storage/adapter.js'
import type { TellOfOthers } from '../../storage/kit/engine.js'
import { unknownNotice } from '../../storage/kit/notices.js'

interface Message {
  readonly bookId: string
  readonly notice: CommitNotice
}

const messageSchema = z.object({ bookId: z.string(), notice: z.unknown() })
const noticeSchema = z.object({
  source: z.nullable(z.string()),
  operationId: z.nullable(z.string()),
  months: z.union([z.literal('all'), z.array(z.string() as unknown as z.ZodMiniType<Month>)]),
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

/** Tells other tabs of commits, and hears of theirs. Does nothing if the runtime has no `BroadcastChannel`. */
export class TabChannel {
  readonly #name: string
  #channel: BroadcastChannel | null = null

  constructor(databaseName: string) {
    this.#name = `budgetbook:${databaseName}`
  }

  /** Passes on what other tabs tell. The returned function stops this. */
  hear(tell: TellOfOthers): () => void {
    const channel = this.#opened()
    const listen = ({ data }: MessageEvent<unknown>): void => {
      const message = messageSchema.safeParse(data)
      if (!message.success) return
      const { bookId, notice } = message.data
      // A tab with a newer version may send fields that are unknown here, but something did change.
      tell(bookId, noticeSchema.safeParse(notice).data ?? unknownNotice)
    }
    channel?.addEventListener('message', listen)
    return () => channel?.removeEventListener('message', listen)
  }

  /** Never throws, because the commit is already stored. */
  tell(bookId: string, notice: CommitNotice): void {
    try {
      this.#opened()?.postMessage({ bookId, notice: { ...notice } } satisfies Message)
    } catch {
      // The adapter was closed in the meantime.
    }
  }

  close(): void {
    this.#channel?.close()
  }

  #opened(): BroadcastChannel | null {
    if (this.#channel) return this.#channel
    this.#channel = openChannel(this.#name)
    // In Node, an open channel would keep the process from ending.
    const { unref } = (this.#channel ?? {}) as { unref?: () => void }
    unref?.call(this.#channel)
    return this.#channel
  }
}

function openChannel(name: string): BroadcastChannel | null {
  try {
    return typeof BroadcastChannel === 'function' ? new BroadcastChannel(name) : null
  } catch {
    return null // some sandboxed frames deny it; then other tabs are not heard
  }
}
