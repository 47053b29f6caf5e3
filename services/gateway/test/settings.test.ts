import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { createLogger } from '@aiw/kit/log'
import type { Look } from '@aiw/proto'
import { chooseLook, noMood } from '../src/look.ts'
import {
  gentle,
  type LayerSettings,
  origins,
  readSettings,
  settle,
  type Settings,
  wishOf,
  withinLimits,
} from '../src/settings.ts'
import { readSite } from '../src/site.ts'
import { fakeClients, freshDb, gatewayOf, somePicture, writerAt } from './support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

const numbers = ['brightness', 'warmth', 'blur', 'abstraction'] as const
const silent = createLogger('test', 'silent')

/** Any limits and values a layer may set. */
const layer = (origin: (typeof origins)[number]) =>
  fc
    .dictionary(
      fc.constantFrom(...numbers),
      fc.record(
        {
          value: fc.double({ min: 0, max: 1, noNaN: true }),
          least: fc.double({ min: 0, max: 1, noNaN: true }),
          most: fc.double({ min: 0, max: 1, noNaN: true }),
          fixed: fc.constant(true as const),
        },
        { requiredKeys: [] },
      ),
    )
    .map((settings) => ({ origin, settings: settings as LayerSettings }))
const anyReading = fc.record({
  feeling: fc.record({
    valence: fc.double({ min: -1, max: 1, noNaN: true }),
    arousal: fc.double({ min: -1, max: 1, noNaN: true }),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  specificity: fc.double({ min: 0, max: 1, noNaN: true }),
})
const anyWish = fc.record(
  {
    brightness: fc.double({ min: -1, max: 1, noNaN: true }),
    warmth: fc.double({ min: -1, max: 1, noNaN: true }),
    blur: fc.double({ min: 0, max: 1, noNaN: true }),
    abstraction: fc.double({ min: 0, max: 1, noNaN: true }),
  },
  { requiredKeys: [] },
)

test('the later layer decides, within what those before allow; what is fixed stays', () => {
  const settled = settle([
    { origin: 'house', settings: { blur: { value: 0.2, most: 0.6 }, warmth: { value: 0.3, fixed: true } } },
    { origin: 'study', settings: { blur: { least: 0.1, most: 0.9 } } },
    { origin: 'arm', settings: { style: { value: 'ink' } } },
    { origin: 'therapist', settings: { brightness: { value: 0.4 } } },
    { origin: 'writer', settings: { blur: { value: 1 }, warmth: { value: -1 } } },
  ])
  expect(settled.blur).toEqual({ value: 0.6, origin: 'writer', least: 0.1, most: 0.6 })
  expect(settled.warmth).toEqual({ value: 0.3, origin: 'house', fixed: true })
  expect(settled.style).toEqual({ value: 'ink', origin: 'arm' })
  expect(settled.brightness).toEqual({ value: 0.4, origin: 'therapist' })
  expect(settled.pictures).toEqual({ value: 'on', origin: 'house' })
})

test('whatever is set, wished and read: every picture is within every limit, and no layer widens those before it', () => {
  fc.assert(
    fc.property(
      fc.tuple(...origins.map(layer)),
      fc.boolean(),
      anyReading,
      anyWish,
      (layers, isGentle, reading, wish) => {
        layers[4]!.settings.gentle = { value: isGentle }
        const settings = settle(layers)
        const chosen = chooseLook(reading, noMood, wishOf(settings, wish))
        const { look } = withinLimits(chosen, settings, wish)
        for (const name of numbers) {
          const { value, least = -Infinity, most = Infinity } = settings[name]
          expect(least).toBeLessThanOrEqual(most)
          for (const number of [value, look[name]]) {
            expect(number).toBeGreaterThanOrEqual(least)
            expect(number).toBeLessThanOrEqual(most)
          }
        }
        expect(look.energy).toBeLessThanOrEqual(isGentle ? gentle.energy : 1)
        for (const [i] of layers.entries())
          for (const name of numbers) {
            const [wide, narrow] = [settle(layers.slice(0, i))[name], settle(layers.slice(0, i + 1))[name]]
            expect(narrow.least ?? -Infinity).toBeGreaterThanOrEqual(wide.least ?? -Infinity)
            expect(narrow.most ?? Infinity).toBeLessThanOrEqual(wide.most ?? Infinity)
          }
      },
    ),
  )
})

test('gentle: brighter, softer, calmer, and hidden until wanted, unless the writer wants to see them', () => {
  const own = (settings: LayerSettings) => settle([{ origin: 'writer', settings }])
  const settings = own({ gentle: { value: true }, blur: { value: 0.1 } })
  expect(settings.pictures).toEqual({ value: 'hidden', origin: 'writer' })
  expect(settings.blur).toMatchObject({ value: gentle.blur, least: gentle.blur })
  expect(own({ gentle: { value: true }, pictures: { value: 'on' } }).pictures.value).toBe('on')
  const terror = { feeling: { valence: -1, arousal: 1, confidence: 1 }, specificity: 1 }
  const plain = chooseLook(terror, noMood)
  const { look, because } = withinLimits(chooseLook(terror, noMood, wishOf(settings)), settings)
  expect(look.brightness).toBeGreaterThan(plain.look.brightness)
  expect(look).toMatchObject({ blur: gentle.blur, abstraction: gentle.abstraction, energy: gentle.energy })
  expect(because).toMatchObject({ energy: 'writer', blur: 'writer' })
})

test('gentle leaves alone what was fixed before it, and raises what was fixed after it', () => {
  const fixed: LayerSettings = { brightness: { value: -0.3, fixed: true }, blur: { value: 0, fixed: true } }
  const mild: LayerSettings = { gentle: { value: true } }
  const before = settle([
    { origin: 'house', settings: fixed },
    { origin: 'writer', settings: mild },
  ])
  expect(before.brightness).toEqual({ value: -0.3, origin: 'house', fixed: true })
  expect(before.blur).toEqual({ value: 0, origin: 'house', fixed: true })
  expect(before.abstraction).toMatchObject({ value: gentle.abstraction, origin: 'writer' })
  const after = settle([
    { origin: 'house', settings: mild },
    { origin: 'study', settings: fixed },
  ])
  expect(after.brightness).toMatchObject({ value: gentle.brightness, origin: 'house', least: gentle.darkest })
  expect(after.blur).toMatchObject({ value: gentle.blur, origin: 'house' })
  const both = settle([
    { origin: 'house', settings: { ...mild, ...fixed } },
    { origin: 'writer', settings: mild },
  ])
  expect(both.blur, 'a site that sets gentle means it').toMatchObject({ value: gentle.blur })
})

test('what is set counts for every picture, and what is wished for one counts more', () => {
  const settings = settle([{ origin: 'house', settings: { blur: { value: 0.3 }, style: { value: 'ink' } } }])
  expect(wishOf(settings)).toEqual({ blur: 0.3, style: 'ink' })
  expect(wishOf(settings, { blur: 0, style: 'pastel' })).toEqual({ blur: 0, style: 'pastel' })
  const fixed = settle([{ origin: 'arm', settings: { blur: { value: 0.3, fixed: true } } }])
  expect(wishOf(fixed, { blur: 0.9 })).toEqual({ blur: 0.3 })
  const reading = { feeling: { valence: 0, arousal: 0, confidence: 1 }, specificity: 1 }
  const reasonOf = (wish: { blur?: number }) =>
    withinLimits(chooseLook(reading, noMood, wishOf(settings, wish)), settings, wish).because.blur
  expect([reasonOf({}), reasonOf({ blur: 0.9 })]).toEqual(['house', 'writer'])
})

/** A gateway with these settings of the house, a writer, and the looks that were painted. */
async function setUp(settings: LayerSettings = {}) {
  const looks: Look[] = []
  const clients = fakeClients({
    paint: async function* ({ look }) {
      looks.push(look!)
      yield { picture: somePicture }
    },
  })
  const site = readSite({ GATEWAY_READS_ALONG: 'nobody', GATEWAY_SESSION_IDLE_MINUTES: 60 })
  const { url } = await gatewayOf(db, clients, silent, { site: { ...site, settings: { version: 'ward', settings } } })
  const writer = await writerAt(url)
  const change = (body: object) =>
    fetch(`${url}/v1/settings`, {
      method: 'PATCH',
      headers: { ...writer.headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const settingsNow = async () => (await (await writer.get('/v1/settings')).json()) as Settings
  return { ...writer, url, looks, change, settingsNow }
}

test('settings are the writer’s own, say where they come from, and go back to the house’s', async () => {
  const { settingsNow, change, url } = await setUp({ blur: { value: 0.2, most: 0.5 } })
  const other = await writerAt(url)
  expect(await settingsNow()).toMatchObject({
    version: 'ward.0',
    settings: { blur: { value: 0.2, origin: 'house', most: 0.5 }, pictures: { value: 'on' } },
  })
  const changed = (await (await change({ blur: 0.9, focus: true })).json()) as Settings
  expect(changed).toMatchObject({
    version: 'ward.1',
    settings: { blur: { value: 0.5, origin: 'writer' }, focus: { value: true, origin: 'writer' } },
  })
  expect(await settingsNow()).toEqual(changed)
  expect(await (await other.get('/v1/settings')).json()).toMatchObject({ settings: { blur: { origin: 'house' } } })
  expect(await (await change({ blur: null })).json()).toMatchObject({
    version: 'ward.2',
    settings: { blur: { value: 0.2, origin: 'house' }, focus: { value: true } },
  })
  expect(await (await change({ focus: true })).json()).toMatchObject({ version: 'ward.2' })
})

test('two changes at once are both kept', async () => {
  const { settingsNow, change } = await setUp()
  await Promise.all([change({ focus: true }), change({ questions: false }), change({ warmth: 0.5 })])
  expect(await settingsNow()).toMatchObject({
    version: 'ward.3',
    settings: { focus: { value: true }, questions: { value: false }, warmth: { value: 0.5 } },
  })
})

test('what is fixed, unknown or out of range is refused, and changes nothing', async () => {
  const { settingsNow, change } = await setUp({ style: { value: 'ink', fixed: true } })
  expect((await change({ style: 'pastel', focus: true })).status).toBe(403)
  for (const body of [{}, { blur: 2 }, { blur: 'much' }, { colour: 1 }, { pictures: 'maybe' }])
    expect({ body, status: (await change(body)).status }).toEqual({ body, status: 400 })
  expect(await settingsNow()).toMatchObject({ version: 'ward.0', settings: { style: { value: 'ink', fixed: true } } })
})

test('a sitting that is open paints by what is set now, within the limits of the house', async () => {
  const { connect, change, looks } = await setUp({ blur: { least: 0.2 } })
  const desk = await connect()
  const write = async (id: string, look?: object) => {
    desk.send({ type: 'write', id, text: 'There was only one bird.', look })
    await desk.hear(id, 'done')
    return looks.at(-1)!
  }
  expect((await write('a', { blur: 0 })).blur).toBeCloseTo(0.2)
  await change({ blur: 0.7, warmth: 1 })
  const next = await write('b')
  expect(next.blur).toBeCloseTo(0.7)
  expect(next.warmth).toBeGreaterThan(looks[0]!.warmth)
  expect((await write('c', { blur: 0.4 })).blur).toBeCloseTo(0.4)
})

test('with pictures off a sentence is read and not painted, and none can be asked for', async () => {
  const { connect, change, looks } = await setUp()
  const desk = await connect()
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  await desk.hear('a', 'picture')
  await change({ pictures: 'off' })
  desk.send({ type: 'write', id: 'b', text: 'There was only one bird.' })
  await desk.hear('b', 'done')
  expect(desk.types('b')).toEqual(['kept', 'reading', 'done'])
  desk.send({ type: 'again', id: 'c', of: 'a' })
  expect(await desk.hear('c', 'problem')).toMatchObject({ code: 'forbidden' })
  expect(looks).toHaveLength(1)
  await change({ pictures: 'hidden' })
  desk.send({ type: 'again', id: 'd', of: 'b' })
  await desk.hear('d', 'picture')
})

test('anybody may ask what the site offers', async () => {
  const site = readSite({
    GATEWAY_READS_ALONG: 'therapist',
    GATEWAY_SESSION_IDLE_MINUTES: 60,
    GATEWAY_KIOSK_MINUTES: 4,
    GATEWAY_SPEECH_URL: 'http://127.0.0.1:1',
  })
  const { url } = await gatewayOf(db, fakeClients(), silent, { site, isOpen: false })
  const answer = (await (await fetch(`${url}/v1/site`)).json()) as { help: { zh: { title: string } } }
  expect(answer).toMatchObject({
    open: false,
    dictation: true,
    readsAlong: 'therapist',
    kiosk: true,
    idleMinutes: 4,
    programme: { days: 4, minutes: 15 },
  })
  expect(answer.help.zh.title).toBe('不必一个人扛着')
})

test('a file of settings is checked when the house starts', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'aiw-settings-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = path.join(folder, 'settings.json')
  const read = (content: unknown) => {
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
    return () => readSettings(file)
  }
  const good = {
    version: 'ward-3',
    settings: { blur: { value: 0.3, least: 0.1 }, pictures: { value: 'off', fixed: true } },
  }
  expect(read(good)()).toEqual(good)
  for (const [content, message] of [
    ['{', 'cannot be read as JSON'],
    [{ settings: {} }, '/'],
    [{ ...good, settings: { blur: { value: 3 } } }, '/settings/blur/value'],
    [{ ...good, settings: { colour: { value: 3 } } }, '/settings'],
    [{ ...good, settings: { focus: { least: 1 } } }, '/settings/focus'],
    [{ ...good, settings: { blur: { least: 0.8, most: 0.2 } } }, 'least is more than most'],
    [{ ...good, settings: { pictures: { value: 'on', fixed: true } } }, 'fixed only to "off"'],
  ] as const)
    expect(read(content)).toThrow(message)
  expect(() => readSettings(path.join(folder, 'none.json'))).toThrow('GATEWAY_SETTINGS')
})
