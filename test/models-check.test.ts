import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

// npm run models:check, on real files.

const root = path.resolve(import.meta.dirname, '..')
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'aiw-models-'))
  await cp(path.join(root, 'services/render/recipes'), path.join(folder, 'recipes'), { recursive: true })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex')
const unet = Buffer.alloc(3_000_000, 'paint')
const small = Buffer.from('a small model')

/** Puts a file where a node would have it. */
async function put(file: string, data: Buffer): Promise<void> {
  await mkdir(path.dirname(path.join(folder, 'models', file)), { recursive: true })
  await writeFile(path.join(folder, 'models', file), data)
}

/** Lets the recipe of SDXL ask for the files of this test. */
async function ask(hashes: readonly [string | null, string | null], bytes: number | null): Promise<void> {
  const file = path.join(folder, 'recipes/sdxl-lightning.json')
  const recipe = JSON.parse(await readFile(file, 'utf8')) as {
    models: { sha256: string | null; bytes: number | null }[]
  }
  recipe.models.forEach((model, i) => Object.assign(model, { sha256: hashes[i], bytes: i === 0 ? bytes : null }))
  await writeFile(file, JSON.stringify(recipe))
}

function check(...more: string[]): Promise<{ code: number; lines: string[] }> {
  const words = ['deploy/models-check.ts', '--recipes', path.join(folder, 'recipes'), ...more]
  return new Promise((resolve) =>
    execFile(process.execPath, words, { cwd: root }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, lines: (stdout + stderr).split('\n').filter(Boolean) }),
    ),
  )
}
const models = () => ['--models', path.join(folder, 'models')]
const checkpoint = 'checkpoints/sd_xl_base_1.0.safetensors'
const lightning = 'loras/sdxl_lightning_4step_lora.safetensors'

test('each file on a line: right, or not pinned and then with its hash', async () => {
  await put(checkpoint, unet)
  await put(lightning, small)
  await ask([sha256(unet), null], unet.length)
  const { code, lines } = await check(...models(), '--recipe', 'sdxl-lightning')
  expect(lines).toEqual([
    `ok        ${checkpoint}  0.00 GB`,
    `unpinned  ${lightning}  sha256 ${sha256(small)}: put it into the recipe to pin it`,
    expect.stringMatching(/^absent {4}loras\/EnvyImpressionismXL01\.safetensors {2}optional; Hugging Face, /),
    'sdxl-lightning: complete',
  ])
  expect(code).toBe(0)
})

test('a file cut short is told by its size, a missing one with where it comes from', async () => {
  await put(checkpoint, unet.subarray(0, 1_000))
  await ask([sha256(unet), sha256(small)], unet.length)
  const { code, lines } = await check(...models(), '--recipe', 'sdxl-lightning')
  expect(lines[0]).toBe(`wrong     ${checkpoint}  has 1000 bytes, the recipe says ${unet.length}`)
  expect(lines[1]).toMatch(
    /^missing {3}loras\/sdxl_lightning_4step_lora\.safetensors {2}Hugging Face, ByteDance\/SDXL-Lightning \(/,
  )
  expect(lines.at(-1)).toBe('sdxl-lightning: 1 missing, 1 wrong')
  expect(code).toBe(1)
})

test('one complete recipe is enough where none is named, unless a file is wrong', async () => {
  await put(checkpoint, unet)
  await put(lightning, small)
  await ask([sha256(unet), sha256(small)], null)
  expect((await check(...models())).code).toBe(0)
  await ask([sha256(unet), sha256(unet)], null)
  const { code, lines } = await check(...models())
  expect(lines).toContain(`wrong     ${lightning}  sha256 is ${sha256(small)}, the recipe says ${sha256(unet)}`)
  expect(code).toBe(1)
})

test('nothing at all, no folder named, no such recipe, a broken recipe: each fails and says why', async () => {
  const [nothing, unnamed, unknown] = await Promise.all([
    check(...models()),
    check(),
    check(...models(), '--recipe', 'nope'),
  ])
  expect(nothing.code).toBe(1)
  expect(unnamed).toEqual({ code: 2, lines: [expect.stringMatching(/^usage: npm run models:check/)] })
  expect(unknown.lines[0]).toMatch(/^no recipe nope; there are z-image-turbo, /)
  await writeFile(path.join(folder, 'recipes/sd15-lcm.json'), '{}')
  expect(await check(...models())).toEqual({ code: 2, lines: [expect.stringMatching(/sd15-lcm\.json: /)] })
})
