import { isIP } from 'node:net'
import type { Context } from 'hono'
import type { AppEnvironment } from '../environment.js'

/**
 * The address of a client. Each proxy in front adds the address that it was called from to the end of `X-Forwarded-For`.
 * So only the last entries, as many as there are proxies, are not made up by the client.
 */
export function addressOf(context: Context<AppEnvironment>, proxies: number): string {
  const connected = context.env?.incoming?.socket.remoteAddress ?? 'unknown'
  if (proxies === 0) return connected
  const entries = (context.req.header('X-Forwarded-For') ?? '').split(',').map((entry) => entry.trim())
  const told = entries.at(-proxies) ?? ''
  return isIP(told) === 0 ? connected : told
}

/** What is limited together: an address, and in IPv6 the network of 64 bits that one customer has. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  // An address of IPv4 that is written as one of IPv6.
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(address) ?? []
  if (mapped !== undefined) return mapped
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const groups = head === '' ? [] : head.split(':')
  const known = tail === undefined || tail === '' ? [] : tail.split(':')
  // An address of IPv4 at the end stands for two groups.
  const missing = tail === undefined ? 0 : 8 - groups.length - known.length - (address.includes('.') ? 1 : 0)
  const all = [...groups, ...Array.from({ length: missing }, () => '0'), ...known]
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
