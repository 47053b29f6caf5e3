import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { atServer } from '../../test/page.ts'

// In a real browser: its IndexedDB, its WebCrypto.

const code = stripTypeScriptTypes(readFileSync(join(import.meta.dirname, '../src/unsent.ts'), 'utf8'))
const server = createServer((request, response) => {
  response.writeHead(200, { 'content-type': request.url === '/unsent.js' ? 'text/javascript' : 'text/html' })
  response.end(request.url === '/unsent.js' ? code : '<!doctype html><title>page</title>')
})

const at = atServer(server)

const waiting = (id: string, text: string) => ({ request: { type: 'write', id, text }, writer: 'w', sitting: 's' })
const three = [waiting('z', 'first bird'), waiting('a', '第二只鸟'), waiting('m', 'third')]

async function tab() {
  const context = await at.browser.newContext()
  const page = await context.newPage()
  await page.goto(at.origin)
  return { context, page }
}

/** Runs code with `unsent`, that of the page. */
const within = (page: Page, what: string) =>
  page.evaluate(`import('/unsent.js').then(async ({ unsentOf }) => {
    const unsent = (globalThis.unsent ??= unsentOf(sessionStorage, indexedDB))
    ${what}
  })`)
const find = (page: Page) => within(page, 'return unsent.find()')
const keep = (page: Page, what: object[]) => within(page, `await unsent.keep(${JSON.stringify(what)})`)
/** Every byte that lies in the browser's database, as text. */
const bytes = (page: Page) =>
  page.evaluate(`new Promise((resolve) => {
    indexedDB.open('aiw', 1).onsuccess = ({ target }) => {
      target.result.transaction('unsent').objectStore('unsent').getAll().onsuccess = ({ target: { result } }) =>
        resolve(result.map((row) => row.id + new TextDecoder('latin1').decode(row.sealed)).join('|'))
    }
  })`) as Promise<string>

test('what waits is found after a reload, in order, and what is kept meanwhile is not', async () => {
  const { page } = await tab()
  await keep(page, three)
  await page.reload()
  expect(await find(page)).toEqual(three)
  await keep(page, three.slice(1))
  await page.reload()
  expect(await find(page)).toEqual(three.slice(1))
})

test('nothing lies there that can be read, and another tab finds nothing', async () => {
  const { page, context } = await tab()
  await keep(page, three)
  const laid = await bytes(page)
  expect(laid.length).toBeGreaterThan(100)
  expect(laid).not.toContain('bird')
  const other = await context.newPage()
  await other.goto(at.origin)
  expect(await find(other)).toEqual([])
  await keep(other, [waiting('o', 'of another tab')])
  expect(await find(page)).toEqual(three)
})

test('a tab that is duplicated begins with nothing and takes nothing away from the one before', async () => {
  const { page, context } = await tab()
  await keep(page, three)
  const [copy] = await Promise.all([context.waitForEvent('page'), page.evaluate("void open('/')")])
  expect(await copy.evaluate('sessionStorage.getItem("aiw.unsent")'), 'as a duplicate has it').toEqual(
    await page.evaluate('sessionStorage.getItem("aiw.unsent")'),
  )
  expect(await find(copy)).toEqual([])
  await keep(copy, [waiting('c', 'of the copy')])
  await Promise.all([page.reload(), copy.reload()])
  expect(await find(page)).toEqual(three)
  expect(await find(copy)).toEqual([waiting('c', 'of the copy')])
})

test('when everything is forgotten the rows and the key are gone', async () => {
  const { page } = await tab()
  await keep(page, three)
  await within(page, 'await unsent.forget()')
  expect(await page.evaluate('Object.keys(sessionStorage)')).toEqual([])
  expect(await bytes(page)).toBe('')
  await keep(page, [waiting('n', 'somebody new')])
  expect(await find(page)).toEqual([waiting('n', 'somebody new')])
})

test('a row that was changed is not opened, and costs nothing but the rows', async () => {
  const { page } = await tab()
  await keep(page, three)
  await page.evaluate(`new Promise((resolve) => {
    indexedDB.open('aiw', 1).onsuccess = ({ target }) => {
      const store = target.result.transaction('unsent', 'readwrite').objectStore('unsent')
      store.getAll().onsuccess = ({ target: { result: [row] } }) => {
        new Uint8Array(row.sealed)[0] ^= 1
        store.put(row).onsuccess = resolve
      }
    }
  })`)
  expect(await find(page)).toEqual(three.slice(1))
})

test('a page without WebCrypto lays nothing by and writes on', async () => {
  const { page } = await tab()
  const found = await page.evaluate(`import('/unsent.js').then(async ({ unsentOf }) => {
    const unsent = unsentOf(sessionStorage, indexedDB, null)
    await unsent.keep([{}])
    return unsent.find()
  })`)
  expect(found).toEqual([])
})
