import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { advance, calendarOf, type Clock, progressOf, readProgramme, secondsOf } from '../src/programme.ts'
import { freshDb, gatewayOf, writerAt } from './support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

const four = { days: 4, minutes: 15 }
const at = (iso: string) => new Date(iso)

/** A clock that was told these seconds in all at these times. */
const clockOf = (...told: [iso: string, seconds: number][]): Clock =>
  told.reduce<Clock>((clock, [iso, seconds]) => advance(clock, seconds, at(iso)), [])

test('14:59 is not 15:00', () => {
  const after = (seconds: number) =>
    progressOf([clockOf(['2026-11-27T10:00:00Z', seconds])], four, { now: at('2026-11-27T11:00:00Z'), zone: 'UTC' })
  expect(after(899)).toEqual({ day: 1, done: 899, finished: 0 })
  expect(after(900)).toEqual({ day: 1, done: 900, finished: 1 })
})

test('a day is the writer’s own: an evening in Auckland and one in Honolulu', () => {
  const clock = clockOf(['2026-11-27T09:50:00Z', 900])
  const seenAt = (now: string, zone: string) => progressOf([clock], four, { now: at(now), zone })
  // 22:50 on the 27th there; a quarter of an hour after midnight it is day 2.
  expect(seenAt('2026-11-27T10:59:00Z', 'Pacific/Auckland')).toEqual({ day: 1, done: 900, finished: 1 })
  expect(seenAt('2026-11-27T11:15:00Z', 'Pacific/Auckland')).toEqual({ day: 2, done: 0, finished: 1 })
  // 23:50 on the 26th there.
  expect(seenAt('2026-11-27T09:59:00Z', 'Pacific/Honolulu')).toEqual({ day: 1, done: 900, finished: 1 })
  expect(seenAt('2026-11-27T10:00:00Z', 'Pacific/Honolulu')).toEqual({ day: 2, done: 0, finished: 1 })
})

test('writing across midnight counts on both days', () => {
  const clock = clockOf(['2026-11-27T23:59:00Z', 600], ['2026-11-28T00:10:00Z', 1_300])
  const seen = progressOf([clock], four, { now: at('2026-11-28T00:20:00Z'), zone: 'UTC' })
  expect(seen).toEqual({ day: 2, done: 700, finished: 0 })
})

test('the days on which clocks change are days like all others', () => {
  // 29 March 2026 has 23 hours in Berlin, 25 October has 25; Lord Howe changes by half an hour.
  for (const [zone, nights] of [
    ['Europe/Berlin', ['2026-03-28T22:30:00Z', '2026-03-28T23:30:00Z', '2026-03-29T21:30:00Z', '2026-03-29T22:30:00Z']],
    ['Europe/Berlin', ['2026-10-24T21:30:00Z', '2026-10-24T22:30:00Z', '2026-10-25T22:30:00Z', '2026-10-25T23:30:00Z']],
    [
      'Australia/Lord_Howe',
      ['2026-04-04T12:30:00Z', '2026-04-04T13:30:00Z', '2026-04-05T13:15:00Z', '2026-04-05T13:30:00Z'],
    ],
  ] as const) {
    const days = nights.map((iso) => calendarOf(zone)(at(iso)))
    expect([zone, new Set(days).size, days[1] === days[2]]).toEqual([zone, 3, true])
    const clock = clockOf(...nights.map((iso, i): [string, number] => [iso, (i + 1) * 450]))
    const seen = progressOf([clock], four, { now: at(nights[3]), zone })
    expect({ zone, ...seen }).toEqual({ zone, day: 3, done: 450, finished: 1 })
  }
})

test('days without writing are passed over; after the last day there is none; a promise begins anew', () => {
  const clocks = ['01', '02', '05', '09'].map((day) => clockOf([`2026-11-${day}T12:00:00Z`, 900]))
  const seenAt = (iso: string, promisedAt?: Date) =>
    progressOf(clocks, four, { now: at(iso), zone: 'Asia/Shanghai', ...(promisedAt && { promisedAt }) })
  expect(seenAt('2026-11-05T13:00:00Z')).toEqual({ day: 3, done: 900, finished: 3 })
  expect(seenAt('2026-11-09T13:00:00Z')).toEqual({ day: 4, done: 900, finished: 4 })
  expect(seenAt('2026-11-10T13:00:00Z')).toEqual({ day: null, done: 0, finished: 4 })
  expect(seenAt('2026-11-10T13:00:00Z', at('2026-11-10T12:00:00Z'))).toEqual({ day: 1, done: 0, finished: 0 })
  expect(seenAt('2026-11-10T13:00:00Z', at('2026-11-09T12:30:00Z'))).toEqual({ day: 2, done: 0, finished: 1 })
})

const zones = Intl.supportedValuesOf('timeZone')
const moment = fc.date({ min: at('2020-01-01T00:00:00Z'), max: at('2037-12-31T00:00:00Z'), noInvalidDate: true })
const strokes = fc.array(
  fc.record({ after: fc.integer({ min: 0, max: 200_000 }), seconds: fc.integer({ min: 0, max: 2_000 }) }),
  {
    maxLength: 12,
  },
)

test('wherever and whenever somebody writes: nothing is lost, nothing counts twice, and days never go back', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), moment, strokes, (zone, from, written) => {
      let clock: Clock = []
      let now = from
      let total = 0
      let before = 1
      const byDay = new Map<string, number>()
      const dayOf = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
      for (const { after, seconds } of written) {
        now = new Date(now.getTime() + after * 1000)
        total += seconds
        clock = advance(clock, total, now)
        const today = dayOf.format(now)
        byDay.set(today, (byDay.get(today) ?? 0) + seconds)
        const { day, done, finished } = progressOf([clock], { days: 100, minutes: 15 }, { now, zone })
        expect(secondsOf(clock)).toBe(total)
        expect(done).toBe(byDay.get(today))
        expect(finished).toBe([...byDay.values()].filter((sum) => sum >= 900).length)
        expect(day).toBe([...byDay].filter(([one, sum]) => one < today && sum > 0).length + 1)
        expect(day).toBeGreaterThanOrEqual(before)
        before = day!
      }
    }),
    { numRuns: 60 },
  )
})

test('in every time zone a day begins with a quarter of an hour', () => {
  const isWhole = (zone: string, iso: string) => {
    const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    const offset = format.formatToParts(at(iso)).find(({ type }) => type === 'timeZoneName')!.value
    return /^GMT([+-]\d\d:(00|15|30|45))?$/.test(offset)
  }
  const odd = zones.filter(
    (zone) => !['2026-01-14T12:00:00Z', '2026-07-14T12:00:00Z'].every((iso) => isWhole(zone, iso)),
  )
  expect(odd).toEqual([])
  expect(zones.length).toBeGreaterThan(300)
})

test('a clock never goes back, whatever it is told', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(moment, fc.integer({ min: 0, max: 5_000 }))), (told) => {
      let clock: Clock = []
      for (const [now, seconds] of told) clock = advance(clock, seconds, now)
      expect(secondsOf(clock)).toBe(Math.max(0, ...told.map(([, seconds]) => seconds)))
      expect(new Set(clock.map(([quarter]) => quarter)).size).toBe(clock.length)
    }),
  )
})

interface Answer {
  version: string
  texts: Record<string, string> & { starts: { id: string; title: string; text: string }[] }
  day: number | null
  done: number
  promised: boolean
  finished: number
}

test('a writer reads the programme, promises, writes for its minutes, and has finished a day', async () => {
  const { url } = await gatewayOf(db)
  const { get, sitting, headers } = await writerAt(url)
  const programme = async (query = '?zone=Europe/Berlin') =>
    (await (await get(`/v1/programme${query}`)).json()) as Answer
  const tell = async (seconds: number, id = sitting) => {
    const response = await fetch(`${url}/v1/sittings/${id}/clock`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ seconds }),
    })
    return response.ok ? ((await response.json()) as { seconds: number }).seconds : response.status
  }
  const begun = await programme()
  expect(begun).toMatchObject({ version: '1', days: 4, minutes: 15, day: 1, done: 0, promised: false, finished: 0 })
  expect(begun.texts.starts).toHaveLength(4)
  expect(begun.texts['promise']).toContain('15 minutes on 4 days')
  expect((await programme('?language=zh')).texts['promise']).toContain('每天至少 15 分钟')
  expect((await fetch(`${url}/v1/programme/promise`, { method: 'POST', headers })).status).toBe(201)
  expect([await tell(0), await tell(899), await tell(300), await tell(0)]).toEqual([0, 899, 899, 899])
  expect(await programme()).toMatchObject({ day: 1, done: 899, promised: true, finished: 0 })
  expect(await tell(900)).toBe(900)
  expect(await programme()).toMatchObject({ day: 1, done: 900, finished: 1 })
  const other = await writerAt(url)
  expect(await tell(10, other.sitting)).toBe(404)
  expect(await tell(-1)).toBe(400)
  expect((await get('/v1/programme?zone=Nowhere/Land')).status).toBe(400)
})

test('tellings at once are none of them lost', async () => {
  const { url } = await gatewayOf(db)
  const { get, sitting, headers } = await writerAt(url)
  const tell = (seconds: number) =>
    fetch(`${url}/v1/sittings/${sitting}/clock`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ seconds }),
    })
  await Promise.all([60, 20, 80, 40].map(tell))
  expect(await (await get('/v1/programme?zone=UTC')).json()).toMatchObject({ done: 80 })
})

test('a site has its own words, and ours where it has none', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'aiw-programme-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(() => readProgramme(folder)).toThrow('GATEWAY_PROGRAMME needs a folder with programme.json')
  cpSync(path.join(import.meta.dirname, '../programme'), path.join(folder, 'ours'), { recursive: true })
  const put = (name: string, text: string) => {
    writeFileSync(path.join(folder, 'ours', name), text)
    return () => readProgramme(path.join(folder, 'ours'))
  }
  expect(put('en/place.md', 'Under the lime tree.\n')().texts.en.place).toBe('Under the lime tree.')
  const own = { version: 'ward-2', days: 3, minutes: 20, starts: [] }
  const { texts, ...rest } = put('programme.json', JSON.stringify(own))()
  expect(rest).toEqual({ version: 'ward-2', days: 3, minutes: 20 })
  expect(texts.zh.promise).toContain('每天至少 20 分钟')
  expect(put('programme.json', JSON.stringify({ ...own, starts: ['garden'] }))).toThrow('start-garden.md')
  put('en/start-garden.md', '# The garden\n\nWhat grows there?\n')
  expect(() => readProgramme(path.join(folder, 'ours'))).toThrow('in en and in zh')
  expect(put('zh/start-garden.md', '花园\n')).toThrow('needs a title')
  const inOne = (language: string) => {
    rmSync(path.join(folder, 'own'), { recursive: true, force: true })
    cpSync(path.join(folder, 'ours', 'programme.json'), path.join(folder, 'own', 'programme.json'))
    mkdirSync(path.join(folder, 'own', language))
    writeFileSync(path.join(folder, 'own', language, 'place.md'), '树下\n')
    return () => readProgramme(path.join(folder, 'own'))
  }
  put('programme.json', JSON.stringify(own))
  for (const language of ['en', 'zh']) expect(inOne(language)).toThrow('needs place.md in en and in zh')
  expect(put('programme.json', '{"days": 0}')).toThrow('/days')
})
