import { Failure } from '@aiw/kit/errors'
import { afterAll, expect, test, vi } from 'vitest'
import type { SittingReader } from '../src/clients.ts'
import { fakeClients, freshDb, gatewayOf, someReading, unreachable, writerAt } from './support.ts'

// Whether and how often a sentence is read.

const { db, drop } = await freshDb()
afterAll(drop)

async function atTheDesk(clients = fakeClients()) {
  const { url } = await gatewayOf(db, clients)
  const writer = await writerAt(url)
  return { ...writer, desk: await writer.connect() }
}

test('a private sentence is kept, and neither read nor painted', async () => {
  const read = vi.fn<typeof unreachable>(unreachable)
  const { desk, review } = await atTheDesk(fakeClients({ read, paint: unreachable }))
  desk.send({ type: 'write', id: 'a', text: 'for nobody', private: true })
  await desk.hear('a', 'done')
  expect(desk.types('a')).toEqual(['kept', 'done'])
  expect(read).not.toHaveBeenCalled()
  expect((await review()).sentences).toMatchObject([{ text: 'for nobody', private: true, pictures: [] }])
  desk.send({ type: 'again', id: 'b', of: 'a' })
  expect(await desk.hear('b', 'problem')).toMatchObject({ code: 'forbidden' })
})

test('another picture of a sentence has another seed and is not read again; another view of it keeps the seed', async () => {
  const read = vi.fn<SittingReader['read']>(async ({ id }) => ({ ...someReading, id }))
  const { desk } = await atTheDesk(fakeClients({ read }))
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  const seed = async (id: string) => (await desk.hear(id, 'picture')).picture.seed as number
  await seed('a')
  desk.send({ type: 'again', id: 'b', of: 'a' })
  desk.send({ type: 'again', id: 'c', of: 'a', viewpoint: 'far' })
  expect(await seed('b')).not.toBe(await seed('a'))
  expect(await seed('c')).toBe(await seed('a'))
  expect(read).toHaveBeenCalledTimes(1)
})

test('a reading that takes too long is asked for once more', async () => {
  const asked: string[] = []
  const { desk } = await atTheDesk(
    fakeClients({
      async read({ id }) {
        if (asked.push(id) === 1) throw new Failure('timeout', 'A moment of much work')
        return { ...someReading, id }
      },
    }),
  )
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  await desk.hear('a', 'done')
  expect(desk.types('a')).toEqual(['kept', 'reading', 'look', 'progress', 'preview', 'picture', 'done'])
  expect(new Set(asked).size).toBe(2)
})

test.each([
  ['that takes too long twice', 'timeout', 2],
  ['of a reader that is away', 'unavailable', 1],
] as const)('a reading %s is a problem', async (_, code, times) => {
  const read = vi.fn<SittingReader['read']>(() => Promise.reject(new Failure(code, 'Nothing was read')))
  const { desk } = await atTheDesk(fakeClients({ read }))
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  await desk.hear('a', 'done')
  expect(desk.types('a')).toEqual(['kept', 'problem', 'done'])
  expect(read).toHaveBeenCalledTimes(times)
})
