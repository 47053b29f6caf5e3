import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { endLeftServer, killNow } from '../services/gateway/test/embedded-support.ts'
import { connect, writerAt } from '../services/gateway/test/support.ts'
import { freePort } from './house.ts'
import { temporaryFolder } from './postgres.ts'

// What a person at a terminal sees of `npm start`. Processes are told from others by the folder they were given.

const root = path.resolve(import.meta.dirname, '..')
const sentence = 'There was only one bird.'
const notLinux = process.platform !== 'linux'

test.skipIf(notLinux)(
  'npm start says where the page is once a sentence can be painted; Ctrl-C leaves nothing behind',
  async () => {
    const place = await freshPlace()
    const house = npmStart(place)
    await house.ready()

    expect(await (await fetch(place.url)).text()).toContain('<div id="page">')
    const { connect, get } = await writerAt(place.url)
    const desk = await connect()
    desk.send({ type: 'write', id: '1', text: sentence })
    const { picture } = await desk.hear('1', 'picture')
    const bytes = await (await get(picture.url)).bytes()
    expect(Buffer.from(bytes.subarray(8, 12)).toString()).toBe('WEBP')
    const programs = ['deploy/start.ts', 'emotion/src/main.ts', 'render/src/main.ts', 'gateway/src/main.ts', 'postgres']
    for (const program of programs) expect(processesIn(place.folder).join('\n')).toContain(program)

    house.interrupt()
    await house.ended
    await nothingIsLeft(place)
    expect(house.output()).not.toMatch(/^\s+at /m)
  },
  60_000,
)

test.skipIf(notLinux)(
  'a house whose supervisor was killed ends; the next start finds what was written; SIGTERM to npm ends it too',
  async () => {
    const place = await freshPlace()
    const first = npmStart(place)
    await first.ready()
    const { sitting, headers, connect: open } = await writerAt(place.url)
    const desk = await open()
    desk.send({ type: 'write', id: '1', text: sentence })
    await desk.hear('1', 'kept')
    killNow(supervisorIn(place.folder))
    await first.ended
    await nothingIsLeft(place)

    const second = npmStart(place)
    await second.ready()
    const review = await (await fetch(`${place.url}/v1/sittings/${sitting}`, { headers })).json()
    expect(review).toMatchObject({ sentences: [{ id: '1', text: sentence }] })
    const again = await connect(place.url, sitting, headers)
    again.send({ type: 'resume', after: 0 })
    await again.hear('1', 'kept')
    second.terminate()
    await second.ended
    await nothingIsLeft(place)
  },
  90_000,
)

test.each(['GATEWAY_LISTEN', 'EMOTION_LISTEN'] as const)(
  'one line says that the address of %s is taken, even by something that answers like a house',
  async (name) => {
    const place = await freshPlace()
    const taker = net.createServer((socket) => {
      socket.on('error', () => {})
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')
    })
    onTestFinished(() => void taker.close())
    const { hostname, port } = new URL(`http://${place.env[name]}`)
    await once(taker.listen(Number(port), hostname), 'listening')

    const house = npmStart(place)
    expect(await house.ended).toBe(1)
    expect(house.output()).toBe(
      `AIW cannot start: ${place.env[name]} is already in use; stop what runs there, or choose another address\n`,
    )
    expect(fs.readdirSync(place.folder)).toEqual([])
    expect(processesIn(place.folder)).toEqual([])
  },
)

test.each([
  ['LOG_LEVEL', 'shout'],
  ['GATEWAY_LISTEN', 'nonsense'],
  ['DATABASE_URL', 'mysql://root:secret@somewhere/db'],
])('one line names %s when its value is no good, and keeps the value to itself', async (name, value) => {
  const place = await freshPlace()
  const house = npmStart(place, { [name]: value })
  expect(await house.ended).toBe(1)
  expect(house.output()).toMatch(new RegExp(`^AIW cannot start: bad configuration: ${name} .+\n$`))
  expect(house.output()).not.toContain(value)
  expect(fs.readdirSync(place.folder)).toEqual([])
})

test('an address that cannot be is refused in one line', async () => {
  const house = npmStart(await freshPlace(), { RENDER_LISTEN: '127.0.0.1:99999' })
  expect(await house.ended).toBe(1)
  expect(house.output()).toBe('AIW cannot start: 127.0.0.1:99999 cannot be listened on\n')
})

test.each([
  ['18.20.8', 1],
  ['24.11.1', 1],
  ['24.12.0', 0],
  ['26.0.0', 0],
])('Node %s is answered with one line or none', (version, status) => {
  const pretend = `for (const [name, value] of [['versions', { node: '${version}' }], ['version', 'v${version}']])
    Object.defineProperty(process, name, { value })
  import('./deploy/check-node.mjs')`
  const checked = spawnSync(process.execPath, ['-e', pretend], { cwd: root, encoding: 'utf8' })
  expect(checked.status).toBe(status)
  expect(checked.stderr).toMatch(
    status === 0 ? /^$/ : new RegExp(`^AIW needs Node 24.12 or newer; this is v${version}. .+\n$`),
  )
})

const oldNode = [process.env['OLD_NODE'], '/usr/local/bin/node', '/usr/bin/node'].find((node) => {
  if (!node || !fs.existsSync(node)) return false
  const [major = 0, minor = 0] = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
    .stdout.split('.')
    .map(Number)
  return major < 24 || (major === 24 && minor < 12)
})
test.skipIf(!oldNode)(
  `a Node that is really too old says so in one line (${oldNode ?? 'none on this machine'})`,
  () => {
    const { status, stdout, stderr } = spawnSync(oldNode!, ['deploy/check-node.mjs'], { cwd: root, encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/^AIW needs Node 24\.12 or newer; this is v[\d.]+\. .+\n$/)
  },
)

/** Where one house runs. */
interface Place {
  /** Of its own, empty; its path is in the environment of every process of this house. */
  folder: string
  url: string
  env: Record<'GATEWAY_LISTEN' | 'EMOTION_LISTEN' | 'EMOTION_ADDRESS' | 'RENDER_LISTEN' | 'RENDER_ADDRESS', string>
}

/** Free ports and an empty folder. Whatever still runs there after the test is ended. */
async function freshPlace(): Promise<Place> {
  const folder = temporaryFolder()
  onTestFinished(async () => {
    if (!notLinux) {
      await endLeftServer(path.join(folder, 'data/postgres'))
      for (const line of processesIn(folder)) killNow(Number.parseInt(line))
    }
    fs.rmSync(folder, { recursive: true, maxRetries: 5 })
  })
  const [gateway, emotion, render] = [await freePort(), await freePort(), await freePort()].map(
    (port) => `127.0.0.1:${port}`,
  ) as [string, string, string]
  const env = {
    GATEWAY_LISTEN: gateway,
    EMOTION_LISTEN: emotion,
    EMOTION_ADDRESS: emotion,
    RENDER_LISTEN: render,
    RENDER_ADDRESS: render,
  }
  return { folder, url: `http://${gateway}`, env }
}

/** `npm start` in a process group of its own, as a terminal has it. npm itself says nothing. */
function npmStart(place: Place, more: Record<string, string> = {}) {
  const npm = spawn('npm', ['start'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      npm_config_loglevel: 'silent',
      AIW_DATA: path.join(place.folder, 'data'),
      DATABASE_URL: '',
      LOG_LEVEL: 'info',
      RENDER_PAINTER_WORKERS: '1',
      ...place.env,
      ...more,
    },
  })
  let output = ''
  for (const stream of [npm.stdout, npm.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  const ended = once(npm, 'close').then(([code]) => code as number | null)
  return {
    output: () => output,
    /** Resolves with npm's exit code, null after a signal, when npm and all that could still print have ended. */
    ended,
    /** Resolves when the address was printed. */
    async ready() {
      const hasEnded = ended.then(() => Promise.reject(new Error(`npm start ended:\n${output}`)))
      hasEnded.catch(() => {})
      while (!output.includes(`AIW is ready: ${place.url}\n`)) await Promise.race([once(npm.stdout, 'data'), hasEnded])
    },
    /** As a terminal does on Ctrl-C: every process of the group hears it. */
    interrupt: () => process.kill(-npm.pid!, 'SIGINT'),
    /** As whoever ends npm alone. */
    terminate: () => npm.kill('SIGTERM'),
  }
}

/** Waits until no process of this house runs and none of its addresses is listened on. */
async function nothingIsLeft({ folder, env }: Place): Promise<void> {
  await expect.poll(() => processesIn(folder), { timeout: 12_000 }).toEqual([])
  for (const address of Object.values(env)) {
    const { hostname, port } = new URL(`http://${address}`)
    const socket = net.connect(Number(port), hostname)
    await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  }
}

/** Processes that were given a folder or work in it: number and command line. */
function processesIn(folder: string): string[] {
  const read = (pid: string, what: string) => {
    try {
      return what === 'cwd' ? fs.readlinkSync(`/proc/${pid}/cwd`) : fs.readFileSync(`/proc/${pid}/${what}`, 'utf8')
    } catch {
      return ''
    }
  }
  const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids
    .filter((pid) => ['cmdline', 'environ', 'cwd'].some((what) => read(pid, what).includes(folder)))
    .map((pid) => `${pid} ${read(pid, 'cmdline').replaceAll('\0', ' ').trim()}`)
}

/** The process that started the services of this house, and no other's. */
function supervisorIn(folder: string): number {
  const line = processesIn(folder).find((one) => /^\d+ \S*node deploy\/start\.ts$/.test(one))
  if (line === undefined) throw new Error('there is no supervisor')
  return Number.parseInt(line)
}
