import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import fs from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createGunzip, createGzip } from 'node:zlib'
import { Failure } from '@aiw/kit/errors'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

// A file of a backup: lines of JSON, gzip, age. With the age tool anybody who has the identity can look into one:
//
//   age --decrypt --identity identity.txt database-….age | gunzip
//
//   {"aiw":"database","format":1,…}   what it is
//   {"section":"picture",…}           what follows
//   ["…",…]                           its rows, any number
//   {"manifest":{…}}                  the last line: how many rows each section has, SHA-256 of all lines before it

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** What an archive says of itself in its first line. */
export type Head = { aiw: 'database' | 'keys'; format: 1 } & { [name: string]: Json }
/** The rows that follow belong to `section`. */
export type Section = { section: string } & { [name: string]: Json }
export type Row = Json[]

export interface Manifest {
  /** How many rows each section has. */
  rows: { [section: string]: number }
  /** Of all lines before, hexadecimal. */
  sha256: string
}

/** What the lines of an archive are made of, on the way in and on the way out. */
function counter() {
  const hash = createHash('sha256')
  const rows: Manifest['rows'] = {}
  let section = ''
  return {
    add(line: string, content: Head | Section | Row) {
      hash.update(`${line}\n`)
      if (Array.isArray(content)) rows[section] = (rows[section] ?? 0) + 1
      else if ('section' in content) rows[(section = String(content.section))] = 0
    },
    manifest: (): Manifest => ({ rows, sha256: hash.digest('hex') }),
  }
}

/** A new pair: who has the identity can read what is encrypted for the recipient. */
export async function newIdentity(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** Recipients of age, checked. Throws Failure `invalid` when one is none. */
export function encrypterFor(recipients: readonly string[]): Encrypter {
  const encrypter = new Encrypter()
  try {
    for (const recipient of recipients) encrypter.addRecipient(recipient)
  } catch {
    throw new Failure('invalid', 'This is not an age recipient: it begins with age1, as age-keygen prints it')
  }
  return encrypter
}

/** The identities in a file, as age-keygen writes it. Throws Failure `invalid` when there is none. */
export async function readIdentities(file: string): Promise<Decrypter> {
  const text = await fs.readFile(file, 'utf8').catch(cannotRead(file))
  const identities = text.split('\n').map((line) => line.trim())
  const decrypter = new Decrypter()
  const found = identities.filter((line) => line.startsWith('AGE-SECRET-KEY-'))
  try {
    if (found.length === 0) throw new Error('none')
    for (const identity of found) decrypter.addIdentity(identity)
  } catch {
    throw new Failure('invalid', `${file} holds no age identity: a line that begins with AGE-SECRET-KEY-`)
  }
  return decrypter
}

/**
 * Writes an archive; the file is there when it is whole and on the disk, and only its owner may read it. Throws Failure
 * `unavailable` when it cannot be written.
 */
export async function writeArchive(
  file: string,
  encrypter: Encrypter,
  head: Head,
  content: AsyncIterable<Section | Row>,
): Promise<{ manifest: Manifest; bytes: number }> {
  const counted = counter()
  let manifest: Manifest | undefined
  async function* lines(): AsyncGenerator<string> {
    const told = (item: Head | Section | Row) => {
      const line = JSON.stringify(item)
      counted.add(line, item)
      return `${line}\n`
    }
    yield told(head)
    for await (const item of content) yield told(item)
    manifest = counted.manifest()
    yield `${JSON.stringify({ manifest })}\n`
  }
  const draft = `${file}.part`
  try {
    // What is sealed does not get smaller; what its base64 adds does, at the least effort.
    const packed = createGzip({ level: 1 })
    const packing = pipeline(Readable.from(lines()), packed)
    packing.catch(() => {})
    const encrypted = await encrypter.encrypt(Readable.toWeb(packed) as unknown as WebBytes)
    const out = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true })
    const writing = pipeline(Readable.fromWeb(encrypted as unknown as ReadableStream), out)
    // One that fails takes the other with it: what the disk said comes first, then what the database did.
    const ends = await Promise.allSettled([packing, writing])
    const failed = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as Error] : []))
    if (failed.length > 0) throw failed.find((error) => 'syscall' in error) ?? failed[0]
    await fs.rename(draft, file)
    return { manifest: manifest!, bytes: (await fs.stat(file)).size }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new Failure('busy', `Another backup is being written to ${draft}; if not, delete it`)
    await fs.rm(draft, { force: true })
    if (error instanceof Error && 'syscall' in error)
      throw new Failure('unavailable', `${file} could not be written: ${(error as NodeJS.ErrnoException).code}`)
    throw error
  }
}

/** The streams of the platform's two type packages are one at run time. */
type WebBytes = globalThis.ReadableStream<Uint8Array<ArrayBuffer>>

/**
 * Opens an archive. Its content is yielded as it is read; only when `content` has ended is the archive known to be whole.
 * Throws Failure `invalid`, in one line, when it is not, or is none, or is not for this identity.
 */
export async function readArchive(
  file: string,
  decrypter: Decrypter,
  kind: Head['aiw'],
): Promise<{ head: Head; content: AsyncGenerator<Section | Row, Manifest> }> {
  await fs.access(file).catch(cannotRead(file))
  const lines = linesOf(file, decrypter)
  const first = await lines.next()
  const head = (first.done ? {} : parse(file, first.value)) as Partial<Head>
  if (head.aiw !== kind || head.format !== 1) {
    await lines.return()
    throw new Failure('invalid', `${file} is not a backup of ${kind === 'keys' ? 'the keys' : 'a database'}`)
  }
  return { head: head as Head, content: contentOf(file, lines, first.value as string, head as Head) }
}

async function* contentOf(
  file: string,
  lines: AsyncGenerator<string, void>,
  first: string,
  head: Head,
): AsyncGenerator<Section | Row, Manifest> {
  const counted = counter()
  counted.add(first, head)
  let told: Manifest | undefined
  for await (const line of lines) {
    const item = parse(file, line) as Section | Row | { manifest: Manifest }
    if (told) throw broken(file)
    if (Array.isArray(item) || !('manifest' in item)) {
      counted.add(line, item as Section | Row)
      yield item as Section | Row
    } else told = item.manifest as Manifest
  }
  const manifest = counted.manifest()
  if (!told || told.sha256 !== manifest.sha256 || !isSame(told.rows, manifest.rows)) throw broken(file)
  return manifest
}

const isSame = (one: Manifest['rows'], other: Manifest['rows']) => JSON.stringify(one) === JSON.stringify(other)

async function* linesOf(file: string, decrypter: Decrypter): AsyncGenerator<string, void> {
  const source = createReadStream(file)
  try {
    const plain = await decrypter.decrypt(Readable.toWeb(source) as unknown as WebBytes)
    const unpacked = createGunzip()
    // Its failure is the one that `unpacked` ends with.
    pipeline(Readable.fromWeb(plain as unknown as ReadableStream), unpacked).catch(() => {})
    let rest: Buffer[] = []
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      let from = 0
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        yield Buffer.concat([...rest, chunk.subarray(from, at)]).toString('utf8')
        rest = []
        from = at + 1
      }
      rest.push(chunk.subarray(from))
    }
    if (rest.some(({ length }) => length > 0)) throw broken(file)
  } catch (error) {
    if (error instanceof Failure) throw error
    // In age's own words, which the tests hold: nothing else tells the one from the other.
    if (error instanceof Error && error.message.includes('no identity matched'))
      throw new Failure('invalid', `${file} was not encrypted for this identity`)
    throw broken(file)
  } finally {
    source.destroy()
  }
}

function parse(file: string, line: string): unknown {
  try {
    const item: unknown = JSON.parse(line)
    if (typeof item === 'object' && item !== null) return item
  } catch {
    // Said below, without the line.
  }
  throw broken(file)
}

const broken = (file: string) => new Failure('invalid', `${file} is not a whole backup: it was cut off or changed`)

const cannotRead =
  (file: string) =>
  (error: NodeJS.ErrnoException): never => {
    throw new Failure('not_found', `${file} cannot be read: ${error.code}`)
  }
