import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createLogger } from '@aiw/kit/log'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '../services/gateway/src/db/migrate.ts'
import { openKeyStore } from '../services/gateway/src/vault/key-store.ts'
import { readRecipients } from '../services/gateway/src/vault/recipients.ts'
import { fakeClients, gatewayOf, somePicture, writerAt } from '../services/gateway/test/support.ts'
import { pairOf, recipientFolder } from '../services/gateway/test/vault/recipient-support.ts'
import { complaints } from './axe.ts'
import { emptyPlace, program } from './backup-support.ts'
import { atBrowser } from './page.ts'

// What becomes of what a writer shows to somebody: the operator hands out a file, and whom it is for opens it in a browser.

const at = atBrowser()
const passphrase = '口令 with spaces'

/** A house in which a writer showed Dr Wang a sentence and then the whole sitting, in which one sentence is private. */
async function shown() {
  const data = await sharp({ create: { width: 64, height: 40, channels: 3, background: '#3a6ea5' } })
    .webp()
    .toBuffer()
  const clients = fakeClients({
    paint: async function* () {
      yield { picture: { ...somePicture, image: { ...somePicture.image, data, width: 64, height: 40 } } }
    },
  })
  const place = await emptyPlace()
  await migrate(place.db)
  const { folder: registered } = recipientFolder()
  const keys = await openKeyStore(place.keys)
  const gateway = await gatewayOf(place.db, clients, createLogger('test', 'silent'), {
    keys,
    recipients: readRecipients(registered),
  })
  const writer = await writerAt(gateway.url)
  const ask = (method: string, where: string, body?: object) =>
    fetch(gateway.url + where, {
      method,
      headers: { ...writer.headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
  const { sha256 } = gateway.house.consentTexts.releasing.en
  await ask('PUT', '/v1/consents', { purpose: 'releasing', given: true, language: 'en', sha256 })
  const desk = await writer.connect()
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  desk.send({ type: 'write', id: 'p', text: 'For nobody.', private: true })
  desk.send({ type: 'write', id: 'b', text: '<b>最后</b>只有一只鸟。' })
  await Promise.all(['a', 'p', 'b'].map((id) => desk.hear(id, 'done')))
  desk.send({ type: 'revise', id: 'c', of: 'a', text: 'There were two birds.' })
  desk.send({ type: 'again', id: 'd', of: 'b' })
  await Promise.all(['c', 'd'].map((id) => desk.hear(id, 'done')))
  const release = async (body: object) => {
    const answer = await ask('POST', '/v1/releases', { recipient: 'dr-wang', sitting: writer.sitting, ...body })
    return ((await answer.json()) as { id: string }).id
  }
  const one = await release({ scope: 'sentence', sentence: 'a' })
  const all = await release({ scope: 'sitting' })
  const handOut = (out: string, to = 'dr-wang') =>
    program('released', ['--for', to, '--out', path.join(place.folder, out)], {
      DATABASE_URL: place.url,
      AIW_KEYS: place.keys,
      GATEWAY_RECIPIENTS: registered,
    })
  const file = (name: string) => path.join(place.folder, name)
  /** A private key as openssl writes it, sealed with a passphrase or not. */
  const keyOf = (id: string, isSealed = true) => {
    const pem = pairOf(id).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      ...(isSealed && { cipher: 'aes-256-cbc', passphrase }),
    }) as string
    fs.writeFileSync(file(`${id}.private.pem`), pem)
    return file(`${id}.private.pem`)
  }
  return { ask, handOut, file, keyOf, one, all, place }
}

async function open(file: string, options: { locale?: string; viewport?: { width: number; height: number } } = {}) {
  const context = await at.browser.newContext({ locale: 'en-GB', ...options })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).protocol))
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  onTestFinished(() => expect(errors).toEqual([]))
  await page.goto(pathToFileURL(file).href)
  const unlock = async (key: string, words = '') => {
    await page.locator('#key').setInputFiles(key)
    await page.locator('#passphrase').fill(words)
    await page.locator('.open').click()
  }
  return { page, asked, unlock, alert: page.getByRole('alert') }
}

test('what a writer shows somebody is handed out sealed, opens with their key, and the writer is told', async () => {
  const { handOut, file, keyOf, ask, one, all } = await shown()
  const { code, out, err } = await handOut('dr-wang.html')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('private key of dr-wang')
  const text = fs.readFileSync(file('dr-wang.html'), 'utf8')
  for (const word of ['bird', '最后', 'nobody', 'impressionist']) expect(text).not.toContain(word)
  expect(fs.statSync(file('dr-wang.html')).mode & 0o777).toBe(0o600)
  const { entries } = (await (await ask('GET', '/v1/writers/me/audit')).json()) as {
    entries: { by: string; action: string; record: string }[]
  }
  const told = entries.filter(({ action }) => action === 'release.handed_out')
  expect(told.map(({ by }) => by)).toEqual(['house', 'house'])
  expect(told.map(({ record }) => record).toSorted()).toEqual([one, all].toSorted())

  const { page, asked, unlock } = await open(file('dr-wang.html'))
  expect(await page.title()).toBe('For Dr Wang, ward 3')
  expect(await complaints(page)).toEqual([])
  await unlock(keyOf('dr-wang'), passphrase)
  const newest = page.locator('details').first()
  const words = newest.locator('.words')
  await expect
    .poll(() => words.allTextContents())
    .toEqual(['There was only one bird.', '<b>最后</b>只有一只鸟。', 'There were two birds.'])
  expect(await newest.locator('article').nth(1).locator('img').count(), 'with the further picture').toBe(2)
  expect(await newest.locator('img').first().getAttribute('alt')).toContain('bird')
  await expect
    .poll(() =>
      newest.locator('img').evaluateAll((all) => all.map((img) => (img as { naturalWidth?: number }).naturalWidth)),
    )
    .toEqual([64, 64, 64, 64])
  expect(await page.getByText('For nobody').count()).toBe(0)
  await page.locator('details').nth(1).locator('summary').click()
  await expect
    .poll(() => page.locator('details').nth(1).locator('.words').allTextContents())
    .toEqual(['There was only one bird.'])
  expect(await complaints(page)).toEqual([])
  expect(new Set(asked)).toEqual(new Set(['file:', 'blob:']))
})

test('it opens with no other key, says what is wrong, and goes on in Chinese', async () => {
  const { handOut, file, keyOf } = await shown()
  await handOut('dr-wang.html')
  const { page, unlock, alert } = await open(file('dr-wang.html'), {
    locale: 'zh-CN',
    viewport: { width: 390, height: 844 },
  })
  expect(await page.title()).toBe('给Dr Wang, ward 3')
  fs.writeFileSync(file('letter.pem'), 'Dear Dr Wang')
  await unlock(file('letter.pem'))
  await expect.poll(() => alert.textContent()).toContain('不是私钥')
  fs.writeFileSync(file('cut.pem'), fs.readFileSync(keyOf('dr-wang'), 'utf8').replace(/\n.{40}/, '\n'))
  await unlock(file('cut.pem'), passphrase)
  await expect.poll(() => alert.textContent()).toMatch(/不是私钥|已损坏/)
  await unlock(keyOf('dr-wang'))
  await expect.poll(() => alert.textContent()).toContain('请输入口令')
  await unlock(keyOf('dr-wang'), 'another')
  await expect.poll(() => alert.textContent()).toContain('口令不对')
  await page.locator('.other').click()
  await unlock(keyOf('sleep-study'), passphrase)
  await expect
    .poll(() => page.locator('details .problem').allTextContents())
    .toEqual(['This does not open with your key: it was shown to another one, or the file has been changed.'])
  expect(await page.locator('article').count()).toBe(0)
})

test('a key without a passphrase opens it, and nothing in it that was changed', async () => {
  const { handOut, file, keyOf } = await shown()
  await handOut('dr-wang.html')
  const text = fs.readFileSync(file('dr-wang.html'), 'utf8')
  fs.writeFileSync(
    file('changed.html'),
    text.replace(/"content":"(.{60})(.)/, (_all, start, letter) => `"content":"${start}${letter === 'A' ? 'B' : 'A'}`),
  )
  const whole = await open(file('dr-wang.html'))
  await whole.unlock(keyOf('dr-wang', false))
  await expect.poll(() => whole.page.locator('details').first().locator('article').count()).toBe(3)
  const changed = await open(file('changed.html'))
  await changed.unlock(keyOf('dr-wang', false))
  await expect.poll(() => changed.page.locator('details .problem').count()).toBe(1)
})

test('what was taken back is not in it, and nothing is written where there is nothing or nobody', async () => {
  const { handOut, file, ask, one, all } = await shown()
  expect((await ask('DELETE', `/v1/releases/${all}`)).status).toBe(204)
  await handOut('first.html')
  const handed = (name: string) => [...fs.readFileSync(file(name), 'utf8').matchAll(/class="release"/g)].length
  expect(handed('first.html')).toBe(1)
  expect(await handOut('first.html')).toMatchObject({ code: 1, err: expect.stringContaining('is there already') })
  await ask('DELETE', `/v1/releases/${one}`)
  expect(await handOut('second.html')).toMatchObject({ code: 1, err: 'Nobody has released anything to dr-wang\n' })
  expect(await handOut('second.html', 'dr-li')).toMatchObject({ code: 1, err: expect.stringContaining('sleep-study') })
  expect(await handOut('no-folder/second.html')).toMatchObject({ code: 1 })
  expect(fs.readdirSync(path.dirname(file('.'))).filter((name) => /second|part/.test(name))).toEqual([])
})
