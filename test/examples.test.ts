import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningHouse, startHouse } from './house.ts'
import { temporaryFolder, testDatabase } from './postgres.ts'

// Every command that examples/README.md and README.md show is run as it stands there, but for addresses and files.

const root = path.resolve(import.meta.dirname, '..')
const run = promisify(execFile)

const folder = temporaryFolder()
const picture = path.join(folder, 'picture.webp')
let database: Awaited<ReturnType<typeof testDatabase>>
let house: RunningHouse
beforeAll(async () => {
  database = await testDatabase()
  // What is shown is a corrected reading, however busy the machine is.
  house = await startHouse(database.url, { EMOTION_READER_TIMEOUT_MS: '10000' })
})
afterAll(async () => {
  await house?.stop()
  await database?.drop()
  fs.rmSync(folder, { recursive: true })
})

/** Blocks of commands in a document; with what is shown right below them, if anything is. */
function commandsIn(file: string): { commands: string; shown: string | undefined }[] {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  return [...text.matchAll(/^```sh\n(.*?)^```\n(?:\n```(?:text|json)\n(.*?)^```\n)?/gms)].map(
    ([, commands, shown]) => ({
      commands: commands!,
      shown,
    }),
  )
}
const isExample = ({ commands }: { commands: string }) => /examples\/|buf curl/.test(commands)
const examples = commandsIn('examples/README.md')
const title = (commands: string) => (/\S+\/\S+$/.exec(commands.trim()) ?? [commands.split('\n')[0]!])[0]

test.each(examples.map(({ commands, shown }) => [title(commands), commands, shown!]))(
  'examples/README.md shows what happens: %s',
  async (_, commands, shown) => {
    expect(await printedBy(commands)).toMatch(asPattern(shown))
  },
)

test.each(examples.map(({ commands }) => commands.trim()).filter((commands) => commands.includes('picture.webp')))(
  'a whole picture is saved: %s',
  async (commands) => {
    fs.rmSync(picture, { force: true })
    await printedBy(commands)
    expect(sizeOfWebp(picture)).toEqual([1024, 640])
  },
)

test('every example has its place in examples/README.md', () => {
  const shown = examples.map(({ commands }) => commands).join('\n')
  for (const file of fs.readdirSync(path.join(root, 'examples')).filter((name) => name.endsWith('.ts')))
    expect(shown).toContain(`node examples/${file}`)
  for (const call of ['EmotionService/Read', 'RenderService/Paint', 'grpc.health.v1.Health/Check'])
    expect(shown).toMatch(new RegExp(`buf curl .*${call}`, 's'))
  expect(examples.map(({ shown }) => typeof shown)).toEqual(examples.map(() => 'string'))
})

test('what README.md shows of them works, too', async () => {
  const blocks = commandsIn('README.md').filter(isExample)
  expect(blocks.length).toBeGreaterThan(0)
  for (const { commands } of blocks) expect(await printedBy(commands)).not.toBe('')
})

/** What commands print, pictures in base64 left out; rejects when one of them fails. */
async function printedBy(commands: string): Promise<string> {
  const here = commands
    .replaceAll('127.0.0.1:50051', house.address.emotion)
    .replaceAll('127.0.0.1:50052', house.address.render)
    .replaceAll('127.0.0.1:8080', house.address.gateway)
    .replaceAll('picture.webp', picture)
  const { stdout } = await run('sh', ['-euc', here], {
    cwd: root,
    maxBuffer: 8 * 1024 ** 2,
    env: {
      ...process.env,
      PATH: [path.dirname(process.execPath), path.join(root, 'node_modules/.bin'), process.env['PATH']].join(':'),
      AIW: house.url,
      EMOTION_ADDRESS: house.address.emotion,
      RENDER_ADDRESS: house.address.render,
      NO_COLOR: '1',
    },
  })
  return stdout.replaceAll(picture, 'picture.webp').replaceAll(/[A-Za-z0-9+/]{100,}=*/g, '…')
}

/** What is shown, as a pattern: an ellipsis alone in a line stands for any lines or none, within a line for anything in it. */
function asPattern(shown: string): RegExp {
  const pattern = shown
    .replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replace(/^…\n/gm, '(?:.*\n)*?')
    .replaceAll('…', '.*')
  return new RegExp(`^${pattern}$`)
}

/** Width and height in pixels of a lossy WebP file (RFC 9649). */
function sizeOfWebp(file: string): [number, number] {
  const bytes = fs.readFileSync(file)
  expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 16)]).toEqual(['RIFF', 'WEBPVP8 '])
  return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff]
}
