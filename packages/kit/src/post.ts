import http from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { Failure } from './errors.ts'

/** The most an answer may have, in bytes. */
const mostBytes = 64 * 1024

/** How a server is asked, and for how long. */
export interface Asking {
  /** What it asks for as bearer token. */
  key?: string
  /** Finds the addresses of its name, and may refuse them. */
  lookup?: LookupFunction
  signal: AbortSignal
}

/**
 * Where a server of an HTTP API answers `path`: its address as given, "http://host:8000", with or without the path to its
 * API ("/v1" where there is none). Throws Failure `invalid` that names the variable when it is no such address.
 */
export function endpointOf(variable: string, given: string, path: string): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw new Failure('invalid', `${variable} must be like http://host:8000/v1, without name, password, ? and #`)
  url.pathname = `${url.pathname.replace(/\/+$/, '') || '/v1'}${path}`
  return url
}

/** Sends JSON and takes JSON back, like `post`. */
export const postJson = (url: URL, body: object, asking: Asking): Promise<unknown> =>
  post(url, { type: 'application/json', data: JSON.stringify(body) }, asking)

/**
 * Sends a body of any kind and takes JSON back, at most 64 KiB, on a connection of its own. Not `fetch`: that can neither look at the address it is
 * about to connect to, nor be kept from a proxy named in the environment. Follows no redirect. Aborting the signal
 * closes the connection. Throws Failure, without a word of what was sent or answered: `busy` (429, 503), `forbidden`
 * (by `lookup`), `unavailable`; or the signal's reason.
 */
export async function post(
  url: URL,
  { type, data }: { type: string; data: string | Buffer },
  { key, lookup, signal }: Asking,
): Promise<unknown> {
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method: 'POST',
    agent: false, // the global one may know a proxy, and keeps connections whose other end may have gone
    lookup,
    signal,
    headers: {
      'content-type': type,
      'content-length': Buffer.byteLength(data),
      accept: 'application/json',
      ...(key && { authorization: `Bearer ${key}` }),
    },
  })
  try {
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      request.on('response', resolve).on('error', reject)
      request.on('upgrade', (_response, socket) => {
        socket.destroy() // it is no longer the request's
        reject(new Failure('unavailable', 'The server answered 101'))
      })
      request.end(data)
    })
    return await jsonOf(response)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof Failure) throw error
    throw new Failure('unavailable', `The server cannot be reached or broke off (${codeOf(error)})`)
  } finally {
    // What goes wrong from here on, goes wrong with nobody waiting for it.
    request.on('error', () => {}).destroy()
  }
}

async function jsonOf(response: http.IncomingMessage): Promise<unknown> {
  const { statusCode = 0, headers } = response
  if (statusCode === 429 || statusCode === 503) throw new Failure('busy', `The server answered ${statusCode}`)
  if (statusCode >= 300 && statusCode < 400)
    throw new Failure('unavailable', `The server answered ${statusCode}, and redirects are not followed`)
  if (statusCode !== 200) throw new Failure('unavailable', `The server answered ${statusCode}`)
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
    throw new Failure('unavailable', 'The server answered something that is not JSON')
  const tooMuch = () => new Failure('unavailable', `The server answered more than ${mostBytes} bytes`)
  if (Number(headers['content-length'] ?? 0) > mostBytes) throw tooMuch()
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) throw tooMuch()
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    // Without the cause: what cannot be parsed is quoted in it.
    throw new Failure('unavailable', 'The server answered something that is not JSON')
  }
}

/** The system's code of an error, like ECONNREFUSED. */
const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && /^[A-Z_0-9]{1,40}$/.test(String(error.code))
    ? String(error.code)
    : 'unknown'
