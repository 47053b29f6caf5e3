import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

// The chain of the audit, without a database: what an entry's hash covers, what is signed, and how a change is found.
//
//   hash  SHA-256 over the hash before it and the entry's own bytes: no entry can be changed, moved, put in or taken out
//         without changing all that follow
//   mac   HMAC-SHA-256 over the hash, with a key beside the writers' keys: whoever has the database alone cannot make the
//         hashes fit again
//   checkpoint  signed: there were so many entries, and the last had this hash. It lies in the database and in a file beside
//         the keys, and so does the newest of all, the head: entries taken away at the end are missed
//
// What this cannot tell: what somebody did who has the database and the folder of the keys and can write to both.

/** An entry, as it lies in its row. */
export interface Entry {
  number: number
  minute: number
  actor: 'writer' | 'house'
  action: string
  writer: Buffer | null
  record: string | null
  sealed_record: Buffer | null
  hash: Buffer
  mac: Buffer
}

/** Signed: the entry with this number had this hash. `restored`: and whatever came after it was lost with a restore. */
export interface Checkpoint {
  kind: 'checkpoint' | 'restored'
  number: number
  hash: Buffer
  mac: Buffer
}

/** What the hash of the first entry is made over. */
export const beginning: Buffer = Buffer.alloc(32)

/** The hash of an entry that follows the one with the hash `before`. */
export function hashOf(before: Buffer, entry: Omit<Entry, 'hash' | 'mac'>): Buffer {
  const { number, minute, actor, action, writer, record, sealed_record: sealed } = entry
  const bytes = JSON.stringify([number, minute, actor, action, hex(writer), record, hex(sealed)])
  return createHash('sha256').update(before).update(bytes).digest()
}

const hex = (bytes: Buffer | null) => bytes && bytes.toString('hex')

/** What signs an entry with this hash. */
export const macOf = (key: Buffer, hash: Buffer): Buffer => sign(key, 'entry', hash)

/** A checkpoint, signed. */
export function checkpoint(key: Buffer, kind: Checkpoint['kind'], number: number, hash: Buffer): Checkpoint {
  return { kind, number, hash, mac: sign(key, `${kind} ${number}`, hash) }
}

/** Whether a checkpoint is one that this key signed. */
export const isSigned = (key: Buffer, { kind, number, hash, mac }: Checkpoint): boolean =>
  equal(mac, sign(key, `${kind} ${number}`, hash))

function sign(key: Buffer, what: string, hash: Buffer): Buffer {
  return createHmac('sha256', key).update(`aiw audit 1 ${what} `).update(hash).digest()
}

const equal = (one: Buffer, other: Buffer) => one.length === other.length && timingSafeEqual(one, other)

/** What is known of the entries beside themselves. */
export interface Witnesses {
  /** The checkpoints in the database. */
  table: readonly Checkpoint[]
  /** The lines of the file beside the keys, in their order; undefined: a line that is none. */
  file: readonly (Checkpoint | undefined)[]
  /** The newest entry, as the file beside the keys has it; undefined: there is none that can be read. */
  head?: Checkpoint
}

/** Something that is not as it was written, at the number of an entry or of a checkpoint. */
export interface Finding {
  entry: number
  what: string
}

/** What was found in the whole chain. */
export interface Verdict {
  entries: number
  findings: Finding[]
  /** Restores from a backup, which cost the entries from `first` to `last`. */
  lost: { first: number; last: number }[]
}

/** Goes through the chain in the order of its numbers and says what is not as it was written. */
export async function verifyChain(
  key: Buffer,
  entries: AsyncIterable<Entry> | Iterable<Entry>,
  witnesses: Witnesses,
): Promise<Verdict> {
  const { known, findings, lost } = listen(key, witnesses)
  let [number, before, count, isJoined] = [0, beginning, 0, true]
  for await (const entry of entries) {
    count++
    if (entry.number <= number) {
      findings.push({ entry: entry.number, what: 'stands where there is no room for one' })
      continue
    }
    if (entry.number !== number + 1) {
      findings.push({ entry: number + 1, what: missing(number + 1, entry.number - 1) })
      isJoined = false
    }
    const hash = hashOf(before, entry)
    const isOurs = equal(entry.mac, macOf(key, entry.hash))
    if (!isOurs) findings.push({ entry: entry.number, what: 'was changed, or written by somebody else' })
    // After a gap nobody can tell what the hash was made over; that it is signed is all there is.
    else if (isJoined && !equal(entry.hash, hash)) findings.push({ entry: entry.number, what: 'was changed' })
    else if ((known.get(entry.number) ?? []).some((witness) => !equal(witness, entry.hash)))
      findings.push({ entry: entry.number, what: 'is not the one that was written first' })
    // A signed hash is what the next one was made over, whatever became of the entry.
    before = isOurs ? entry.hash : hash
    isJoined = isOurs || isJoined
    number = entry.number
  }
  const last = Math.max(number, ...known.keys())
  if (last > number) findings.push({ entry: number + 1, what: missing(number + 1, last) })
  return { entries: count, findings: findings.toSorted((a, b) => a.entry - b.entry), lost }
}

const missing = (first: number, last: number) =>
  first >= last ? 'is missing' : `is missing, and so are all up to entry ${last}`

/** Hears the witnesses: the hashes that entries must have by their number, and what is wrong with the witnesses themselves. */
function listen(key: Buffer, { table, file, head }: Witnesses) {
  const findings: Finding[] = []
  const lost: Verdict['lost'] = []
  const inTable = new Set(table.map(({ number }) => number))
  let said: Checkpoint[] = []
  for (const [at, line] of file.entries()) {
    if (!line || !isSigned(key, line)) {
      findings.push({
        entry: line?.number ?? 0,
        what: `has a checkpoint that was changed, in line ${at + 1} of the file`,
      })
      continue
    }
    if (line.kind === 'restored') {
      const last = Math.max(0, ...said.map(({ number }) => number))
      if (last > line.number) lost.push({ first: line.number + 1, last })
      // What came before is in the hash that was signed here; what came later is gone.
      said = []
    }
    said.push(line)
  }
  for (const { kind, number } of said)
    if (kind === 'checkpoint' && !inTable.has(number))
      findings.push({ entry: number, what: 'had a checkpoint in the database, which is missing' })
  for (const one of table)
    if (!isSigned(key, one))
      findings.push({ entry: one.number, what: 'has a checkpoint that was changed, in the database' })

  const known = new Map<number, Buffer[]>()
  const all = [...said, ...table, ...(head ? [head] : [])].filter((one) => one.number > 0 && isSigned(key, one))
  for (const { number, hash } of all) known.set(number, [...(known.get(number) ?? []), hash])
  if (!head || !isSigned(key, head))
    if (all.length > 0)
      findings.push({ entry: 0, what: 'is named as the newest by a file that is missing or was changed' })
  return { known, findings, lost }
}
