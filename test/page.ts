import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type RunningHouse, startHouse } from './house.ts'
import { testDatabase } from './postgres.ts'

/** One browser for all files that a process tests; it ends with the process. */
let browser: Promise<Browser> | undefined

/** A browser, and a house with a database of its own. */
export interface AtPage {
  readonly browser: Browser
  readonly house: RunningHouse
}

/** For the tests of one file, from `beforeAll` on: call it before anything else there. After each test every page of it is closed. */
export function atPage(variables: () => NodeJS.ProcessEnv = () => ({})): AtPage {
  const at = {} as { browser: Browser; house: RunningHouse }
  let database: Awaited<ReturnType<typeof testDatabase>> | undefined
  beforeAll(async () => {
    database = await testDatabase()
    browser ??= launchBrowser()
    // The transformer would take a second and 460 MB for each file, and changes nothing of what these look at.
    const house = startHouse(database.url, { EMOTION_READER: 'embedded', ...variables() })
    ;[at.browser, at.house] = await Promise.all([browser, house])
  })
  // A page that nobody looks at any more still paints and listens.
  afterEach(async () => {
    await Promise.all(at.browser.contexts().map((context) => context.close()))
  })
  afterAll(async () => {
    await at.house?.stop()
    await database?.drop()
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
