// Whom the example server limits together.
import type { Context } from 'hono'
import { describe, expect, it } from 'vitest'
import type { AppEnvironment } from '../../../examples/server/environment.js'
import { addressOf, networkOf } from '../../../examples/server/protection/address.js'

describe('the network of an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['unknown', 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})

describe('the address of a client', () => {
  const told = (forwarded: string | undefined): Context<AppEnvironment> =>
    ({
      env: { incoming: { socket: { remoteAddress: '10.0.0.1' } } },
      req: { header: () => forwarded },
    }) as unknown as Context<AppEnvironment>

  it.each([
    [0, '192.0.2.7', '10.0.0.1'],
    [1, undefined, '10.0.0.1'],
    [1, '192.0.2.7', '192.0.2.7'],
    [1, '198.51.100.1, 192.0.2.7', '192.0.2.7'],
    [2, '198.51.100.1, 192.0.2.7', '198.51.100.1'],
    [2, '192.0.2.7', '10.0.0.1'],
    [1, '192.0.2.7:50412', '192.0.2.7'],
    [1, '[2001:db8::7]:50412', '2001:db8::7'],
    [1, '[2001:db8::7]', '2001:db8::7'],
    [1, '2001:db8::7', '2001:db8::7'],
    [1, 'unknown', '10.0.0.1'],
    [1, '192.0.2.7:', '10.0.0.1'],
    [1, '[192.0.2.7', '10.0.0.1'],
  ])('behind %i proxies that say %s is %s', (proxies, forwarded, address) => {
    expect(addressOf(told(forwarded), proxies)).toBe(address)
  })
})
