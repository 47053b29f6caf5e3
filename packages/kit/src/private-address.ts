import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Failure } from './errors.ts'

/** How all addresses of a name are found: as by `lookup` of `node:dns`. */
export type Resolve = (
  name: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

const ranges = new BlockList()
for (const [network, bits, family] of [
  ['127.0.0.0', 8, 'ipv4'], // this machine
  ['10.0.0.0', 8, 'ipv4'], // RFC 1918
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'], // this link
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'], // RFC 4193
  ['fe80::', 10, 'ipv6'],
] as const)
  ranges.addSubnet(network, bits, family)

/** Whether an IP address is of this machine, of a private network or of the link; also when written as IPv4 in IPv6. */
export function isPrivate(address: string): boolean {
  const [bare = ''] = address.split('%')
  const family = isIP(bare)
  return family !== 0 && ranges.check(bare, family === 6 ? 'ipv6' : 'ipv4')
}

/**
 * Resolves names for a connection that is about to be made, and refuses a name of which any address is not private:
 * what was private at the start may be elsewhere by now.
 */
export const privateLookup =
  (resolve: Resolve = lookup): LookupFunction =>
  (name, options, done) =>
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, [])
      if (addresses.length === 0 || !addresses.every(({ address }) => isPrivate(address))) return done(notPrivate(), [])
      if (options.all) return done(null, addresses)
      done(null, addresses[0]!.address, addresses[0]!.family)
    })

/**
 * Whether all addresses of a host, a name or an IP address, are private: `unknown` where the name cannot be resolved
 * now, which proves nothing and is asked again with every connection.
 */
export async function isPrivateHost(host: string, resolve: Resolve = lookup): Promise<boolean | 'unknown'> {
  const bare = host.replace(/^\[|\]$/g, '')
  if (isIP(bare)) return isPrivate(bare)
  return new Promise((answer) =>
    privateLookup(resolve)(bare, { all: true }, (error) =>
      answer(error === null ? true : error instanceof Failure ? false : 'unknown'),
    ),
  )
}

const notPrivate = () => new Failure('forbidden', 'The address is not of a private network')
