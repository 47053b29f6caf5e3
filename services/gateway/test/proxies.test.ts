import { afterAll, expect, test } from 'vitest'
import { readConfig } from '@aiw/kit/config'
import { createLogger } from '@aiw/kit/log'
import { variables } from '../src/config.ts'
import { fakeClients, freshDb, gatewayOf } from './support.ts'

// Who asks, and whether over HTTPS, is told by the proxies the operator has named, and by nobody else.

const { db, drop } = await freshDb()
afterAll(drop)

/** A gateway with these proxies; it sees this test at 127.0.0.1. */
async function behind(proxies: string | undefined) {
  const lines: string[] = []
  const log = createLogger('test', 'warn', { write: (line) => void lines.push(line) })
  const { url } = await gatewayOf(db, fakeClients(), log, { ...(proxies && { proxies }) })
  const ask = (headers: Record<string, string>) => fetch(`${url}/v1/site`, { headers })
  return {
    lines,
    /** As how many addresses requests are counted that came with these lists of addresses. */
    seenOf: async (...lists: string[]) => {
      const left: unknown[] = []
      for (const list of lists) {
        const { headers } = await ask({ 'x-forwarded-for': list })
        left.push(headers.get('x-ratelimit-remaining'))
      }
      return left.filter((one) => one === left[0]).length
    },
    isSecure: async () => {
      const headers = { 'x-forwarded-proto': 'https' }
      const { headers: said } = await fetch(`${url}/v1/writers`, { method: 'POST', headers })
      return said.get('set-cookie')!.includes('Secure')
    },
  }
}

test.each([
  ['through the proxy of this machine', undefined, ['203.0.113.1, 10.0.0.5', '203.0.113.2, 10.0.0.5']],
  ['through a proxy that was named', '127.0.0.1', ['203.0.113.1, 192.168.1.5', '203.0.113.2, 192.168.1.5']],
  ['through two', '127.0.0.1,172.20.0.0/16', ['203.0.113.1, 10.0.0.5, 172.20.0.9', '10.0.0.5, 172.20.0.8']],
  ['from an address that was not named', '10.9.9.9', ['203.0.113.1', '203.0.113.2']],
])('a client on the house’s own network, %s, cannot choose its address', async (_name, proxies, lists) => {
  expect(await (await behind(proxies)).seenOf(...lists)).toBe(1)
})

test.each([
  ['the proxy of this machine', undefined, ['10.0.0.1', '10.0.0.2']],
  ['a proxy that was named', '127.0.0.0/8', ['192.168.1.1', '192.168.1.2']],
  ['two of them', '127.0.0.1, 10.0.0.5', ['203.0.113.1, 10.0.0.5', '203.0.113.2, 10.0.0.5']],
])('whoever comes through %s is seen by their own address', async (_name, proxies, lists) => {
  expect(await (await behind(proxies)).seenOf(...lists)).toBe(2)
})

test('that the page came over HTTPS is believed of a named proxy only', async () => {
  expect(await (await behind(undefined)).isSecure()).toBe(true)
  expect(await (await behind('127.0.0.1')).isSecure()).toBe(true)
  expect(await (await behind('10.9.9.9')).isSecure()).toBe(false)
})

test('a proxy that is not named is told of once, without its address', async () => {
  const { seenOf, lines } = await behind('10.9.9.9')
  await seenOf('203.0.113.9', '203.0.113.9')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('GATEWAY_PROXIES')
  expect(lines[0]).not.toMatch(/203\.0\.113|127\.0\.0/)
  const named = await behind('127.0.0.1')
  await named.seenOf('203.0.113.9')
  expect(named.lines).toEqual([])
})

test.each(['10.0.0.7', '10.0.0.0/8, ::1', 'fd00::/8,127.0.0.1'])('%s are proxies', (value) => {
  expect(readConfig(variables, { GATEWAY_PROXIES: value }).GATEWAY_PROXIES).toBe(value)
})

test.each([
  'everybody',
  'a.example',
  '10.7.7',
  '10.7.7.256',
  '10.7.7.7/0',
  '10.7.7.7/33',
  '10.7.7.7/8/8',
  '::1/129',
  '::1,',
])('%s is no list of proxies: the gateway does not start, and says what is wanted', (value) => {
  const read = () => readConfig(variables, { GATEWAY_PROXIES: value })
  expect(read).toThrow(/^bad configuration: GATEWAY_PROXIES must be addresses or networks, like 10\.0\.0\.7/)
  expect(read).not.toThrow(value)
})
