import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { addNote, inTurnOf, newestNote, type NoteOwner, notesOf, replaceNote } from '../src/db/notes.ts'
import { whoHas } from '../src/identity.ts'
import { everythingIn, freshDb, gatewayOf, writerAt } from './support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

const word = 'Zebrafinch'

/** A writer who has written a sentence, and what opens their notes. */
async function someone() {
  const { url, house, live } = await gatewayOf(db)
  const writer = await writerAt(url)
  const desk = await writer.connect()
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  await desk.hear('a', 'done')
  const identity = await whoHas(house, writer.headers.authorization.slice('Bearer '.length))
  const owner: NoteOwner = {
    writer: identity.writer,
    ring: identity.ring,
    ringFor: (row) => live.ringFor(row, identity),
  }
  const ask = (method: string, where: string, body?: object) =>
    fetch(url + where, {
      method,
      headers: { ...writer.headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
  return { ...writer, desk, owner, ask }
}

test('notes are kept in order, to the minute, and nothing of them lies readable', async () => {
  const { owner, sitting } = await someone()
  await addNote(db, owner, { kind: 'answer', content: { text: `${word} one` }, sitting, sentence: 'a' })
  await addNote(db, owner, { kind: 'answer', content: { text: `${word} two` }, sitting })
  await addNote(db, owner, { kind: 'measure', content: { pleasure: 0.25 } })
  expect(await notesOf(db, owner, 'answer')).toMatchObject([
    { content: { text: `${word} one` }, sitting, sentence: 'a' },
    { content: { text: `${word} two` }, sitting },
  ])
  expect((await newestNote(db, owner, 'answer', sitting))?.content).toEqual({ text: `${word} two` })
  expect((await newestNote(db, owner, 'measure'))!.at.getTime() % 60_000).toBe(0)
  expect(await newestNote(db, owner, 'plan')).toBeUndefined()
  const all = await everythingIn(db)
  expect(all).not.toContain(word)
  expect(all).not.toContain('0.25')
})

test('a note in place of another: one of its kind, or of its id', async () => {
  const { owner, sitting } = await someone()
  for (const seconds of [1, 2]) await replaceNote(db, owner, { kind: 'clock', content: { seconds }, sitting })
  expect((await notesOf(db, owner, 'clock')).map(({ content }) => content)).toEqual([{ seconds: 2 }])
  const [one, two] = [randomUUID(), randomUUID()]
  for (const id of [one, two, one]) await replaceNote(db, owner, { kind: 'booklet', id, content: id })
  expect((await notesOf(db, owner, 'booklet')).map(({ id }) => id)).toEqual([two, one])
})

test('what is somebody else’s can be neither noted on nor replaced', async () => {
  const [mine, theirs] = [await someone(), await someone()]
  const id = await addNote(db, theirs.owner, { kind: 'booklet', content: 'theirs' })
  const refused = { code: 'not_found' }
  await expect(replaceNote(db, mine.owner, { kind: 'booklet', id, content: 'mine' })).rejects.toMatchObject(refused)
  const about = { kind: 'answer', content: {}, sitting: theirs.sitting } as const
  await expect(addNote(db, mine.owner, about)).rejects.toMatchObject(refused)
  const nowhere = { kind: 'answer', content: {}, sitting: mine.sitting, sentence: 'z' } as const
  await expect(addNote(db, mine.owner, nowhere)).rejects.toMatchObject(refused)
  expect(await notesOf(db, theirs.owner, 'booklet')).toMatchObject([{ content: 'theirs' }])
})

test('a note that was made another kind, another’s, or about another sentence from outside does not open', async () => {
  const { owner, sitting } = await someone()
  const other = await someone()
  const id = await addNote(db, owner, { kind: 'answer', content: 'words', sitting, sentence: 'a' })
  const unopened = { message: 'What is kept here cannot be opened' }
  await sql`update note set kind = 'plan' where id = ${id}`.execute(db)
  await expect(notesOf(db, owner, 'plan')).rejects.toMatchObject(unopened)
  await sql`update note set kind = 'answer', sentence_id = null where id = ${id}`.execute(db)
  await expect(notesOf(db, owner, 'answer')).rejects.toMatchObject(unopened)
  await sql`update note set sentence_id = 'a', writer_id = ${other.writer} where id = ${id}`.execute(db)
  await expect(notesOf(db, other.owner, 'answer')).rejects.toMatchObject(unopened)
})

test('notes go with their sentence, their sitting and their writer', async () => {
  const { owner, sitting, ask, writer } = await someone()
  await addNote(db, owner, { kind: 'rating', content: {}, sitting, sentence: 'a' })
  await addNote(db, owner, { kind: 'clock', content: {}, sitting })
  await addNote(db, owner, { kind: 'plan', content: {} })
  const kinds = async () =>
    (await db.selectFrom('note').select('kind').where('writer_id', '=', writer).orderBy('number').execute()).map(
      ({ kind }) => kind,
    )
  expect(await kinds()).toEqual(['rating', 'clock', 'plan'])
  expect((await ask('DELETE', `/v1/sittings/${sitting}/sentences/a`)).status).toBe(204)
  expect(await kinds()).toEqual(['clock', 'plan'])
  expect((await ask('DELETE', `/v1/sittings/${sitting}`)).status).toBe(204)
  expect(await kinds()).toEqual(['plan'])
  expect((await ask('DELETE', '/v1/writers/me')).status).toBe(202)
  expect(await kinds()).toEqual([])
})

test('a writer who does not agree to keeping: what is kept is deleted, and what is open passes with its sitting', async () => {
  const { owner, sitting, ask, desk } = await someone()
  await addNote(db, owner, { kind: 'plan', content: 'plan' })
  await addNote(db, owner, { kind: 'settings', content: 'settings' })
  await addNote(db, owner, { kind: 'answer', content: 'answer', sitting })
  const withdrawal = { purpose: 'keeping', given: false }
  expect((await ask('PUT', '/v1/consents', withdrawal)).status).toBe(400)
  expect((await ask('PUT', '/v1/consents', { ...withdrawal, erase: true })).status).toBe(200)
  expect(await notesOf(db, owner, 'plan')).toEqual([])
  expect(await notesOf(db, owner, 'settings')).toMatchObject([{ content: 'settings' }])
  expect(await notesOf(db, owner, 'answer')).toMatchObject([{ content: 'answer' }])
  // The writer's keyring alone does not open it any more.
  const { ringFor: _, ...withoutSitting } = owner
  expect(await notesOf(db, withoutSitting, 'answer')).toEqual([])
  await desk.leave()
  expect((await ask('POST', '/v1/sign-out')).status).toBe(204)
  expect(await notesOf(db, owner, 'answer')).toEqual([])
})

test('a plan alone is something that is kept, and is not deleted without being asked', async () => {
  const { owner, ask, sitting } = await someone()
  await ask('DELETE', `/v1/sittings/${sitting}`)
  await addNote(db, owner, { kind: 'plan', content: 'plan' })
  expect((await ask('PUT', '/v1/consents', { purpose: 'keeping', given: false })).status).toBe(400)
  expect(await notesOf(db, owner, 'plan')).toHaveLength(1)
})

test('reading and writing in turn loses nothing', async () => {
  const { owner } = await someone()
  const count = () =>
    inTurnOf(db, owner.writer, async (tx) => {
      const before = await newestNote<number>(tx, owner, 'taste')
      await replaceNote(tx, owner, { kind: 'taste', content: (before?.content ?? 0) + 1 })
    })
  await Promise.all(Array.from({ length: 8 }, count))
  expect(await notesOf(db, owner, 'taste')).toMatchObject([{ content: 8 }])
})
