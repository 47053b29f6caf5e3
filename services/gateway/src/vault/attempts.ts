import { createHmac, randomBytes } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { Failure } from '@aiw/kit/errors'

/** For how long tries are counted, in milliseconds. */
const windowMs = 60_000
/** Tries of one address, and failed ones of all together: a ward that comes on duty must get in, whoever else is guessing. */
const mostOfOne = 30
const mostFailed = 600

/** Counts who tries codes, in memory, without knowing who: an address is hashed with a key that lives a few minutes. */
export interface Attempts {
  /** Counts a try. Throws Failure `busy` when there were too many. */
  begin(address: string): void
  /** The last try was a wrong code. */
  failed(): void
}

export function attempts(now: () => number = performance.now.bind(performance)): Attempts {
  let key = randomBytes(32)
  let startedAt = now()
  let failures = 0
  let counts = new Map<string, number>()

  /** Every minute begins with nothing known of the last one. */
  function forget(): void {
    if (now() - startedAt < windowMs) return
    startedAt = now()
    key = randomBytes(32)
    failures = 0
    counts = new Map()
  }

  return {
    begin(address) {
      forget()
      const name = hashOf(key, address)
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      if (count > mostOfOne || failures >= mostFailed)
        throw new Failure('busy', 'Too many tries from this address; try again in a minute')
    },
    failed() {
      forget()
      failures++
    },
  }
}

/** One house behind IPv6 has 2^64 addresses, the first four groups of which are alike: they count as one. */
function networkOf(address: string): string {
  // An IPv4 address, as a server that listens on IPv6 as well sees it.
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '')
  if (!isIPv6(plain)) return plain
  const [head, tail] = plain.split('::').map((part) => part.split(':').filter(Boolean)) as [string[], string[]?]
  const groups = tail ? [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail] : head
  return groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16))
    .join(':')
}

const hashOf = (key: Buffer, address: string) => createHmac('sha256', key).update(networkOf(address)).digest('base64')

/** Names an address so that it can be counted and not told, by a key of this process. */
export function addressHash(): (address: string) => string {
  const key = randomBytes(32)
  return (address) => hashOf(key, address)
}
