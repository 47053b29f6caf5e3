// How long the loop takes on this machine, as a table: npm run bench. Some one and a half minutes; loopback only.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { startPostgres } from '../../services/gateway/src/db/embedded.ts'
import { startHouse } from '../house.ts'
import { commitTimes, echoTimes, noSteps, quantile, type Steps, steps, type Times, writerAt } from './measure.ts'

/** Written in turn, by every writer from another one on. */
const sentences = [
  'I used to think there would be many people here, then in the end there was only one bird.',
  '我曾经认为这里会有很多人,然后最后只有一只鸟。',
  'The kitchen smelled of coffee and my grandmother was singing.',
  '雨一直下，我一个人在窗边等电话。',
  'Nothing I do ever works out.',
  '孩子们在海边放风筝，笑得停不下来。',
  'His chair has been empty since March.',
  '夜里的火车站很冷，我找不到回家的路。',
  'We danced in the garden until the lamps went out, and I was happy.',
  '我总是让别人失望。',
  'I am so angry that I slammed the door and walked into the storm.',
  '外婆在河边洗衣服，我抱着那只小猫。',
]
/** Rounds over all sentences with the painter that costs nothing. */
const instantRounds = 4
const writersAtOnce = [1, 3]

const cleanUp: (() => unknown)[] = []
let ending: Promise<void> | undefined
/** Undoes what was begun, last first; once. */
const end = () =>
  (ending ??= (async () => {
    for (const act of cleanUp.toReversed()) await (async () => act())().catch(() => {})
  })())
let isInterrupted = false
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    isInterrupted = true
    void end().then(() => process.exit(130))
  })

try {
  await bench()
} catch (error) {
  if (!isInterrupted) throw error
} finally {
  await end()
}

async function bench(): Promise<void> {
  const folder = folderOnDisk()
  cleanUp.push(() => fs.rmSync(folder, { recursive: true, force: true }))
  const data = path.join(folder, 'data')
  const postgres = await kept(startPostgres({ folder: data, fallback: data }))
  const client = new Client(postgres.url)
  client.on('error', () => {})
  await client.connect()
  cleanUp.push(() => client.end())

  const echo = await helper('echo.ts')
  const painter = await helper('instant-painter.ts')
  const yardsticks: { echo: Times; commit: Times } = { echo: [], commit: [] }
  const gauge = async () => {
    yardsticks.echo.push(...(await echoTimes(echo, 300)))
    yardsticks.commit.push(...(await commitTimes(client, 100)))
  }

  const real = await houseTimes(postgres.url, {}, 1, gauge)
  const instant = await houseTimes(postgres.url, { RENDER_ADDRESS: `127.0.0.1:${painter}` }, instantRounds, gauge)

  const [{ model } = { model: 'unknown' }] = os.cpus()
  console.log(
    `${os.availableParallelism()} cores of ${model.trim()}, Node ${process.versions.node}, ${os.platform()}; the writers run on the same machine. Milliseconds from sending a sentence, p50 / p95.\n`,
  )
  console.log(table(real, instant, yardsticks))
}

/** What is being started and must be stopped, even when the end comes before it has started. */
function kept<T extends { stop(): unknown }>(starting: Promise<T>): Promise<T> {
  cleanUp.push(async () => (await starting).stop())
  return starting
}

/** Starts a house, lets writers write at once, and stops it. The first sentences warm it up and are not counted. */
async function houseTimes(
  database: string,
  variables: NodeJS.ProcessEnv,
  rounds: number,
  gauge: () => Promise<void>,
): Promise<Steps[]> {
  const house = await kept(startHouse(database, { LOG_LEVEL: 'info', ...variables }))
  const writers = await Promise.all(Array.from({ length: Math.max(...writersAtOnce) }, () => writerAt(house.url)))
  for (const text of sentences.slice(0, 3 * rounds)) await writers[0]!.write(text, noSteps())
  const results: Steps[] = []
  for (const count of writersAtOnce) {
    await gauge()
    const times = noSteps()
    const writeAll = async (first: number) => {
      for (let i = 0; i < sentences.length * rounds; i++)
        await writers[first]!.write(sentences[(i + 4 * first) % sentences.length]!, times)
    }
    await Promise.all(Array.from({ length: count }, (_, first) => writeAll(first)))
    results.push(times)
  }
  await gauge()
  for (const writer of writers) writer.leave()
  await house.stop()
  return results
}

/** Starts a process of this folder; resolves with the port it tells. It ends with this process, however that ends. */
async function helper(file: string): Promise<number> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, file), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  cleanUp.push(async () => {
    child.kill('SIGTERM')
    await ended
  })
  const [port] = (await once(child, 'message')) as [number]
  return port
}

/** A new folder where fsync means something: in memory it costs nothing. */
function folderOnDisk(): string {
  const inMemory = 0x01021994
  const places = [fs.realpathSync(os.tmpdir()), '/var/tmp', process.cwd()]
  const place = places.find((one) => fs.existsSync(one) && fs.statfsSync(one).type !== inMemory) ?? places[0]!
  const folder = fs.mkdtempSync(path.join(place, 'aiw-bench-'))
  fs.chmodSync(folder, 0o711)
  return folder
}

/** Three digits are more than a measurement here is worth. */
function digits(ms: number): string {
  return String(Number(ms.toPrecision(ms < 1 ? 2 : 3)))
}

function table(real: Steps[], instant: Steps[], { echo, commit }: { echo: Times; commit: Times }): string {
  const cell = (times: Times) => `${digits(quantile(times, 0.5))} / ${digits(quantile(times, 0.95))}`
  const row = (name: string, times: Steps) => `| ${name} | ${steps.map((step) => cell(times[step])).join(' | ')} |`
  const writers = (count: number) => (count === 1 ? '1 writer' : `${count} writers at once`)
  const bare = quantile(echo, 0.5) + quantile(commit, 0.5)
  const kept = quantile(instant[0]!.kept, 0.5)
  const whole = quantile(instant[0]!.picture, 0.5)
  return [
    '| from sending to | kept | reading | first preview | picture | its bytes |',
    '| --- | --- | --- | --- | --- | --- |',
    ...real.map((times, i) => row(`built-in painter, ${writers(writersAtOnce[i]!)}`, times)),
    ...instant.map((times, i) => row(`painter that costs nothing, ${writers(writersAtOnce[i]!)}`, times)),
    '',
    '| to compare, in the same run | p50 / p95 |',
    '| --- | --- |',
    `| a bare \`ws\` echo | ${cell(echo)} |`,
    `| a bare INSERT, committed with fsync | ${cell(commit)} |`,
    '',
    `Kept costs ${(kept / bare).toFixed(1)} times an echo and a commit; the whole loop without the painting ${(whole / bare).toFixed(1)} times.`,
  ].join('\n')
}
