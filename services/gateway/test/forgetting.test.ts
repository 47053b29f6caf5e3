import { afterAll, expect, test } from 'vitest'
import { readConsentTexts } from '../src/vault/consent-texts.ts'
import { fakeClients, freshDb, gatewayOf, someReading, writerAt } from './support.ts'

// What is deleted or may not be read any more is not read along with what comes after it.

const { db, drop } = await freshDb()
afterAll(drop)

test('what is deleted or may not be read is forgotten by the reader of the next sentence, which is not taken for it', async () => {
  const asked: { id: string; before: readonly string[] }[] = []
  const late = Promise.withResolvers<void>()
  const read = async ({ id, text }: { id: string; text: string }, before: () => readonly string[]) => {
    asked.push({ id, before: before() })
    if (text === 'Slow.') await late.promise
    return { ...someReading, id }
  }
  const { url } = await gatewayOf(db, fakeClients({ read }))
  const { connect, headers, sitting } = await writerAt(url)
  const desk = await connect()
  const write = async (id: string, text: string) => {
    desk.send({ type: 'write', id, text })
    await desk.hear(id, 'done')
  }
  const erase = (id: string) => fetch(`${url}/v1/sittings/${sitting}/sentences/${id}`, { method: 'DELETE', headers })
  await write('a', 'One.')
  await write('b', 'Two.')
  expect((await erase('a')).status).toBe(204)
  desk.send({ type: 'write', id: 'c', text: 'Slow.' })
  await expect.poll(() => asked.at(-1)!.before).toEqual(['Two.'])
  const gone = erase('c')
  late.resolve()
  expect((await gone).status).toBe(204)
  await write('d', 'Four.')
  expect(asked.at(-1)!.before).toEqual(['Two.'])
  expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length)

  const { sha256 } = readConsentTexts(undefined).ai.en
  for (const given of [false, true]) {
    const body = JSON.stringify({ purpose: 'ai', given, ...(given && { language: 'en', sha256 }) })
    const answer = await fetch(`${url}/v1/consents`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    })
    expect(answer.status).toBe(200)
  }
  await write('e', 'Five.')
  expect(asked.at(-1)!.before).toEqual(['Two.', 'Four.'])
})

test('a picture that two delete at once is gone for one of them', async () => {
  const { url } = await gatewayOf(db)
  const { connect, headers } = await writerAt(url)
  const desk = await connect()
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  const path = `${url}${(await desk.hear('a', 'picture')).picture.url}`
  await desk.hear('a', 'done')
  const answers = await Promise.all([1, 2].map(() => fetch(path, { method: 'DELETE', headers })))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 404])
})
