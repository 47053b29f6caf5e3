import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '@aiw/kit/errors'
import { type Checkpoint, checkpoint } from './audit-chain.ts'
import { ownFolder, readWhole, writeWhole } from './key-files.ts'

// What the audit keeps beside the keys, out of reach of whoever has the database alone:
//
//   audit/key          signs the entries; made at the first start
//   audit/checkpoints  one line for each: only ever added to
//   audit/head         the newest entry, written over in place: a loss of power may leave an older one, which is no failure

/** The audit's files, open. */
export interface AuditFiles {
  readonly key: Buffer
  /** The newest entry that is known here; undefined before the first. */
  newest(): Pick<Checkpoint, 'number' | 'hash'> | undefined
  keepNewest(number: number, hash: Buffer): Promise<void>
  addCheckpoint(one: Checkpoint): Promise<void>
  /** All that is written down here; a line that is none is undefined. */
  read(): Promise<{ file: (Checkpoint | undefined)[]; head?: Checkpoint }>
  /** Puts items together that come while others are being written, and hands them to `write` at once, in their order. */
  inBatches<T>(item: T, write: (items: T[]) => Promise<void>): Promise<void>
}

/** Opens the audit's files in the folder of the keys, or makes them. Throws Failure `internal` when the key is damaged. */
export async function openAuditFiles(keys: string): Promise<AuditFiles> {
  const folder = path.join(keys, 'audit')
  await ownFolder(folder)
  const [checkpoints, headFile] = [path.join(folder, 'checkpoints'), path.join(folder, 'head')]
  const key = await readKey(path.join(folder, 'key'))
  let newest = parse((await readWhole(headFile)) ?? '')

  let last = Promise.resolve()
  function inTurn(act: () => Promise<void>): Promise<void> {
    const result = last.then(act)
    last = result.catch(() => {})
    return result
  }
  let batch: { items: unknown[]; written: Promise<void> } | undefined

  return {
    key,
    newest: () => newest,
    async keepNewest(number, hash) {
      newest = checkpoint(key, 'checkpoint', number, hash)
      const handle = await fs.open(headFile, fs.constants.O_WRONLY | fs.constants.O_CREAT, 0o600)
      try {
        await handle.write(line(newest).padEnd(headBytes), 0)
      } finally {
        await handle.close()
      }
    },
    async addCheckpoint(one) {
      const handle = await fs.open(checkpoints, 'a', 0o600)
      try {
        await handle.write(`${line(one)}\n`)
        await handle.sync()
      } finally {
        await handle.close()
      }
    },
    async read() {
      const lines = ((await readWhole(checkpoints)) ?? '').split('\n')
      // The last one is empty, or was cut off by a loss of power.
      const head = parse((await readWhole(headFile)) ?? '')
      return { file: lines.slice(0, -1).map(parse), ...(head && { head }) }
    },
    inBatches<T>(item: T, write: (items: T[]) => Promise<void>) {
      if (!batch) {
        const items: unknown[] = []
        const written = inTurn(() => {
          batch = undefined
          return write(items as T[])
        })
        batch = { items, written }
      }
      batch.items.push(item)
      return batch.written
    },
  }
}

/** More than the longest line has: the file's length never changes. */
const headBytes = 160

const line = ({ kind, number, hash, mac }: Checkpoint) =>
  `${kind} ${number} ${hash.toString('hex')} ${mac.toString('hex')}`

function parse(text: string): Checkpoint | undefined {
  const found = /^(checkpoint|restored) (\d{1,10}) ([0-9a-f]{64}) ([0-9a-f]{64})\s*$/.exec(text)
  if (!found) return undefined
  const [, kind, number, hash, mac] = found as unknown as [string, Checkpoint['kind'], string, string, string]
  return { kind, number: Number(number), hash: Buffer.from(hash, 'hex'), mac: Buffer.from(mac, 'hex') }
}

async function readKey(file: string): Promise<Buffer> {
  const text = await readWhole(file)
  const key = text === undefined ? randomBytes(32) : Buffer.from(text, 'base64')
  if (key.length !== 32) throw new Failure('internal', 'The key of the audit, audit/key beside the keys, is damaged')
  if (text === undefined) await writeWhole(file, key.toString('base64'))
  return key
}
