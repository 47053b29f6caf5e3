import { lookup as lookUp } from 'node:dns/promises'
import { Failure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import type { Backend } from './backends/backend.ts'
import type { Nodes } from './fleet.ts'

/** How often names are looked up again, in milliseconds. */
const lookUpMs = 5_000
/** A node that left DNS takes no new picture; what it was painting has so long to end, in milliseconds. */
const leaveMs = 30_000

/** One entry of the list: a node, or a name behind which any number of them stands. */
interface Entry {
  url: URL
  isName: boolean
}

/**
 * Reads a list of nodes, separated by commas: `http://gpu-1:8188` is one node, `dns+http://comfyui:8188` is one node for
 * every address of the name (a Kubernetes headless service). Throws Failure `invalid`, naming the entry by its place.
 */
export function parseNodes(list: string): Entry[] {
  const entries = list.split(',').flatMap((text, at) => {
    if (text.trim() === '') return []
    const isName = text.trim().startsWith('dns+')
    const url = URL.parse(text.trim().replace(/^dns\+/, ''))
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.pathname !== '/')
      throw new Failure('invalid', `bad configuration: RENDER_NODES entry ${at + 1} is not like http://host:8188`)
    return [{ url, isName }]
  })
  return entries
}

/** The nodes of a list, found anew every five seconds where it names them by DNS. */
export function findNodes(
  entries: readonly Entry[],
  open: (name: string, url: string) => Backend,
  log: Log,
  stop: AbortSignal,
  lookup: (host: string) => Promise<string[]> = addressesOf,
): Nodes & { close(): Promise<void> } {
  const nodes = new Map<string, Backend>()
  const leaving = new Set<Backend>()
  const timers = new Map<Entry, NodeJS.Timeout>()
  let changed = () => {}

  function add(url: URL): void {
    const node = open(url.host, url.origin)
    nodes.set(url.host, node)
    node.watch(() => changed())
    changed()
  }

  /** Looks a name up now and every five seconds, one look after the other. */
  function follow(entry: Entry): void {
    const { url } = entry
    let known = new Set<string>()
    let isLost = false
    const look = async () => {
      try {
        const found = new Map(
          (await lookup(url.hostname.replace(/^\[|\]$/g, ''))).map((address) => {
            const node = at(url, address)
            return [node.host, node]
          }),
        )
        if (stop.aborted) return
        for (const [host, node] of found) if (!nodes.has(host)) add(node)
        for (const host of known) if (!found.has(host)) leave(host)
        known = new Set(found.keys())
        isLost = false
      } catch (error) {
        // Whatever was there stays: a name service that is down must not empty the house.
        if (!isLost) log.warn({ name: url.hostname, code: (error as NodeJS.ErrnoException).code }, 'name was not found')
        isLost = true
      }
      if (!stop.aborted) timers.set(entry, setTimeout(() => void look(), lookUpMs).unref())
    }
    void look()
  }

  function leave(host: string): void {
    const node = nodes.get(host)
    if (!node) return
    nodes.delete(host)
    leaving.add(node)
    log.info({ node: node.name }, 'node left')
    setTimeout(() => {
      leaving.delete(node)
      void node.close()
    }, leaveMs).unref()
    changed()
  }

  for (const { url, isName } of entries) if (!isName && !nodes.has(url.host)) add(url)
  for (const entry of entries) if (entry.isName) follow(entry)
  return {
    list: () => [...nodes.values()],
    watch: (listener) => void (changed = listener),
    async close() {
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all([...nodes.values(), ...leaving].map((node) => node.close()))
    },
  }
}

/** The same address with an IP address for a host. */
function at(url: URL, address: string): URL {
  const here = new URL(url)
  here.hostname = address.includes(':') ? `[${address}]` : address
  return here
}

const addressesOf = async (host: string): Promise<string[]> =>
  (await lookUp(host, { all: true })).map(({ address }) => address)
