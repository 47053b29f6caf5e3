import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLogger } from '@aiw/kit/log'
import { sql } from 'kysely'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { openSittingKey } from '../src/db/cells.ts'
import { loadRelease } from '../src/db/releases.ts'
import { whoHas } from '../src/identity.ts'
import type { SittingReader } from '../src/clients.ts'
import type { House } from '../src/house.ts'
import { readConsentTexts } from '../src/vault/consent-texts.ts'
import { prepareVault } from '../src/vault/prepare.ts'
import { readRecipients } from '../src/vault/recipients.ts'
import { openRelease, type SealedRelease } from '../src/vault/release.ts'
import {
  connect,
  everythingIn,
  fakeClients,
  freshDb,
  gatewayOf,
  keyFolder,
  somePicture,
  someReading,
  writerAt,
} from './support.ts'
import { pairOf, recipientFolder } from './vault/recipient-support.ts'

const { db, url: databaseUrl, drop } = await freshDb()
afterAll(drop)

const silent = createLogger('test', 'silent')

/** A gateway and a writer who can be asked anything. */
async function house(clients = fakeClients(), over: Partial<House> = {}) {
  const gateway = await gatewayOf(db, clients, silent, over)
  const writer = await writerAt(gateway.url)
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(gateway.url + path, {
      method,
      headers: { ...writer.headers, ...(body && { 'content-type': 'application/json' }) },
      body: body && JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as Record<string, unknown> }
  }
  const { consentTexts } = gateway.house
  const agree = (purpose: keyof typeof consentTexts) =>
    ask('PUT', '/v1/consents', { purpose, given: true, language: 'en', sha256: consentTexts[purpose].en.sha256 })
  const withdraw = (purpose: string, more = {}) => ask('PUT', '/v1/consents', { purpose, given: false, ...more })
  const consents = async () => (await ask('GET', '/v1/consents')).body['consents'] as Consent[]
  return { ...gateway, ...writer, ask, agree, withdraw, consents }
}
interface Consent {
  purpose: string
  given: boolean
  decided: boolean
  current: boolean
  decidedAt?: string
  texts: Record<'en' | 'zh', { version: string; sha256: string; markdown: string }>
}

type Desk = Awaited<ReturnType<Awaited<ReturnType<typeof writerAt>>['connect']>>
const write = async (desk: Desk, id: string, more = {}) => {
  desk.send({ type: 'write', id, text: `There was only one bird, ${id}.`, ...more })
  await desk.hear(id, 'done')
}

describe('consent', () => {
  test('who was asked nothing has pictures painted and sittings kept, and gives nothing to anybody', async () => {
    const { consents } = await house()
    const asked = await consents()
    expect(asked.map(({ purpose, given, decided }) => [purpose, given, decided])).toEqual([
      ['ai', true, false],
      ['keeping', true, false],
      ['releasing', false, false],
      ['research', false, false],
    ])
    for (const { texts } of asked)
      for (const text of Object.values(texts)) {
        expect(text.version).toBe('1')
        expect(text.markdown).toMatch(/^# /)
      }
  })

  test('is recorded with the time and the hash of the words, sealed, and is of the words that were shown only', async () => {
    const { ask, agree, consents, consentTexts } = await house().then((one) => ({ ...one, ...one.house }))
    expect((await agree('ai')).status).toBe(200)
    expect((await consents())[0]).toMatchObject({
      given: true,
      decided: true,
      current: true,
      decidedAt: expect.any(String),
    })
    const other = consentTexts.ai.zh.sha256
    for (const wrong of [{}, { language: 'en' }, { language: 'en', sha256: other }, { sha256: other }])
      expect((await ask('PUT', '/v1/consents', { purpose: 'ai', given: true, ...wrong })).status).toBe(400)
    expect(await everythingIn(db)).not.toMatch(/"ai"|isGiven|releasing/)
  })

  test('without AI nothing is read or painted: at once, at an open desk, in the middle of a painting', async () => {
    const stopped: string[] = []
    const read = vi.fn<SittingReader['read']>(async ({ id }) => ({ ...someReading, id }))
    const paint = async function* ({ id }: { id: string }, { signal }: { signal: AbortSignal }) {
      yield { preview: somePicture.image }
      await once(signal, 'abort')
      stopped.push(id)
      signal.throwIfAborted()
      yield { picture: somePicture }
    }
    const { connect, withdraw, review } = await house(fakeClients({ read, paint }))
    const desk = await connect()
    desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
    await desk.hear('a', 'preview')
    await withdraw('ai')
    await desk.hear('a', 'done')
    expect(stopped).toHaveLength(1)
    await write(desk, 'b')
    expect(desk.types('b')).toEqual(['kept', 'done'])
    desk.send({ type: 'again', id: 'c', of: 'a' })
    expect(await desk.hear('c', 'problem')).toMatchObject({ code: 'forbidden' })
    await desk.leave()
    const back = await connect()
    await write(back, 'd')
    expect(back.types('d')).toEqual(['kept', 'done'])
    expect(read).toHaveBeenCalledTimes(1)
    expect((await review()).sentences).toMatchObject([{ id: 'a' }, { id: 'b', private: false }, { id: 'd' }])
  })

  test('given again, sentences are painted again, and those written meanwhile can be', async () => {
    const { connect, withdraw, agree } = await house()
    await withdraw('ai')
    const desk = await connect()
    await write(desk, 'a')
    await agree('ai')
    await write(desk, 'b')
    desk.send({ type: 'again', id: 'c', of: 'a' })
    for (const id of ['b', 'c']) expect(desk.types((await desk.hear(id, 'picture')).id)).toContain('reading')
    expect(desk.types('a')).toEqual(['kept', 'done'])
  })

  test('without keeping, what is kept is deleted, but not without being asked twice', async () => {
    const { connect, withdraw, ask, sitting, consents } = await house()
    const desk = await connect()
    await write(desk, 'a')
    await desk.leave()
    const refused = await withdraw('keeping')
    expect(refused).toMatchObject({ status: 400, body: { detail: expect.stringContaining('erase') } })
    expect((await consents())[1]).toMatchObject({ given: true, decided: false })
    expect((await ask('GET', `/v1/sittings/${sitting}`)).status).toBe(200)
    expect((await withdraw('keeping', { erase: true })).status).toBe(200)
    expect((await ask('GET', `/v1/sittings/${sitting}`)).status).toBe(404)
    expect(await everythingIn(db)).not.toContain(sitting)
  })

  test('without keeping, a sitting works as any other while it lasts, and is gone when its writer does not come back', async () => {
    const { withdraw, ask, url, headers } = await house(fakeClients(), { graceMs: 300 })
    await withdraw('keeping', { erase: true })
    const { id } = (await ask('POST', '/v1/sittings', {})).body as { id: string }
    const desk = await connect(url, id, headers)
    await write(desk, 'a')
    const { picture } = await desk.hear('a', 'picture')
    expect(await (await fetch(url + picture.url, { headers })).text()).toBe('webp')
    expect((await ask('GET', '/v1/sittings')).body).toMatchObject({ sittings: [{ id, kept: false, sentences: 1 }] })
    // Who is back in time finds everything.
    await desk.leave()
    const back = await connect(url, id, headers)
    back.send({ type: 'resume', after: 0 })
    await back.hear('a', 'done')
    await back.leave()
    await expect.poll(() => everythingIn(db), { timeout: 5_000 }).not.toContain(id)
    expect((await ask('GET', `/v1/sittings/${id}`)).status).toBe(404)
  })

  test('without keeping, signing out ends the sitting at once; and no key of it was ever written down', async () => {
    const { withdraw, ask, url, headers, house: own, writer } = await house()
    await withdraw('keeping', { erase: true })
    const { id } = (await ask('POST', '/v1/sittings', {})).body as { id: string }
    const desk = await connect(url, id, headers)
    await write(desk, 'a')
    // What a backup of the database and of the keys would hold now does not open for the writer, either.
    const row = await db.selectFrom('sitting').select('item_key').where('id', '=', id).executeTakeFirstOrThrow()
    const { ring } = await whoHas(own, headers.authorization.split(' ')[1])
    expect(() => openSittingKey(ring, id, row.item_key)).toThrow('cannot be opened')
    expect((await ask('POST', '/v1/sign-out', {})).status).toBe(204)
    expect(await everythingIn(db)).not.toContain(id)
    expect(await everythingIn(db)).toContain(writer)
  })

  test('keeping that is withdrawn or given in the middle of a sitting holds for that sitting', async () => {
    const { connect, withdraw, agree, ask, sitting, review, live, writer } = await house()
    const desk = await connect()
    await write(desk, 'a')
    expect((await withdraw('keeping', { erase: true })).status).toBe(200)
    await write(desk, 'b')
    expect(await review()).toMatchObject({ kept: false, sentences: [{ id: 'a' }, { id: 'b' }] })
    expect((await agree('keeping')).status).toBe(200)
    await write(desk, 'c')
    expect(await review()).toMatchObject({ kept: true, sentences: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] })
    await withdraw('keeping', { erase: true })
    await live.endFleeting(writer)
    expect((await ask('GET', `/v1/sittings/${sitting}`)).status).toBe(404)
  })

  test('without keeping, a new data key of the writer seals nothing of the sitting', async () => {
    const { withdraw, ask, url, headers } = await house()
    await withdraw('keeping', { erase: true })
    const { id } = (await ask('POST', '/v1/sittings', {})).body as { id: string }
    const desk = await connect(url, id, headers)
    await write(desk, 'a')
    expect((await ask('POST', '/v1/writers/me/keys', {})).status).toBe(201)
    await write(desk, 'b')
    expect((await ask('GET', `/v1/sittings/${id}`)).body).toMatchObject({ sentences: [{ id: 'a' }, { id: 'b' }] })
  })

  test('a sitting that was not to be kept is gone after a crash', async () => {
    const { withdraw, ask, house: own } = await house()
    await withdraw('keeping', { erase: true })
    const { id } = (await ask('POST', '/v1/sittings', {})).body as { id: string }
    await prepareVault(db, own.keys, databaseUrl, false, silent)
    expect(await everythingIn(db)).not.toContain(id)
  })

  test('a site’s own words take the place of ours, in both languages, each with its version', () => {
    const folder = keyFolder()
    for (const language of ['en', 'zh']) {
      mkdirSync(join(folder, language))
      writeFileSync(join(folder, language, 'ai.md'), `<!-- version: 2026-05 -->\n\n# ${language}\n`)
    }
    const texts = readConsentTexts(folder)
    expect(texts.ai.zh).toEqual({
      version: '2026-05',
      markdown: '# zh',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(texts.keeping).toEqual(readConsentTexts(undefined).keeping)
    writeFileSync(join(folder, 'zh', 'ai.md'), '# no version\n')
    expect(() => readConsentTexts(folder)).toThrow('version')
    rmSync(join(folder, 'en', 'ai.md'))
    expect(() => readConsentTexts(folder), 'in Chinese only').toThrow('each text is needed in en and in zh')
    expect(() => readConsentTexts(join(folder, 'nowhere'))).toThrow('GATEWAY_CONSENT_TEXTS')
  })
})

/** A house with recipients and a writer who agreed to release, with a sitting written. */
async function releasing() {
  const { folder, wang, study } = recipientFolder()
  const recipients = readRecipients(folder)
  const own = await house(fakeClients(), { recipients })
  await own.agree('releasing')
  const desk = await own.connect()
  await write(desk, 'a')
  await write(desk, 'p', { private: true })
  await write(desk, 'c')
  desk.send({ type: 'again', id: 'b', of: 'a' })
  await desk.hear('b', 'done')
  const release = async (body: object) =>
    (await own.ask('POST', '/v1/releases', { recipient: 'dr-wang', ...body })).body as { id: string }
  const load = async (id: string) => (await loadRelease(db, recipients.get('dr-wang')!, id))!
  return { ...own, desk, wang, study, recipients, release, load }
}

describe('a release', () => {
  test('opens for its recipient what was released, words, readings and pictures, and nothing else', async () => {
    const { release, load, sitting, wang } = await releasing()
    const one = openRelease(wang, await load((await release({ scope: 'sentence', sitting, sentence: 'a' })).id))
    expect(one.sittings).toEqual([])
    expect(one.sentences.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(one.sentences[0]).toMatchObject({
      sitting,
      text: 'There was only one bird, a.',
      reading: { scene: { setting: 'SETTING_SEA' } },
      pictures: [{ mediaType: 'image/webp', data: Buffer.from('webp') }],
    })
    expect(one.sentences[0]!.events.map(({ type }) => type)).toEqual(['kept', 'reading', 'look', 'picture', 'done'])

    const all = openRelease(wang, await load((await release({ scope: 'sitting', sitting })).id))
    expect(all.sittings).toMatchObject([{ id: sitting, language: 'en' }])
    expect(all.sentences.map(({ id }) => id)).toEqual(['a', 'c', 'b'])
    const everything = openRelease(wang, await load((await release({ scope: 'everything' })).id))
    expect(everything.sentences.map(({ id }) => id)).toEqual(['a', 'c', 'b'])
  })

  test('opens for nobody else, and not when anything of it was moved', async () => {
    const { release, load, sitting, wang, study } = await releasing()
    const { id } = await release({ scope: 'sitting', sitting })
    const sealed = await load(id)
    expect(() => openRelease(study, sealed)).toThrow('not released to this key')
    const changes: [(release: SealedRelease) => unknown, string][] = [
      [(one) => (one.id = crypto.randomUUID()), 'not released'],
      [({ sentences: [a, c] }) => ([a!.key, c!.key] = [c!.key, a!.key]), 'not released'],
      [({ sentences: [a, c] }) => ([a!.content, c!.content] = [c!.content, a!.content]), 'cannot be opened'],
      [({ sentences: [a, c] }) => ([a!.pictures, c!.pictures] = [c!.pictures, a!.pictures]), 'cannot be opened'],
      [({ sentences: [a] }) => (a!.key[9]! ^= 1), 'not released'],
      [({ sentences: [a] }) => (a!.content[40]! ^= 1), 'cannot be opened'],
      [({ sittings: [one] }) => (one!.key = sealed.sentences[0]!.key), 'not released'],
    ]
    for (const [change, message] of changes) {
      const changed = await load(id)
      change(changed)
      expect(() => openRelease(wang, changed)).toThrow(message)
    }
    expect(await loadRelease(db, { id: 'dr-wang', fingerprint: pairFingerprint('sleep-study') }, id)).toBeUndefined()
  })

  test('is listed, taken back, and gone for its recipient then', async () => {
    const { release, recipients, sitting, ask } = await releasing()
    const { id } = await release({ scope: 'sentence', sitting, sentence: 'c' })
    expect((await ask('GET', '/v1/releases')).body).toMatchObject({
      releases: [{ id, recipient: 'dr-wang', scope: 'sentence', sitting, sentence: 'c', sentences: 1 }],
    })
    expect((await ask('GET', '/v1/recipients')).body).toEqual({
      recipients: [
        { id: 'dr-wang', name: 'Dr Wang, ward 3', purpose: 'care' },
        { id: 'sleep-study', name: 'Sleep study', purpose: 'research' },
      ],
    })
    expect((await ask('DELETE', `/v1/releases/${id}`)).status).toBe(204)
    expect((await ask('DELETE', `/v1/releases/${id}`)).status).toBe(404)
    expect(await loadRelease(db, recipients.get('dr-wang')!, id)).toBeUndefined()
    expect((await ask('GET', '/v1/releases')).body).toEqual({ releases: [] })
  })

  test('never holds what is private, was made private or was deleted, nor what is written later', async () => {
    const { release, load, sitting, ask, desk, wang } = await releasing()
    expect(await release({ scope: 'sentence', sitting, sentence: 'p' })).toMatchObject({ code: 'not_found' })
    const { id } = await release({ scope: 'sitting', sitting })
    await write(desk, 'later')
    const ids = async () => openRelease(wang, await load(id)).sentences.map((one) => one.id)
    expect(await ids()).toEqual(['a', 'c', 'b'])
    await ask('PATCH', `/v1/sittings/${sitting}/sentences/a`, { private: true })
    expect(await ids()).toEqual(['c'])
    await ask('PATCH', `/v1/sittings/${sitting}/sentences/a`, { private: false })
    expect(await ids()).toEqual(['c'])
    await ask('DELETE', `/v1/sittings/${sitting}/sentences/c`)
    expect(await ids()).toEqual([])
    expect((await ask('GET', '/v1/releases')).body).toMatchObject({ releases: [{ id, sentences: 0 }] })
  })

  test('needs consent, for research a second one, and ends with it', async () => {
    const { release, sitting, ask, agree, withdraw } = await releasing()
    const study = { recipient: 'sleep-study', scope: 'sitting', sitting }
    expect(await release(study)).toMatchObject({ code: 'forbidden' })
    await agree('research')
    expect((await release(study)).id).toMatch(/-/)
    expect((await release({ scope: 'sitting', sitting })).id).toMatch(/-/)
    const recipients = async () =>
      ((await ask('GET', '/v1/releases')).body['releases'] as { recipient: string }[]).map(({ recipient }) => recipient)
    expect((await recipients()).toSorted()).toEqual(['dr-wang', 'sleep-study'])
    await withdraw('research')
    expect(await recipients()).toEqual(['dr-wang'])
    await withdraw('releasing')
    expect(await recipients()).toEqual([])
    expect(await release({ scope: 'sitting', sitting })).toMatchObject({ code: 'forbidden' })
  })

  test('is of one’s own, whole, and to somebody who is known', async () => {
    const { release, sitting, url } = await releasing()
    const other = await writerAt(url)
    for (const [body, code] of [
      [{ scope: 'sitting', sitting: other.sitting }, 'not_found'],
      [{ scope: 'sentence', sitting, sentence: 'nowhere' }, 'not_found'],
      [{ scope: 'sentence', sitting }, 'invalid'],
      [{ scope: 'sitting' }, 'invalid'],
      [{ scope: 'all' }, 'invalid'],
      [{ scope: 'everything', recipient: 'nobody' }, 'not_found'],
    ] as const)
      expect(await release(body)).toMatchObject({ code })
  })

  test('is unreadable in the database, also together with the keys of the house', async () => {
    const { release, sitting } = await releasing()
    const { id } = await release({ scope: 'sitting', sitting })
    const { rows } = await sql<{ length: number }>`
      select length(sealed_key) as length from release_key where release_id = ${id}`.execute(db)
    expect(rows.map(({ length }) => length)).toEqual([384, 384, 384, 384])
  })

  test.each([
    ['no name', (pem: string) => `purpose: care\n${pem}`],
    ['no purpose', (pem: string) => `name: x\n${pem}`],
    ['no key', () => 'name: x\npurpose: care\n'],
    ['a damaged key', (pem: string) => `name: x\npurpose: care\n${pem.replace('MII', 'MIJ')}`],
  ])('a recipient with %s stops the start in one line', (_name, content) => {
    const folder = keyFolder()
    const pem = pairOf('dr-wang').publicKey.export({ type: 'spki', format: 'pem' }).toString()
    writeFileSync(join(folder, 'dr-li.pem'), content(pem))
    expect(() => readRecipients(folder)).toThrow('dr-li.pem')
  })
})

function pairFingerprint(id: string): Buffer {
  const { folder } = recipientFolder()
  return readRecipients(folder).get(id)!.fingerprint
}
