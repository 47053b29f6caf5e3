import fs from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import {
  childrenOf,
  dice,
  elsewhere,
  freshFolder,
  killAll,
  killNow,
  postmasterOf,
  start,
  usedFolder,
} from './embedded-support.ts'
import { query } from './query.ts'

const table = 'create table kept (n serial primary key)'
const countOf = async (url: string): Promise<number[]> =>
  (await query<{ n: number }>(url, 'select n from kept order by n')).map(({ n }) => n)

test('a first start makes a database that keeps what it acknowledges, as an ordinary role', async () => {
  const { url, adopted } = await start({ folder: freshFolder() })

  const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'listen_addresses', 'TimeZone']
  const shown = await Promise.all(names.map((name) => query<object>(url, `show ${name}`)))
  expect(shown.map(([row]) => Object.values(row!)[0])).toEqual(['on', 'on', 'on', 'on', '127.0.0.1', 'UTC'])
  expect(await query(url, 'select rolname, rolsuper from pg_roles where rolname = current_user')).toEqual([
    { rolname: 'aiw', rolsuper: false },
  ])
  expect(adopted).toBe(false)
})

test('a stopped server leaves no process, and the next start finds its rows', async () => {
  const folder = await usedFolder()
  const before = await start({ folder })
  await query(before.url, table)
  await query(before.url, 'insert into kept default values')
  const postmaster = postmasterOf(folder)
  await before.stop()
  await vi.waitFor(() => expect(() => process.kill(postmaster, 0)).toThrow('ESRCH'), 10_000)
  expect(fs.existsSync(path.join(folder, 'cluster', 'postmaster.pid'))).toBe(false)

  const after = await start({ folder })
  expect(await countOf(after.url)).toEqual([1])
})

test('the server of a gateway that was killed is adopted with its rows', async () => {
  const folder = await usedFolder()
  const gateway = elsewhere({ folder })
  await query((await gateway.started()).url, table)
  gateway.order('write')
  await gateway.more(20)
  gateway.kill()
  await gateway.ended
  const postmaster = postmasterOf(folder)

  const { url, adopted } = await start({ folder })
  expect(adopted).toBe(true)
  expect(postmasterOf(folder)).toBe(postmaster)
  expect(await countOf(url)).toEqual(expect.arrayContaining(gateway.kept))
})

test('a server left running with other settings is replaced', async () => {
  const folder = await usedFolder()
  const gateway = elsewhere({ folder, settings: { fsync: 'off' } })
  await gateway.started()
  gateway.kill()
  await gateway.ended

  const { url, adopted } = await start({ folder })
  expect(adopted).toBe(false)
  expect(await query(url, 'show fsync')).toEqual([{ fsync: 'on' }])
})

test('every acknowledged row survives kill -9 of the gateway, the server and all its workers while they write', async () => {
  const folder = await usedFolder()
  const random = dice(2)
  const acknowledged: number[] = []
  for (let round = 0; round < 6; round++) {
    const gateway = elsewhere({ folder })
    const { url } = await gateway.started()
    if (round === 0) await query(url, table)
    expect(await countOf(url)).toEqual(expect.arrayContaining(acknowledged))
    gateway.order('write')
    await gateway.more(1 + random(300))
    if (random(2) === 0) gateway.kill()
    killAll(folder)
    gateway.kill()
    await gateway.ended
    acknowledged.push(...gateway.kept)
  }

  const { url } = await start({ folder })
  expect(acknowledged.length).toBeGreaterThan(100)
  expect(await countOf(url)).toEqual(expect.arrayContaining(acknowledged))
})

test('a server killed under a living gateway is started again at the same address, with every row', async () => {
  const folder = await usedFolder()
  const { url } = await start({ folder })
  await query(url, table)
  for (const victim of [() => postmasterOf(folder), () => childrenOf(postmasterOf(folder))[0]!]) {
    await query(url, 'insert into kept default values')
    killNow(victim())
    await vi.waitFor(() => query(url, 'select 1'), { timeout: 10_000, interval: 20 })
  }
  // A server may answer once more before it notices that a process of its own was killed.
  const rows = await vi.waitFor(() => countOf(url), { timeout: 10_000, interval: 20 })
  expect(rows).toHaveLength(2)
})

test('a server that is stopped while it recovers from a crash ends, and opens again', async () => {
  const folder = await usedFolder()
  const gateway = elsewhere({ folder })
  await gateway.started()
  const postmaster = postmasterOf(folder)
  const before = childrenOf(postmaster)
  killNow(before[0]!)
  gateway.kill()
  await vi.waitUntil(() => childrenOf(postmaster).some((pid) => !before.includes(pid)), { interval: 1 })
  process.kill(postmaster, 'SIGINT')

  const { url } = await start({ folder })
  expect(postmasterOf(folder)).not.toBe(postmaster)
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test.for([
  ['names a stranger', `${process.pid}\n`],
  ['was being written', ''],
])('a pid file that %s does not stop the start', async ([, text]) => {
  const folder = await usedFolder()
  const file = path.join(folder, 'cluster', 'postmaster.pid')
  fs.writeFileSync(file, text!)
  fs.utimesSync(file, 0, 0)

  const { url } = await start({ folder })
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a first start that was killed half way does no harm to the next one', async () => {
  const folder = freshFolder()
  const interrupted = elsewhere({ folder })
  await expect.poll(() => halfMade(folder), { timeout: 10_000, interval: 2 }).toHaveLength(1)
  interrupted.kill()
  await interrupted.ended
  expect(fs.existsSync(path.join(folder, 'cluster'))).toBe(false)

  const { url } = await start({ folder })
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('Ctrl-C reaches the gateway and not its server, so the gateway can keep a last sentence and close', async () => {
  const folder = await usedFolder()
  const gateway = elsewhere({ folder })
  await query((await gateway.started()).url, table)
  gateway.interrupt()
  await gateway.ended

  expect(gateway.kept).toEqual([1])
  expect(fs.existsSync(path.join(folder, 'cluster', 'postmaster.pid'))).toBe(false)
})

test('a second gateway is told who uses the folder, and does the first one no harm', async () => {
  const folder = await usedFolder()
  const { url } = await start({ folder })

  const second = elsewhere({ folder })
  expect(await second.refused()).toEqual({
    code: 'busy',
    message: `Another gateway (process ${process.pid}) uses the data folder ${folder}`,
  })
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('of two gateways that start on a new folder at once, one gets it', async () => {
  const folder = freshFolder()
  const both = [elsewhere({ folder }), elsewhere({ folder })]
  const outcomes = await Promise.allSettled(both.map((gateway) => gateway.started()))
  const refusals = await Promise.allSettled(both.map((gateway) => gateway.refused()))

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(refusals.find((refusal) => refusal.status === 'fulfilled')?.value.code).toBe('busy')
})

const halfMade = (folder: string): string[] =>
  fs.existsSync(folder)
    ? fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'PG_VERSION')))
    : []
