import { readConsentTexts } from '../src/vault/consent-texts.ts'
import { afterAll, expect, test } from 'vitest'
import type { Clients } from '../src/clients.ts'
import { type LayerSettings, settle } from '../src/settings.ts'
import { noMood } from '../src/look.ts'
import type { LookWish } from '../src/messages.ts'
import { comfortPainting, comfortPictures } from '../src/taste/comfort.ts'
import { aspects, comfortLeaning, type Leaning } from '../src/taste/leaning.ts'
import { feltFor, lookFor } from '../src/taste/look.ts'
import {
  connect,
  everythingIn,
  fakeClients,
  freshDb,
  gatewayOf,
  type Heard,
  post,
  somePicture,
  someReading,
  unreachable,
  writerAt,
} from './support.ts'
import { someStyles } from './taste-writers.ts'

const { db, drop } = await freshDb()
afterAll(drop)

const styles: Clients['styles'] = async () =>
  someStyles.map((name) => ({ name, title: { en: name, zh: name }, backends: ['painter'] }))
/** A sentence that is neither heavy nor light. */
const evenReading = { ...someReading, feeling: { ...someReading.feeling!, valence: 0.1, arousal: 0, confidence: 1 } }

/** A writer at a house with five styles, where every sentence is even. */
async function someone(over: Parameters<typeof fakeClients>[0] = {}) {
  const clients = fakeClients({ styles, read: async ({ id }) => ({ ...evenReading, id }), ...over })
  const { url, live } = await gatewayOf(db, clients)
  const writer = await writerAt(url)
  const desk = await writer.connect()
  const ask = async (method: string, where: string, body?: unknown) => {
    const response = await fetch(`${url}/v1/${where}`, {
      method,
      headers: { ...writer.headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as Heard }
  }
  let count = 0
  const write = async (look?: LookWish) => {
    const id = `s${count++}`
    desk.send({ type: 'write', id, text: 'A bird.', ...(look && { look }) })
    const picture = (await desk.hear(id, 'picture')).picture as { id: string }
    return { look: await desk.hear(id, 'look'), picture: picture.id }
  }
  const rate = (body: object) => ask('POST', 'ratings', body)
  /** Rates the comfort round as somebody who likes what is bright and nothing else. */
  const likeBrightness = async () => {
    for (const n of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const { brightness } = comfortPainting(n, someStyles, settle([])).leaning
      const liked = brightness > 0 ? 0.95 : 0.05
      expect((await rate({ comfortPicture: n, comfort: liked, motivation: liked })).status).toBe(201)
    }
  }
  return { ...writer, url, live, desk, ask, write, rate, likeBrightness }
}

test('pictures are as the house has them until something was rated, then they follow, and say why', async () => {
  const { write, likeBrightness, ask } = await someone()
  const first = await write()
  expect(first.look.because.brightness).not.toBe('taste')
  expect(first.look.leaning).toEqual({ brightness: 0, warmth: 0, blur: 0, abstraction: 0, style: '' })
  expect((await ask('GET', 'taste')).body).toMatchObject({ learning: true, ratings: 0, says: { key: 'nothing' } })

  await likeBrightness()
  const next = await write()
  expect(next.look.brightness).toBeGreaterThan(first.look.brightness + 0.2)
  expect(next.look.because.brightness).toBe('taste')
  expect((await ask('GET', 'taste')).body).toMatchObject({
    learning: true,
    ratings: 8,
    says: { key: 'leaning', brightness: 'brighter' },
  })
})

test('a wish that is taken back of another picture leaves it to what was learned; what is not named stays', async () => {
  const { write, likeBrightness, desk } = await someone()
  await likeBrightness()
  const { look: learned } = await write()
  const { look: asked } = await write({ brightness: -0.6, blur: 0.4, style: 'ink' })
  expect(asked.because).toMatchObject({ brightness: 'writer', blur: 'writer', style: 'writer' })
  desk.send({ type: 'again', id: 'back', of: 's1', look: { brightness: null, style: null } })
  const back = await desk.hear('back', 'look')
  expect(back).toMatchObject({ brightness: learned.brightness, style: learned.style, blur: 0.4 })
  expect(back.because).toMatchObject({ brightness: 'taste', blur: 'writer', style: learned.because.style })
  desk.send({ type: 'again', id: 'as it was', of: 'back', look: { warmth: 0.3 } })
  expect(await desk.hear('as it was', 'look')).toMatchObject({ brightness: learned.brightness, blur: 0.4 })
})

test('what was learned is there in the next sitting, and is the same from picture to picture', async () => {
  const { url, likeBrightness, headers } = await someone()
  await likeBrightness()
  const { id } = await post<{ id: string }>(`${url}/v1/sittings`, {}, headers)
  const desk = await connect(url, id, headers)
  const lookAt = async (sentence: string) => {
    desk.send({ type: 'write', id: sentence, text: 'A bird.' })
    return (await desk.hear(sentence, 'look')).leaning as Leaning
  }
  const leaning = await lookAt('a')
  expect(leaning.brightness).toBeGreaterThan(0)
  expect(await lookAt('b')).toEqual(leaning)
})

test('a picture that is rated badly, hidden or not right is leant away from', async () => {
  const { write, rate, ask } = await someone()
  const { picture } = await write({ brightness: -0.5, style: 'ink' })
  await rate({ picture, rejected: 'frightening', hidden: true })
  const { picture: other } = await write({ brightness: 0.5, style: 'ink' })
  await rate({ picture: other, comfort: 1, motivation: 1 })
  const { look } = await write()
  expect(look.leaning.brightness).toBeGreaterThanOrEqual(0)
  expect((await ask('GET', 'taste')).body.ratings).toBe(2)
})

test('of pictures side by side the one that was kept teaches over the others', async () => {
  const { write, rate, ask } = await someone()
  for (let i = 0; i < 6; i++) {
    const soft = await write({ blur: 0.5, style: 'watercolour' })
    const sharp = await write({ style: 'impressionist' })
    expect((await rate({ picture: soft.picture, kept: 'one', over: [sharp.picture] })).status).toBe(201)
  }
  expect((await ask('GET', 'taste')).body.says).toMatchObject({ blur: 'softer', style: 'watercolour' })
})

test('of pictures side by side of which none was kept, each is leant away from', async () => {
  const { write, rate, ask, sitting } = await someone()
  const { picture } = await write({ style: 'impressionist' })
  for (let i = 0; i < 6; i++) await rate({ sitting, sentence: 's0', kept: 'none', over: [picture] })
  expect((await ask('GET', 'taste')).body).toMatchObject({ ratings: 6, says: { style: expect.any(String) } })
})

test('a rating opens what was said of its own pictures, and nothing else of their sitting', async () => {
  const { write, rate, ask, sitting } = await someone()
  const [first, second] = [await write({ style: 'ink' }), await write({ style: 'impressionist' })]
  await write()
  // What does not open tells who tried.
  await db
    .updateTable('sentence')
    .set({ sealed_content: Buffer.from('damaged'), item_key: Buffer.from('damaged') })
    .where('sitting_id', '=', sitting)
    .where('id', '=', 's2')
    .execute()
  await rate({ picture: second.picture.toUpperCase(), kept: 'one', over: [first.picture] })
  expect((await ask('GET', 'taste')).body.ratings).toBe(1)
})

test('frozen, what was learned is painted by and stays as it is; thawed, it is learned on', async () => {
  const { write, likeBrightness, ask } = await someone()
  await likeBrightness()
  const before = (await ask('GET', 'taste')).body
  await ask('PATCH', 'settings', { frozen: true })
  await likeBrightness()
  expect((await ask('GET', 'taste')).body).toEqual(before)
  expect((await write()).look.because).toMatchObject({ brightness: 'taste' })
  await ask('PATCH', 'settings', { frozen: null })
  await likeBrightness()
  expect((await ask('GET', 'taste')).body).toMatchObject({ ratings: 16 })
})

test('learning switched off freezes what was learned and does not use it; switched on again it is as it was', async () => {
  const { write, rate, likeBrightness, ask } = await someone()
  await likeBrightness()
  await ask('PATCH', 'settings', { learning: false })
  expect((await write()).look.leaning.brightness).toBe(0)
  await rate({ comfortPicture: 0, comfort: 0 })
  expect((await ask('GET', 'taste')).body).toMatchObject({ learning: false, ratings: 8, says: { key: 'off' } })
  await ask('PATCH', 'settings', { learning: null })
  expect((await write()).look.leaning.brightness).toBeGreaterThan(0)
})

test('one call forgets what was learned, at once', async () => {
  const { write, likeBrightness, ask } = await someone()
  await likeBrightness()
  expect((await ask('DELETE', 'taste')).status).toBe(204)
  expect((await write()).look.leaning).toMatchObject({ brightness: 0, style: '' })
  expect((await ask('GET', 'taste')).body).toMatchObject({ ratings: 0, says: { key: 'nothing' } })
  const { entries } = (await ask('GET', 'writers/me/audit')).body as unknown as { entries: { action: string }[] }
  expect(entries.map(({ action }) => action)).toContain('taste.forgotten')
})

test('nothing is learned of who does not agree to keeping, and what was learned goes at once', async () => {
  const { likeBrightness, ask, write } = await someone()
  await likeBrightness()
  expect((await write()).look.leaning.brightness).toBeGreaterThan(0)
  const { en } = readConsentTexts(undefined).keeping
  await ask('PUT', 'consents', { purpose: 'keeping', given: false, language: 'en', sha256: en.sha256, erase: true })
  expect((await write()).look.leaning.brightness).toBe(0)
  await likeBrightness()
  expect((await ask('GET', 'taste')).body.ratings).toBe(0)
})

test('ratings at the same time are all learned from; what is kept of it is sealed', async () => {
  const { rate, ask, writer } = await someone()
  const all = await Promise.all([0, 1, 2, 3, 4, 5].map((n) => rate({ comfortPicture: n, comfort: 0.5 })))
  expect(all.every(({ status }) => status === 201)).toBe(true)
  expect((await ask('GET', 'taste')).body.ratings).toBe(6)
  const rows = await db
    .selectFrom('note')
    .select('id')
    .where('writer_id', '=', writer)
    .where('kind', '=', 'taste')
    .execute()
  expect(rows).toHaveLength(1)
  expect(await everythingIn(db)).not.toContain('precision')
})

test('a rating is kept while render is away; another writer’s picture teaches nothing', async () => {
  const { rate, ask } = await someone({ styles: async () => unreachable() })
  expect((await rate({ comfortPicture: 0, comfort: 1 })).status).toBe(201)
  expect((await ask('GET', 'taste')).body.ratings).toBe(0)
  const { picture } = await (await someone()).write()
  expect((await rate({ picture, comfort: 1 })).status).toBe(404)
})

const taste: Leaning = { brightness: -0.5, warmth: -0.5, blur: 0.3, abstraction: 0.3, style: 'ink' }
/** A look by a taste for what is dark, of a sentence of this valence. */
const lookOf = (
  valence: number,
  settings: LayerSettings = {},
  wish: LookWish = {},
  learned: Leaning | 'none' = taste,
) =>
  lookFor({
    reading: { feeling: { valence, arousal: 0, confidence: 1 }, specificity: 0.8 },
    mood: noMood,
    settings: settle([{ origin: 'house', settings }]),
    wish,
    taste: learned === 'none' ? undefined : learned,
  })

test('a heavy sentence gets no darker or colder by what was learned, a light one may', () => {
  const asItIs = lookOf(-0.5, {}, {}, 'none').look
  expect(lookOf(-0.5).look.brightness).toBe(asItIs.brightness)
  expect(lookOf(-0.5).look.warmth).toBe(asItIs.warmth)
  expect(lookOf(-0.5).look.blur).toBe(0.3)
  expect(lookOf(0.5).look.brightness).toBeLessThan(lookOf(0.5, {}, {}, 'none').look.brightness)
  // Nor does a light sentence in a heavy sitting, or one that gives cause for concern.
  const dark = { settings: settle([]), taste, wish: {} }
  const reading = { feeling: { valence: 0.3, arousal: 0, confidence: 1 }, specificity: 0.8 }
  const heavy = lookFor({ ...dark, reading, mood: { valence: -0.4, arousal: 0, weight: 1 } })
  expect(heavy.leaning.brightness).toBe(0)
  const concern = { signs: [{ kind: 'SIGN_KIND_UNSPECIFIED' as const, start: 0, end: 1 }] } as never
  expect(lookFor({ ...dark, reading: { ...reading, concern }, mood: noMood }).leaning.brightness).toBe(0)
})

test('how a sentence feels is within the limits, and no darker where there is cause for concern', () => {
  const feeling = { valence: -0.9, arousal: 0.9, confidence: 1 }
  const felt = (signs: string[], house: LayerSettings = {}) =>
    feltFor({
      reading: { feeling, specificity: 0.8, concern: { signs } as never },
      mood: noMood,
      settings: settle([{ origin: 'house', settings: house }]),
    })!
  expect(felt([])).toMatchObject({ brightness: expect.closeTo(-0.6, 1), energy: expect.closeTo(0.95, 1) })
  expect(felt(['SIGN_ACTIVE_IDEATION']).brightness).toBe(-0.15)
  expect(felt([], { gentle: { value: true } }).energy).toBeLessThan(0.5)
  // What is set to be brighter is light alone.
  expect(felt([], { brightness: { value: 1 } })).toEqual(felt([]))
})

test('a sentence that gives cause for concern has no dark picture, whatever is asked for', () => {
  const feeling = { valence: -1, arousal: -0.4, confidence: 1 }
  const of = (signs: string[], wish = {}) =>
    lookFor({
      reading: { feeling, specificity: 0.8, concern: { signs } as never },
      mood: { valence: -0.8, arousal: 0, weight: 2 },
      settings: settle([]),
      wish,
    })
  expect(of([]).look.brightness).toBeLessThan(-0.5)
  const held = of(['SIGN_ACTIVE_IDEATION'], { brightness: -1 })
  expect(held.look.brightness).toBe(-0.15)
  expect(held.because.brightness).toBe('house')
  expect(held.leaning.brightness).toBe(0)
})

test('what was learned stays within what a site allows, and leaves alone what it has fixed', () => {
  const { look, because } = lookOf(0.1, {
    brightness: { least: 0.2 },
    blur: { most: 0.1 },
    style: { value: '', fixed: true },
  })
  expect(look).toMatchObject({ brightness: 0.2, blur: 0.1, style: '' })
  expect(because).toMatchObject({ brightness: 'house', blur: 'house', style: 'house' })
  const fixed = lookOf(0.5, { warmth: { value: 0.3, fixed: true } })
  expect(fixed.look.warmth).toBeCloseTo(lookOf(0.5, {}, {}, 'none').look.warmth + 0.3)
  expect(fixed.leaning.warmth).toBe(0)
  expect(lookOf(0.5, { gentle: { value: true } }).look.brightness).toBeGreaterThanOrEqual(-0.25)
})

test('what a site sets is where a taste begins: a picture leans from there as far as was learned, and is rated as that', () => {
  const settings = {
    brightness: { value: 0.2 },
    warmth: { value: -0.1 },
    blur: { value: 0.2 },
    abstraction: { value: 0.4 },
  }
  const set = lookOf(0.1, settings, {}, 'none')
  expect(set.leaning).toMatchObject({ brightness: 0, warmth: 0, blur: 0, abstraction: 0 })
  const learned = { brightness: -0.25, warmth: 0.25, blur: 0.125, abstraction: 0.25, style: '' }
  const { look, leaning } = lookOf(0.1, settings, {}, learned)
  expect(look.brightness).toBeCloseTo(set.look.brightness - 0.25)
  expect(look.blur).toBeCloseTo(0.325)
  // Else what is rated would not be what was learned, and what is set would be added once more with every rating.
  for (const name of aspects) expect(leaning[name]).toBeCloseTo(learned[name])
  // So are the pictures of the comfort round.
  const styled = ['impressionist', 'ink']
  for (let n = 0; n < comfortPictures; n++) {
    const painted = comfortPainting(n, styled, settle([{ origin: 'house', settings }])).leaning
    for (const name of aspects) expect(painted[name]).toBeCloseTo(comfortLeaning(n, styled)[name])
  }
})

test('the writer’s sliders go before what was learned, and always move the picture their way', () => {
  const plain = lookOf(0.5, {}, {}, 'none').look
  const asked = lookOf(0.5, {}, { brightness: 0.2, warmth: -0.1, blur: 0.1, style: 'swirl' })
  expect(asked.look.brightness).toBeCloseTo(plain.brightness + 0.2)
  expect(asked.look.warmth).toBeLessThan(lookOf(0.5).look.warmth)
  expect(asked.look).toMatchObject({ blur: 0.1, style: 'swirl' })
  expect(asked.because).toMatchObject({ brightness: 'writer', blur: 'writer', style: 'writer', abstraction: 'taste' })
})

test('the comfort round is eight different looks of one scene, each a picture that is painted when it is asked for', async () => {
  const painted: unknown[] = []
  const { get, url } = await someone({
    paint: async function* ({ look, scene, seed }) {
      painted.push({ look, scene, seed })
      yield { picture: somePicture }
    },
  })
  for (let n = 0; n < 8; n++) {
    const response = await get(`/v1/comfort/${n}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('image/webp')
    expect(await response.text()).toBe('webp')
  }
  expect(new Set(painted.map((one) => JSON.stringify((one as { look: object }).look))).size).toBe(8)
  expect(new Set(painted.map((one) => JSON.stringify((one as { scene: object }).scene))).size).toBe(1)
  expect((await get('/v1/comfort/8')).status).toBe(400)
  expect((await fetch(`${url}/v1/comfort/0`)).status).toBe(401)
})

test('a comfort picture fails with its reason; who leaves stops the brush', async () => {
  const away = await someone({ paint: unreachable })
  expect((await away.get('/v1/comfort/0')).status).toBe(503)
  const noStyles = await someone({ styles: async () => unreachable() })
  expect((await noStyles.get('/v1/comfort/0')).status).toBe(503)

  const begun = Promise.withResolvers<void>()
  const stopped = Promise.withResolvers<void>()
  const { url, headers } = await someone({
    paint: async function* (_painting, { signal }) {
      begun.resolve()
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
      stopped.resolve()
      yield* []
      signal.throwIfAborted()
    },
  })
  const leave = new AbortController()
  const asked = fetch(`${url}/v1/comfort/0`, { headers, signal: leave.signal })
  await begun.promise
  leave.abort()
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  await stopped.promise
})

test('comfort pictures of a writer are painted one after the other, and no more than eight wait', async () => {
  const go = Promise.withResolvers<void>()
  let painting = 0
  const most: number[] = []
  const { get } = await someone({
    paint: async function* () {
      most.push(++painting)
      await go.promise
      painting--
      yield { picture: somePicture }
    },
  })
  const asked = [0, 1, 2, 3, 4, 5, 6, 7, 0].map((n) => get(`/v1/comfort/${n}`))
  expect((await Promise.race(asked)).status).toBe(429)
  go.resolve()
  expect((await Promise.all(asked)).filter(({ status }) => status === 200)).toHaveLength(8)
  expect(Math.max(...most)).toBe(1)
  expect((await get('/v1/comfort/0')).status).toBe(200)
})
