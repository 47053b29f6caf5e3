import { once } from 'node:events'
import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { launchBrowser } from './browser.ts'
import { startHouse } from './house.ts'
import { temporaryFolder, testDatabase } from './postgres.ts'

// A person at the page, with every connection watched that the browser and the services open.

vi.setConfig({ testTimeout: 120_000, expect: { poll: { timeout: 15_000 } } })

/** Runs before anything else in every Node process of the house: writes down whom it calls and which names it asks for. */
const watch = `
  import dgram from 'node:dgram'
  import fs from 'node:fs'
  import net from 'node:net'
  import { PerformanceObserver } from 'node:perf_hooks'
  const note = (line) => fs.appendFileSync(process.env.NETWORK_LOG, line + '\\n')
  const { connect } = net.Socket.prototype
  net.Socket.prototype.connect = function (...args) {
    this.on('connectionAttempt', (ip, port) => note(ip + ' ' + port))
    return connect.apply(this, args)
  }
  for (const way of ['connect', 'send']) {
    const before = dgram.Socket.prototype[way]
    dgram.Socket.prototype[way] = function (...args) {
      note('UDP')
      return before.apply(this, args)
    }
  }
  new PerformanceObserver((list) => {
    for (const { detail, name } of list.getEntries()) note('name ' + (detail.hostname ?? detail.host ?? name))
  }).observe({ entryTypes: ['dns'] })`

/** A proxy that lets nothing through and remembers what it was asked for. */
async function refusingProxy() {
  const asked: string[] = []
  const server = net.createServer((line) => {
    line.on('error', () => {})
    line.once('data', (bytes: Buffer) => {
      asked.push(bytes.toString('latin1').split('\r\n')[0]!)
      line.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

test('from the first visit to the last nobody outside the house is called, by the page, the browser or a service', async () => {
  const folder = temporaryFolder()
  const calls = path.join(folder, 'network')
  fs.writeFileSync(calls, '', { mode: 0o666 })
  onTestFinished(() => fs.rmSync(folder, { recursive: true }))
  const proxy = await refusingProxy()
  const { url: database, drop } = await testDatabase()
  const [browser, house] = await Promise.all([
    // What is on this machine is asked for directly, everything else by way of the proxy, names not looked up before.
    launchBrowser([`--proxy-server=${proxy.url}`]),
    startHouse(database, {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(watch)}`,
      NETWORK_LOG: calls,
      RENDER_PAINTER_WORKERS: '1',
    }),
  ])
  onTestFinished(async () => {
    await browser.close()
    await house.stop()
    await drop()
  })
  const page = await (
    await browser.newContext({ locale: 'en-US', viewport: { width: 390, height: 700 }, reducedMotion: 'reduce' })
  ).newPage()
  page.setDefaultTimeout(20_000)
  const requested = new Set<string>()
  page.on('request', (request) => requested.add(request.url()))
  page.on('websocket', (socket) => requested.add(socket.url()))
  const box = page.getByRole('textbox').first()
  const write = async (text: string) => {
    await box.fill(text)
    await box.press('Enter')
  }

  await page.goto(house.url)
  await write('My grandmother sat by the window with her lantern, https://elsewhere.example/me.png')
  await expect.poll(() => page.locator('.strip img').count()).toBe(1)
  await box.press('Alt+p')
  await write('This one is for nobody else.')
  await expect.poll(() => page.locator('.sentence').count()).toBe(2)
  await page.reload()
  await expect.poll(() => page.locator('.strip img').count()).toBe(1)
  const statuses = await page.evaluate(async () => {
    const ask = (method: string, where: string) => fetch(`/v1/${where}`, { method }).then(({ status }) => status)
    const asked = ['styles', 'sittings', 'consents', 'recipients', 'writers/me/audit', 'writers/me/export']
    return [...(await Promise.all(asked.map((where) => ask('GET', where)))), await ask('DELETE', 'writers/me')]
  })
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 202])
  await page.reload()
  await box.waitFor()

  const schemes = ['http:', 'ws:']
  const elsewhere = [...requested].filter(
    (one) => schemes.includes(new URL(one).protocol) && new URL(one).host !== house.address.gateway,
  )
  expect(elsewhere, 'asked for by the page').toEqual([])
  expect([...requested].filter((one) => !/^(http|ws|data|blob):/.test(one))).toEqual([])
  expect(proxy.asked, 'asked for by the browser').toEqual([])

  const called = new Set(fs.readFileSync(calls, 'utf8').trim().split('\n'))
  const own = [house.address.emotion, house.address.render, new URL(database).host]
  expect([...called].toSorted(), 'called by the services').toEqual(own.map((one) => one.replace(':', ' ')).toSorted())

  // It would have been seen.
  await page.evaluate(() => fetch('https://elsewhere.example/').catch(() => {}))
  expect(proxy.asked, 'the page may not even ask').toEqual([])
  await page.goto('http://elsewhere.example/').catch(() => {})
  expect(proxy.asked).toEqual(['GET http://elsewhere.example/ HTTP/1.1'])
})
