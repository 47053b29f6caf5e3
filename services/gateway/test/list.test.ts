import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { whoHas } from '../src/identity.ts'
import { freshDb, gatewayOf, writerAt } from './support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

interface Listed {
  id: string
  startedAt: string
  sentences: number
}

/** A writer with as many sittings as minutes are named: how long before this one each began, from the newest on. */
async function writerWith(minutes: readonly number[]) {
  const { url, house, live } = await gatewayOf(db)
  const writer = await writerAt(url)
  await fetch(`${url}/v1/sittings/${writer.sitting}`, { method: 'DELETE', headers: writer.headers })
  const identity = await whoHas(house, writer.headers.authorization.split(' ')[1])
  await Promise.all(minutes.map(() => live.create(identity, 'en')))
  const mine = db.selectFrom('sitting').select('id').where('writer_id', '=', writer.writer)
  const ids = (await mine.orderBy('number', 'desc').execute()).map(({ id }) => id)
  await sql`update sitting set created_at = date_trunc('minute', now()) - make_interval(mins => ago)
    from unnest(${ids}::uuid[], ${minutes}::int[]) as began (sitting, ago) where id = sitting`.execute(db)
  const list = async (before?: string) => {
    const response = await writer.get(
      `/v1/sittings${before === undefined ? '' : `?before=${encodeURIComponent(before)}`}`,
    )
    const { sittings } = (await response.json()) as { sittings: Listed[] }
    return { status: response.status, sittings, ids: sittings?.map(({ id }) => id) }
  }
  /** All of them, asked for as long as there is another. */
  const listAll = async () => {
    const pages = [(await list()).sittings]
    for (let last = pages[0]!.at(-1); last && pages.length < 4; last = pages.at(-1)!.at(-1))
      pages.push((await list(last.startedAt)).sittings)
    return pages.slice(0, -1)
  }
  return { ...writer, url, kept: ids, list, listAll }
}

test('a writer’s sittings are listed newest first, 200 at once, and those before any moment', async () => {
  const { kept, list, listAll, url } = await writerWith(Array.from({ length: 203 }, (_, i) => i))
  const pages = await listAll()
  expect(pages.map((page) => page.length)).toEqual([200, 3])
  expect(pages.flat().map(({ id }) => id)).toEqual(kept)
  expect((await list(pages[0]![4]!.startedAt)).ids.slice(0, 3)).toEqual(kept.slice(5, 8))
  expect((await list('2001-01-01T00:00:00Z')).ids).toEqual([])
  const stranger = await writerAt(url)
  const theirs = await stranger.get(`/v1/sittings?before=2999-01-01T00:00:00Z`)
  expect(await theirs.json()).toMatchObject({ sittings: [{ id: stranger.sitting }] })
})

test('of sittings that began in one minute none is passed over', async () => {
  const { kept, listAll } = await writerWith([...Array<number>(198).fill(0), ...Array<number>(5).fill(1), 2, 2])
  expect((await listAll()).flat().map(({ id }) => id)).toEqual(kept)
})

test('each says how many sentences were written in it', async () => {
  const { url } = await gatewayOf(db)
  const { connect, get } = await writerAt(url)
  const desk = await connect()
  for (const id of ['a', 'b']) desk.send({ type: 'write', id, text: 'There was only one bird.' })
  await Promise.all(['a', 'b'].map((id) => desk.hear(id, 'done')))
  desk.send({ type: 'again', id: 'c', of: 'a' })
  await desk.hear('c', 'done')
  expect(await (await get('/v1/sittings')).json()).toMatchObject({ sittings: [{ sentences: 2 }] })
})

test.each(['yesterday', '2026-02-30T00:00:00Z', '2026-12-31T23:59:60Z', '1042'])('%s is no moment', async (before) => {
  const { url } = await gatewayOf(db)
  const { get } = await writerAt(url)
  const response = await get(`/v1/sittings?before=${before}`)
  expect(response.status).toBe(400)
  expect(await response.text()).not.toContain(before)
})
