import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { usableBinaries } from '../src/db/embedded-files.ts'
import {
  elsewhere,
  freshFolder,
  isRoot,
  killNow,
  obstacle,
  ordinary,
  postmasterOf,
  start,
  usedFolder,
} from './embedded-support.ts'
import { query } from './query.ts'

/** Another user of the machine, without rights of any kind. */
const stranger = { uid: 65533, gid: 65533 }
const readAsStranger = (file: string) => spawnSync('cat', [file], { ...stranger, encoding: 'utf8' })

test('nobody connects without the password, and the superuser not even with it', async () => {
  const { url } = await start({ folder: await usedFolder() })
  const as = (user: string, password: string) => {
    const other = new URL(url)
    Object.assign(other, { username: user, password })
    return query(other.href, 'select 1')
  }
  await expect(as('aiw', 'guessed')).rejects.toMatchObject({ code: '28P01' })
  await expect(as('aiw', '')).rejects.toThrow(/password/)
  await expect(as('postgres', new URL(url).password)).rejects.toMatchObject({ code: '28000' })
  expect(await as('aiw', new URL(url).password)).toHaveLength(1)
  await expect(query(url, `copy (select 1) to program 'cat'`)).rejects.toMatchObject({ code: '42501' })
})

test.runIf(process.platform === 'linux')('the server listens on 127.0.0.1 and nowhere else', async () => {
  const { url } = await start({ folder: await usedFolder() })
  const port = Number(new URL(url).port)
  const listeners = ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((table) => fs.readFileSync(table, 'utf8').split('\n'))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === '0A' && Number.parseInt(local!.split(':')[1]!, 16) === port)
  expect(listeners.map(([, local]) => local!.split(':')[0])).toEqual(['0100007F'])
})

test('access that somebody widened by hand is narrow again at the next start', async () => {
  const folder = await usedFolder()
  fs.writeFileSync(path.join(folder, 'pg_hba.conf'), 'host all all 127.0.0.1/32 trust\n')
  for (const name of ['', 'password', 'cluster']) fs.chmodSync(path.join(folder, name), 0o755)

  const guess = new URL((await start({ folder })).url)
  guess.password = 'guessed'
  await expect(query(guess.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  const modes = ['', 'password', 'cluster'].map((name) => fs.statSync(path.join(folder, name)).mode & 0o007)
  expect(modes).toEqual([0, 0, 0])
})

test('another user of the machine can read nothing in the folder', async ({ skip }) => {
  skip(!isRoot, 'only root can act as another user')
  const folder = await usedFolder()
  await start({ folder })
  fs.writeFileSync(path.join(path.dirname(folder), 'public'), 'words')
  expect(readAsStranger(path.join(path.dirname(folder), 'public')).stdout).toBe('words')

  for (const name of ['password', 'pg_hba.conf', 'cluster/PG_VERSION', 'cluster/postmaster.pid'])
    expect(readAsStranger(path.join(folder, name)).stderr).toContain('Permission denied')
  expect(spawnSync('ls', [folder], { ...stranger, encoding: 'utf8' }).stderr).toContain('Permission denied')
})

test('an ordinary user runs it in a folder of their own', async ({ skip }) => {
  skip(obstacle !== undefined, obstacle)
  const folder = freshFolder()
  fs.chownSync(path.dirname(folder), ordinary!.uid, ordinary!.gid)
  const gateway = elsewhere({ folder }, ordinary)
  const { url } = await gateway.started()
  await query(url, 'create table kept (n serial primary key)')
  gateway.order('write')
  await gateway.more(5)
  const { uid, mode } = fs.statSync(folder)
  expect({ uid, mode: mode & 0o777 }).toEqual({ uid: ordinary!.uid, mode: 0o700 })

  gateway.kill()
  await gateway.ended
  const next = elsewhere({ folder }, ordinary)
  expect(await next.started()).toMatchObject({ adopted: true })
  next.order('stop')
  await next.ended
})

test("root keeps the data elsewhere when the server's user cannot get to the folder, and for good", async ({
  skip,
}) => {
  skip(!isRoot, 'only root runs the server as another user')
  const folder = freshFolder()
  const fallback = path.join(freshFolder(), 'lib/aiw')
  const lines: unknown[] = []
  const log = { debug() {}, info() {}, warn: (...line: unknown[]) => lines.push(line), error() {} }
  fs.chmodSync(path.dirname(folder), 0o700)
  const first = await start({ folder, fallback, log })
  await query(first.url, 'create table kept ()')
  await first.stop()
  expect(first.folder).toBe(fallback)
  expect(lines).toEqual([[{ wanted: folder, folder: fallback }, expect.stringContaining('kept elsewhere')]])

  fs.chmodSync(path.dirname(folder), 0o755)
  const second = await start({ folder, fallback })
  expect(second.folder).toBe(fallback)
  expect(await query(second.url, 'select * from kept')).toEqual([])
})

test('root runs a server that the user it runs as cannot change', async ({ skip }) => {
  skip(!isRoot, 'only root runs the server as another user')
  const folder = await usedFolder()
  await start({ folder })
  const program = fs.readlinkSync(`/proc/${postmasterOf(folder)}/exe`)
  const owned = [program, path.dirname(program), folder, path.join(folder, 'pg_hba.conf')]
  expect(owned.map((at) => fs.statSync(at).uid)).toEqual([0, 0, 0, 0])
})

test('programs the server could not reach are copied to where it can, complete and root’s own', ({ skip }) => {
  skip(!isRoot, 'only root runs the server as another user')
  const native = path.join(freshFolder(), 'native')
  for (const name of ['bin', 'lib']) fs.mkdirSync(path.join(native, name), { recursive: true })
  fs.writeFileSync(path.join(native, 'bin/postgres'), 'program', { mode: 0o700 })
  fs.writeFileSync(path.join(native, 'lib/libpq.so.5.18'), 'library', { mode: 0o600 })
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
  fs.writeFileSync(path.join(native, 'pg-symlinks.json'), JSON.stringify(links))
  fs.chmodSync(native, 0o700)

  const copied = () =>
    usableBinaries({ native, version: '18' }, path.dirname(freshFolder()), { uid: 65534, gid: 65534 })
  const copy = copied()
  const read = ['bin/postgres', 'lib/libpq.so.5'].map((name) => readAsStranger(path.join(copy, name)).stdout)
  expect(read).toEqual(['program', 'library'])
  const { uid, mode } = fs.statSync(path.join(copy, 'bin/postgres'))
  expect({ uid, mode: mode & 0o777 }).toEqual({ uid: 0, mode: 0o755 })
})

test.runIf(process.platform === 'linux')(
  "no word of a statement reaches the server's log, even when it fails or its worker is killed",
  async () => {
    const folder = await usedFolder()
    const server = await start({ folder })
    const command = fs
      .readFileSync(`/proc/${postmasterOf(folder)}/cmdline`, 'utf8')
      .split('\0')
      .slice(0, -1)
    await server.stop()
    const account = isRoot ? { uid: 65534, gid: 65534 } : {}
    const child = spawn(command[0]!, command.slice(1), { ...account, stdio: ['ignore', 'ignore', 'pipe'] })
    const ended = once(child, 'close')
    onTestFinished(async () => {
      child.kill('SIGQUIT')
      await ended
    })
    let log = ''
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (log += chunk))
    await vi.waitFor(() => query(server.url, `create table page (words text check (words = ''))`), 10_000)

    await expect(query(server.url, `insert into page values ('heartbroken')`)).rejects.toThrow('violates')
    await expect(query(server.url, `select 'heartbroken'::int`)).rejects.toThrow('heartbroken')
    const busy = query(server.url, `select 'heartbroken', pg_sleep(60)`).catch(() => 'cut off')
    const workers = `select pid from pg_stat_activity where query like '%pg_sleep(60)'`
    const pid = await vi.waitUntil(async () => (await query<{ pid: number }>(server.url, workers))[0]?.pid, 10_000)
    killNow(pid)
    expect(await busy).toBe('cut off')
    await expect.poll(() => log).toContain('was terminated by signal 9')
    expect(log).not.toContain('heartbroken')
  },
)
