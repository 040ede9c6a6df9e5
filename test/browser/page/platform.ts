/** What messages go through: to other tabs, or to a later task of this one. */
export interface Channel {
  onmessage: ((message: { readonly data: unknown }) => void) | null
  postMessage(data: unknown): void
  close(): void
}

/** What the page uses of the browser by itself; the types of the project know no DOM. */
export const { BroadcastChannel, MessageChannel } = globalThis as unknown as {
  readonly BroadcastChannel: new (name: string) => Channel
  readonly MessageChannel: new () => { readonly port1: Channel; readonly port2: Channel }
}
