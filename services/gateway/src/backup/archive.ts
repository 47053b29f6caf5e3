import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import fs from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Failure } from '@aiw/kit/errors'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

// A file of a backup: lines of JSON and the bytes they name, encrypted with age. Who has the identity can look into one with
// the age tool:
//
//   age --decrypt --identity identity.txt database-….age | strings
//
//   {"aiw":"database","format":1,…}   what it is
//   {"section":"picture",…}           what follows
//   ["…",150000,…]                    its rows, any number; a number stands for so many bytes, which follow, and a line break
//   {"manifest":{…}}                  the last line: how many rows each section has, SHA-256 of all before it

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** What an archive says of itself in its first line. */
export type Head = { aiw: 'database' | 'keys'; format: 1 } & { [name: string]: Json }
/** The rows that follow belong to `section`. */
export type Section = { section: string } & { [name: string]: Json }
/** Its cells: text, or bytes. */
export type Row = (string | Buffer | null)[]

export interface Manifest {
  /** How many rows each section has. */
  rows: { [section: string]: number }
  /** Of all before, hexadecimal. */
  sha256: string
}

/** What the lines of an archive are made of, on the way in and on the way out. */
function counter() {
  const hash = createHash('sha256')
  const rows: Manifest['rows'] = {}
  let section = ''
  return {
    add(bytes: Buffer, content: Head | Section | Row) {
      hash.update(bytes)
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
  async function* pieces(): AsyncGenerator<Buffer> {
    const told = (item: Head | Section | Row) => {
      const bytes = bytesOf(item)
      counted.add(bytes, item)
      return bytes
    }
    yield told(head)
    for await (const item of content) yield told(item)
    manifest = counted.manifest()
    yield Buffer.from(`${JSON.stringify({ manifest })}\n`)
  }
  const draft = `${file}.part`
  try {
    const encrypted = await encrypter.encrypt(ReadableStream.from(pieces()) as WebBytes)
    await pipeline(encrypted, createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }))
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

/** As age has it; a Buffer is one. */
type WebBytes = ReadableStream<Uint8Array<ArrayBuffer>>

function bytesOf(item: Head | Section | Row): Buffer {
  if (!Array.isArray(item)) return Buffer.from(`${JSON.stringify(item)}\n`)
  const cells = item.filter((cell) => Buffer.isBuffer(cell))
  const line = Buffer.from(`${JSON.stringify(item.map((cell) => (Buffer.isBuffer(cell) ? cell.length : cell)))}\n`)
  return cells.length === 0 ? line : Buffer.concat([line, ...cells, Buffer.from('\n')])
}

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
  const pieces = piecesOf(file, decrypter)
  const first = await pieces.next()
  const head = (first.done ? {} : first.value.item) as Partial<Head>
  if (first.done || head.aiw !== kind || head.format !== 1) {
    await pieces.return()
    throw new Failure('invalid', `${file} is not a backup of ${kind === 'keys' ? 'the keys' : 'a database'}`)
  }
  return { head: head as Head, content: contentOf(file, pieces, first.value.bytes, head as Head) }
}

type Item = Head | Section | Row | { manifest: Manifest }

async function* contentOf(
  file: string,
  pieces: AsyncGenerator<{ item: Item; bytes: Buffer }, void>,
  first: Buffer,
  head: Head,
): AsyncGenerator<Section | Row, Manifest> {
  const counted = counter()
  counted.add(first, head)
  let told: Manifest | undefined
  for await (const { item, bytes } of pieces) {
    if (told) throw broken(file)
    if (!Array.isArray(item) && 'manifest' in item) told = item.manifest as Manifest
    else {
      counted.add(bytes, item as Section | Row)
      yield item as Section | Row
    }
  }
  const manifest = counted.manifest()
  if (!told || told.sha256 !== manifest.sha256 || !isSame(told.rows, manifest.rows)) throw broken(file)
  return manifest
}

const isSame = (one: Manifest['rows'], other: Manifest['rows']) => JSON.stringify(one) === JSON.stringify(other)

async function* piecesOf(file: string, decrypter: Decrypter): AsyncGenerator<{ item: Item; bytes: Buffer }, void> {
  const source = createReadStream(file)
  try {
    const plain = await decrypter.decrypt(Readable.toWeb(source) as unknown as WebBytes)
    const { line, take } = reader(plain as AsyncIterable<Uint8Array>)
    for (let text = await line(); text; text = await line()) {
      const item = JSON.parse(text.toString()) as Item
      if (typeof item !== 'object' || item === null) throw broken(file)
      const lengths = Array.isArray(item) ? item.filter((cell) => typeof cell === 'number') : []
      if (lengths.length === 0) yield { item, bytes: text }
      else {
        const bytes = await take(lengths.reduce((sum, length) => sum + length, 1))
        let at = 0
        const cells = (item as (string | number | null)[]).map((cell) =>
          typeof cell === 'number' ? bytes.subarray(at, (at += cell)) : cell,
        )
        yield { item: cells, bytes: Buffer.concat([text, bytes]) }
      }
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    // In age's own words, which the tests hold: nothing else tells the one from the other.
    if (error instanceof Error && error.message.includes('no identity matched'))
      throw new Failure('invalid', `${file} was not encrypted for this identity`)
    // Without the cause: JSON.parse quotes its input.
    throw broken(file)
  } finally {
    source.destroy()
  }
}

/** Takes a stream of bytes apart: a line with its end, undefined after the last; or so many bytes. Throws when it ends before. */
function reader(source: AsyncIterable<Uint8Array>) {
  const chunks = source[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  async function next(): Promise<Buffer | undefined> {
    const { done, value } = await chunks.next()
    return done ? undefined : Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  }
  /** What there is up to where it `ends`, which is past the end of what is there while that is -1. */
  async function until(ends: (chunk: Buffer, before: number) => number): Promise<Buffer | undefined> {
    const parts: Buffer[] = []
    let length = 0
    for (let chunk: Buffer | undefined = rest; chunk; chunk = await next()) {
      const end = ends(chunk, length)
      parts.push(end < 0 ? chunk : chunk.subarray(0, end))
      length += chunk.length
      rest = end < 0 ? Buffer.alloc(0) : chunk.subarray(end)
      if (end >= 0) return Buffer.concat(parts)
    }
    if (length > 0) throw new Error('cut off')
    return undefined
  }
  return {
    line: () => until((chunk) => chunk.indexOf(10) + 1 || -1),
    take: async (count: number): Promise<Buffer> => {
      const bytes = await until((chunk, before) => (before + chunk.length >= count ? count - before : -1))
      if (!bytes) throw new Error('cut off')
      return bytes
    },
  }
}

const broken = (file: string) => new Failure('invalid', `${file} is not a whole backup: it was cut off or changed`)

const cannotRead =
  (file: string) =>
  (error: NodeJS.ErrnoException): never => {
    throw new Failure('not_found', `${file} cannot be read: ${error.code}`)
  }
