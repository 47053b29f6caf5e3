// How long the loop takes on this machine, as a table: npm run bench. Some one and a half minutes; loopback only.
import path from 'node:path'
import { Client } from 'pg'
import { startPostgres } from '../../services/gateway/src/db/embedded.ts'
import { startHouse } from '../house.ts'
import {
  commitTimes,
  digits,
  echoTimes,
  noSteps,
  quantile,
  sentences,
  type Steps,
  steps,
  type Times,
  writerAt,
} from './measure.ts'
import { cleanUp, folderOnDisk, helper, kept, machine, running } from './running.ts'

/** Rounds over all sentences with the painter that costs nothing. */
const instantRounds = 4
const writersAtOnce = [1, 3]

await running(bench)

async function bench(): Promise<void> {
  const data = path.join(folderOnDisk(), 'data')
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

  console.log(`${machine()}; the writers run on the same machine. Milliseconds from sending a sentence, p50 / p95.\n`)
  console.log(table(real, instant, yardsticks))
}

/** Starts a house, lets writers write at once, and stops it. The first sentences warm it up and are not counted. */
async function houseTimes(
  database: string,
  variables: NodeJS.ProcessEnv,
  rounds: number,
  gauge: () => Promise<void>,
): Promise<Steps[]> {
  // As many painters as a house has unless it is told otherwise: tests have one.
  const house = await kept(startHouse(database, { LOG_LEVEL: 'info', RENDER_PAINTER_WORKERS: '', ...variables }))
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
