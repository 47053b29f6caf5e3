import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { readQuestions } from '../src/questions.ts'
import { everythingIn, freshDb, gatewayOf, writerAt } from './support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

/** A writer with a sentence and its picture. */
async function someone(url?: string) {
  const base = url ?? (await gatewayOf(db)).url
  const writer = await writerAt(base)
  const desk = await writer.connect()
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  const { picture } = await desk.hear('a', 'picture')
  const ask = async <T>(method: string, where: string, body?: unknown) => {
    const response = await fetch(`${base}/v1/${where}`, {
      method,
      headers: { ...writer.headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: (text && JSON.parse(text)) as T }
  }
  return { ...writer, url: base, desk, ask, picture: (picture as { id: string }).id }
}

const word = 'Zebrafinch'

test('ratings are of a picture, of the comfort round, or of a sentence that has no picture yet', async () => {
  const { ask, picture, sitting } = await someone()
  const rate = (body: object) => ask<{ id: string; kept: boolean }>('POST', 'ratings', body)
  expect(await rate({ picture, gotIt: 0.8, comfort: 0.5 })).toMatchObject({ status: 201, body: { kept: true } })
  expect(await rate({ comfortPicture: 7, comfort: 1, motivation: 0 })).toMatchObject({ status: 201 })
  expect(await rate({ sitting, sentence: 'a', vivid: 0.3 })).toMatchObject({ status: 201 })
  // Ids may come in capitals, and are the same.
  expect(await rate({ picture: picture.toUpperCase(), hidden: true, rejected: 'frightening' })).toMatchObject({
    status: 201,
  })
  expect(await rate({ sitting: sitting.toUpperCase(), sentence: 'a', kept: 'none', over: [picture] })).toMatchObject({
    status: 201,
  })
  const { ratings } = (await ask<{ ratings: object[] }>('GET', 'ratings')).body
  expect(ratings).toMatchObject([
    { picture, sitting, sentence: 'a', gotIt: 0.8, comfort: 0.5 },
    { comfortPicture: 7, comfort: 1, motivation: 0 },
    { sitting, sentence: 'a', vivid: 0.3 },
    { hidden: true, rejected: 'frightening' },
    { kept: 'none', over: [picture] },
  ])
  expect((await ask<{ ratings: object[] }>('GET', `ratings?sitting=${sitting}`)).body.ratings).toHaveLength(4)
})

test('a rating of nothing, of two things, out of range, or of somebody else’s picture is refused', async () => {
  const { ask, picture, sitting, url } = await someone()
  const other = await someone(url)
  for (const [body, status] of [
    [{ gotIt: 1 }, 400],
    [{ picture }, 400],
    [{ picture, comfortPicture: 1, gotIt: 1 }, 400],
    [{ picture, sitting, gotIt: 1 }, 400],
    [{ picture, gotIt: 1.1 }, 400],
    [{ picture, gotIt: 1, mood: 'bad' }, 400],
    [{ comfortPicture: 8, comfort: 1 }, 400],
    [{ picture: other.picture, gotIt: 1 }, 404],
    [{ sitting: other.sitting, sentence: 'a', vivid: 1 }, 404],
    [{ sitting, sentence: 'z', vivid: 1 }, 404],
    [{ sitting, sentence: 'a\0', vivid: 1 }, 400],
  ] as const)
    expect({ body, status: (await ask('POST', 'ratings', body)).status }).toEqual({ body, status })
  expect((await ask('GET', 'ratings')).body).toEqual({ ratings: [] })
})

test('how a writer is, before and after', async () => {
  const { ask, sitting } = await someone()
  const before = { when: 'before', pleasure: 0.2, arousal: 0.9, first: 'arousal' }
  expect(await ask('POST', 'measures', before)).toMatchObject({ status: 201, body: { kept: true } })
  await ask('POST', 'measures', { ...before, when: 'after', sitting })
  expect((await ask('POST', 'measures', { ...before, pleasure: -0.1 })).status).toBe(400)
  expect((await ask('GET', 'measures')).body).toMatchObject({
    measures: [before, { ...before, when: 'after', sitting }],
  })
})

test('a question is answered in the words it was asked in, and the answer can be deleted', async () => {
  const { ask, sitting } = await someone()
  interface List {
    version: string
    questions: { id: string; when: string; text: string }[]
  }
  const { version, questions } = (await ask<List>('GET', 'questions?language=zh')).body
  const asked = questions.find(({ when }) => when === 'pause')!
  const answer = { sitting, sentence: 'a', question: asked.id, version, text: `${word}, 一只鸟。` }
  const { status, body } = await ask<{ id: string }>('POST', 'answers', answer)
  expect(status).toBe(201)
  const kept = (await ask<{ answers: { asked: { zh: string } }[] }>('GET', `answers?sitting=${sitting}`)).body.answers
  expect(kept).toMatchObject([{ ...answer, asked: { zh: asked.text } }])
  expect(await everythingIn(db)).not.toContain(word)
  const blank = ' \u200b'
  for (const wrong of [
    { version: 'old' },
    { question: 'none' },
    { text: blank },
    { text: 'a\0b' },
    { sentence: 'a\0' },
  ])
    expect({ wrong, status: (await ask('POST', 'answers', { ...answer, ...wrong })).status }).toEqual({
      wrong,
      status: 400,
    })
  const other = await someone()
  expect((await other.ask('DELETE', `answers/${body.id}`)).status).toBe(404)
  expect((await ask('DELETE', `answers/${body.id}`)).status).toBe(204)
  expect((await ask('GET', 'answers')).body).toEqual({ answers: [] })
})

test('the safety plan is one, in the writer’s words, and goes when all of it is taken out', async () => {
  const { ask } = await someone()
  const none = { signs: '', self: '', people: '', places: '', professionals: '', reasons: '' }
  expect((await ask('GET', 'plan')).body).toEqual(none)
  const reasons = `${word} 和女儿。`.repeat(200)
  expect((await ask('PUT', 'plan', { self: 'Walk.', reasons })).status).toBe(200)
  expect((await ask('PUT', 'plan', { reasons })).body).toEqual({ ...none, reasons })
  expect((await ask('GET', 'plan')).body).toMatchObject({ ...none, reasons })
  expect(await everythingIn(db)).not.toContain(word)
  expect((await ask('PUT', 'plan', { reasons: 'x'.repeat(4_001) })).status).toBe(200)
  expect((await ask('PUT', 'plan', { reasons: 'x'.repeat(4_002) })).status).toBe(400)
  expect((await ask('PUT', 'plan', { method: 'x' })).status).toBe(400)
  await ask('PUT', 'plan', {})
  expect((await ask('GET', 'plan')).body).toEqual(none)
})

test('booklets are kept under their ids, changed, and deleted', async () => {
  const { ask, sitting, picture, url } = await someone()
  const [one, two] = [randomUUID(), randomUUID()]
  const booklet = { title: word, items: [{ sitting, sentence: 'a', picture, caption: '只有一只鸟' }] }
  expect(await ask('PUT', `booklets/${one.toUpperCase()}`, booklet)).toMatchObject({ status: 200, body: { id: one } })
  await ask('PUT', `booklets/${two}`, { title: '', items: [] })
  await ask('PUT', `booklets/${one}`, { ...booklet, title: `${word} 2` })
  const { booklets } = (await ask<{ booklets: { id: string; title: string }[] }>('GET', 'booklets')).body
  expect(booklets.map(({ id, title }) => [id, title])).toEqual([
    [two, ''],
    [one, `${word} 2`],
  ])
  const other = await someone(url)
  expect((await other.ask('GET', `booklets/${one}`)).status).toBe(404)
  expect((await other.ask('PUT', `booklets/${one}`, booklet)).status).toBe(404)
  expect((await other.ask('DELETE', `booklets/${one}`)).status).toBe(404)
  expect((await ask('GET', `booklets/${one}`)).body).toMatchObject({ items: booklet.items })
  expect((await ask('DELETE', `booklets/${one}`)).status).toBe(204)
  expect((await ask('GET', `booklets/${one}`)).status).toBe(404)
})

test('a writer who keeps nothing: what is said in a sitting goes with it, the rest is not written down', async () => {
  const { ask, sitting } = await someone()
  await ask('DELETE', `sittings/${sitting}`)
  expect((await ask('PUT', 'consents', { purpose: 'keeping', given: false })).status).toBe(200)
  const { id } = (await ask<{ id: string }>('POST', 'sittings', { language: 'en' })).body
  const measure = { when: 'before', pleasure: 0.5, arousal: 0.5 }
  expect((await ask('POST', 'measures', measure)).body).toEqual({ kept: false })
  expect((await ask('POST', 'measures', { ...measure, sitting: id })).body).toMatchObject({ kept: false })
  expect((await ask('GET', 'measures')).body).toMatchObject({ measures: [{ sitting: id }] })
  expect((await ask('PUT', 'plan', { self: 'Walk.' })).status).toBe(403)
  expect((await ask('PUT', `booklets/${randomUUID()}`, { title: '', items: [] })).status).toBe(403)
  expect((await ask('POST', 'sign-out')).status).toBe(204)
  expect((await db.selectFrom('note').select('id').where('sitting_id', '=', id).execute()).length).toBe(0)
})

test('what a writer changed is in the audit, and no word of it', async () => {
  const { ask, picture } = await someone()
  await ask('PUT', 'plan', { self: word })
  await ask('PATCH', 'settings', { focus: true })
  await ask('POST', 'programme/promise')
  await ask('POST', 'ratings', { picture, gotIt: 1 })
  const { entries } = (await ask<{ entries: { action: string }[] }>('GET', 'writers/me/audit')).body
  const actions = entries.map(({ action }) => action)
  expect(actions).toEqual(expect.arrayContaining(['plan.changed', 'settings.changed', 'programme.promised']))
  expect(actions.filter((action) => action.startsWith('rating'))).toEqual([])
  expect(JSON.stringify(entries)).not.toContain(word)
})

test('nothing of it is anybody’s who is not signed in', async () => {
  const { url } = await gatewayOf(db)
  for (const where of ['settings', 'ratings', 'measures', 'questions', 'answers', 'plan', 'booklets', 'programme'])
    expect({ where, status: (await fetch(`${url}/v1/${where}`)).status }).toEqual({ where, status: 401 })
})

test('a site’s own questions are checked when the house starts', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'aiw-questions-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = path.join(folder, 'questions.json')
  const read = (content: unknown) => {
    writeFileSync(file, JSON.stringify(content))
    return () => readQuestions(file)
  }
  const question = { id: 'a', when: 'end', text: { en: 'What now?', zh: '接下来呢？' } }
  expect(read({ version: '7', questions: [question] })().questions).toEqual([question])
  expect(read({ version: '7', questions: [question, question] })).toThrow('an id of its own')
  expect(read({ version: '7', questions: [{ ...question, text: { en: 'What now?' } }] })).toThrow('/questions/0/text')
  expect(() => readQuestions(path.join(folder, 'none.json'))).toThrow('cannot be read as JSON')
})
