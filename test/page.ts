import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type RunningHouse, startHouse } from './house.ts'
import { testDatabase } from './postgres.ts'

/** One browser for all files that a process tests, and one house for those that need nothing special; they end with the process. */
let browser: Promise<Browser> | undefined
let usual: Promise<RunningHouse> | undefined

/** A browser, and a house on a database of its own. */
export interface AtPage {
  readonly browser: Browser
  readonly house: RunningHouse
}

/**
 * For the tests of one file, from `beforeAll` on: call it before anything else there. After each test every page of it is
 * closed. With `variables`, even none, the house is the file's own, to be killed and to be read the log of; without, other
 * files have written in it.
 */
export function atPage(variables?: () => NodeJS.ProcessEnv): AtPage {
  const at = {} as { browser: Browser; house: RunningHouse }
  let database: Awaited<ReturnType<typeof testDatabase>> | undefined
  const begin = async () => {
    database = await testDatabase()
    // The transformer would take a second and 460 MB for each house, and changes nothing of what these look at.
    return startHouse(database.url, { EMOTION_READER: 'embedded', ...variables?.() })
  }
  beforeAll(async () => {
    browser ??= launchBrowser()
    ;[at.browser, at.house] = await Promise.all([browser, variables ? begin() : (usual ??= begin())])
  })
  // A page that nobody looks at any more still paints and listens.
  afterEach(async () => {
    await Promise.all(at.browser.contexts().map((context) => context.close()))
  })
  afterAll(async () => {
    if (!variables) return
    await at.house?.stop()
    await database?.drop()
  })
  return at
}

/** The same browser alone. After each test every page of it is closed. */
export function atBrowser(): { readonly browser: Browser } {
  const at = {} as { browser: Browser }
  beforeAll(async () => {
    at.browser = await (browser ??= launchBrowser())
  })
  afterEach(async () => {
    await Promise.all(at.browser.contexts().map((context) => context.close()))
  })
  return at
}

/** The same browser, and a server of the test's own in place of a house. */
export function atServer(server: Server): { readonly browser: Browser; readonly origin: string } {
  const at = {} as { browser: Browser; origin: string }
  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    at.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    at.browser = await (browser ??= launchBrowser())
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return at
}
