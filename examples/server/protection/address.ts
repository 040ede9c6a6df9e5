import { isIP } from 'node:net'
import type { Context } from 'hono'
import ipaddr from 'ipaddr.js'
import type { AppEnvironment } from '../environment.js'

/**
 * The address of a client. Each proxy in front adds the address that it was called from to the end of
 * `X-Forwarded-For`. So a client can make up all entries except the last ones, one for each proxy.
 */
export function addressOf(context: Context<AppEnvironment>, proxies: number): string {
  const connected = context.env?.incoming?.socket.remoteAddress ?? 'unknown'
  if (proxies === 0) return connected
  const entries = (context.req.header('X-Forwarded-For') ?? '').split(',')
  const told = withoutPort(entries.at(-proxies)?.trim() ?? '')
  return isIP(told) === 0 ? connected : told
}

// Some proxies add the port: `192.0.2.7:50412`, `[2001:db8::7]:50412`.
function withoutPort(entry: string): string {
  const [, version6, version4] = /^(?:\[(.*)\](?::\d+)?|([\d.]+):\d+)$/.exec(entry) ?? []
  return version6 ?? version4 ?? entry
}

/** What is limited together: an address, and in IPv6 the network of 64 bits that one customer has. */
export function networkOf(address: string): string {
  if (isIP(address) === 0) return address
  // An IPv4 address may be written as an IPv6 address. This gives the IPv4 address.
  const parsed = ipaddr.process(address)
  if (!('parts' in parsed)) return parsed.toString()
  return parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')
}
