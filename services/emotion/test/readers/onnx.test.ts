import fs from 'node:fs'
import path from 'node:path'
import { createLogger } from '@aiw/kit/log'
import { describe, expect, onTestFinished, test } from 'vitest'
import { opinionOfScores, readManifest } from '../../src/readers/onnx-manifest.ts'
import { onnxReader } from '../../src/readers/onnx.ts'
import { logged, sha256, tinyModel, tinyOnnx } from './support.ts'

const silent = createLogger('test', 'silent')
const never = new AbortController().signal

async function readerOf(
  ...[folder, timeoutMs = 10_000, log = silent, ...more]: Partial<Parameters<typeof onnxReader>>
) {
  const reader = await onnxReader(folder ?? tinyModel(), timeoutMs, log, ...more)
  onTestFinished(() => reader.close())
  return reader
}

/** Processes that this one has started to read with a model. Linux only. */
const processes = () =>
  fs.readdirSync('/proc').filter((pid) => {
    try {
      const isOurs = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(process.pid)
      return isOurs && fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('onnx-process.ts')
    } catch {
      return false // not a process, or gone meanwhile
    }
  })

/** A program in place of the one that reads. */
const program = (code: string) => {
  const file = path.join(tinyModel(), 'program.mjs')
  fs.writeFileSync(file, code)
  return new URL(`file://${file}`)
}

describe('a folder with a model', () => {
  test('reads what its labels mean', async () => {
    const reader = await readerOf()
    expect(reader.name).toBe('onnx/tiny-2')
    const glad = await reader.read('Glad glad, glad!', [], never)
    const sad = await reader.read('sad sad sad', [], never)
    expect(glad.valence).toBeGreaterThan(0.6)
    expect(sad.valence).toBeLessThan(-0.6)
    expect(sad.kinds!.sadness).toBeGreaterThan(0.9)
    expect(sad.confidence).toBeCloseTo(sad.kinds!.sadness!, 5)
    expect(sad).not.toHaveProperty('dominance')
  })

  test('reads any text: long, of words it does not know, in Chinese, of blanks', async () => {
    const reader = await readerOf()
    for (const text of ['sad '.repeat(500), '我很难过', '🐦', ' ', 'x'.repeat(2_000)])
      expect((await reader.read(text, [], never)).confidence).toBeGreaterThan(0)
    // What is over its 16 tokens is cut: the end is not read.
    const cut = await reader.read(`${'glad '.repeat(20)}${'sad '.repeat(200)}`, [], never)
    expect(cut.valence).toBeGreaterThan(0.6)
  })

  test('answers many at once, each its own', async () => {
    const reader = await readerOf()
    const texts = Array.from({ length: 12 }, (_, i) => (i % 2 ? 'sad sad' : 'glad glad'))
    const valences = (await Promise.all(texts.map((text) => reader.read(text, [], never)))).map(
      ({ valence }) => valence!,
    )
    expect(valences.map(Math.sign)).toEqual(texts.map((_, i) => (i % 2 ? -1 : 1)))
  })

  test('numbers that are none fail the text and leave the reader well', async () => {
    const reader = await readerOf()
    await expect(reader.read('huge', [], never)).rejects.toMatchObject({ code: 'internal' })
    expect((await reader.read('glad', [], never)).valence).toBeGreaterThan(0)
  })

  test('a text nobody waits for any more is not read', async () => {
    const reader = await readerOf(tinyModel(), -1)
    await expect(reader.read('glad', [], never)).rejects.toMatchObject({ code: 'internal' })
  })
})

describe('a folder that is not as it says does not start', () => {
  test.each([
    ['there is no folder', () => '/nowhere', /^\/nowhere\/reader.json cannot be read \(ENOENT\)$/],
    ['the manifest is not JSON', () => withFile('reader.json', '{'), /reader.json is not JSON$/],
    ['the manifest names no version', () => tinyModel({ manifest: { version: undefined } }), /reader.json .* version/],
    ['the manifest says more', () => tinyModel({ manifest: { extra: 1 } }), /reader.json is not as it must be/],
    ['a file lies elsewhere', () => manifestFor('../model.onnx'), /\/files\/model\/file must match/],
    ['a kind is none of ours', () => labels({ label: 'a', kinds: { envy: 1 } }), /\/labels\/0\/kinds/],
    ['no label means anything', () => labels({ label: 'a' }), /no label says what it means$/],
    ['a file is missing', () => withFile('model.onnx', undefined), /model.onnx cannot be read \(ENOENT\)$/],
    ['a file has changed', () => withFile('model.onnx', 'x'), /model.onnx is not the file of reader.json: its SHA-256/],
    ['the vocabulary has changed', () => withFile('tokenizer.json', '{}'), /tokenizer.json is not the file/],
    ['the model is none', () => tinyModel({ model: Buffer.from('no model') }), /model.onnx is no ONNX model/],
    ['the tokenizer is none', () => tinyModel({ tokenizer: { model: 1 } }), /tokenizer’s files are not/],
    ['the model asks for more', () => tinyModel({ model: tinyOnnx(3, 'pixels') }), /has an input that is not int64/],
    [
      'labels are too few',
      () => tinyModel({ model: tinyOnnx(5) }),
      /model.onnx gives 5 numbers where reader.json has 3$/,
    ],
  ])('%s', async (_name, folder, line) => {
    const failed = onnxReader(folder(), 1_000, silent)
    await expect(failed).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(line) })
    await expect(failed).rejects.toMatchObject({ message: expect.not.stringContaining('\n') })
  })

  test('a process that ends while it loads, or takes too long', async () => {
    const died = onnxReader(tinyModel(), 1_000, silent, {}, program('process.exit(3)'))
    await expect(died).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(/\(3\)$/) })
    const slow = program('process.on("message", () => {})')
    await expect(onnxReader(tinyModel(), 1_000, silent, { startMs: 50 }, slow)).rejects.toMatchObject({
      code: 'timeout',
    })
  })
})

/** Says that it is ready, answers "fine", dies of "die", and keeps silent on all else. */
const scripted = `process.on('message', ({ id, text }) => {
  if (!id) process.send({ ready: true })
  if (text === 'die') process.kill(process.pid, 'SIGABRT')
  if (text === 'fine') process.send({ id, outputs: [1, 0, 0] })
})`

describe('the process that reads', () => {
  test('when it dies, who waits is told, and the next text starts another', async () => {
    const { log, lines } = logged()
    const reader = await readerOf(tinyModel(), 1_000, log, {}, program(scripted))
    await expect(reader.read('die', [], never)).rejects.toMatchObject({ code: 'unavailable' })
    expect((await reader.read('fine', [], never)).valence).toBeGreaterThan(0)
    await expect.poll(() => lines).toMatchObject([{ msg: 'process of the reader ended', signal: 'SIGABRT' }])
  })

  test('when it is stuck, it is ended and another is started', async () => {
    const reader = await readerOf(tinyModel(), 1_000, silent, { stuckMs: -1 }, program(scripted))
    const waits = reader.read('hang', [], never).catch((error: unknown) => error)
    await expect(reader.read('fine', [], never)).rejects.toMatchObject({ message: 'The reader was stuck' })
    expect(await waits).toMatchObject({ code: 'unavailable' })
    expect((await reader.read('fine', [], never)).valence).toBeGreaterThan(0)
  })

  test('does not let more wait than it can serve', async () => {
    const reader = await readerOf(tinyModel(), 1_000, silent, { mostWaiting: 1 }, program(scripted))
    const waits = reader.read('hang', [], never).catch((error: unknown) => error)
    await expect(reader.read('fine', [], never)).rejects.toMatchObject({ code: 'busy' })
    await reader.close()
    expect(await waits).toMatchObject({ code: 'unavailable' })
  })

  test.skipIf(process.platform !== 'linux')(
    'sends no usage anywhere, knows no secret, and goes with the reader',
    async () => {
      const reader = await readerOf()
      const [pid] = processes()
      const open = fs.readdirSync(`/proc/${pid}/fd`).map((fd) => {
        try {
          return fs.readlinkSync(`/proc/${pid}/fd/${fd}`)
        } catch {
          return '' // closed meanwhile
        }
      })
      // What ONNX Runtime collects to send, it keeps in onnxruntime.db until it is sent.
      expect(open.filter((file) => /onnxruntime\.db|mat-debug/.test(file))).toEqual([])
      expect(fs.readFileSync(`/proc/${pid}/maps`, 'utf8')).toContain('libonnxruntime')
      expect(
        fs
          .readFileSync(`/proc/${pid}/environ`, 'utf8')
          .split('\0')
          .map((it) => it.split('=')[0]),
      ).toEqual(expect.not.arrayContaining(['HOME', 'PATH']))
      await reader.close()
      expect(processes()).toEqual([])
      await expect(reader.read('glad', [], never)).rejects.toMatchObject({ code: 'unavailable' })
    },
  )
})

test('labels that may be true together are weighed by their scores', async () => {
  const manifest = await readManifest(tinyModel({ manifest: { activation: 'sigmoid' } }))
  const both = opinionOfScores(manifest, [2, 2, -20])
  expect(both).toMatchObject({ valence: expect.closeTo(0, 5), arousal: expect.closeTo(0.1, 5) })
  expect(both.confidence).toBeCloseTo(0.88, 2)
  expect(opinionOfScores(manifest, [-800, -800, -800])).toMatchObject({ valence: 0, confidence: 0 })
})

test('a model may give numbers itself, after its labels', async () => {
  const own = { numbers: ['arousal', 'valence'] }
  const manifest = await readManifest(tinyModel({ manifest: own }))
  const said = opinionOfScores(manifest, [5, 0, 0, 0.25, -7])
  // The labels say both too: of that a third.
  const ofLabels = opinionOfScores(await readManifest(tinyModel()), [5, 0, 0])
  expect(said.arousal).toBeCloseTo((2 * 0.25 + ofLabels.arousal!) / 3, 5)
  expect(said.valence).toBeCloseTo((-2 + ofLabels.valence!) / 3, 5)
  expect(said.confidence).toBeCloseTo(0.987, 2)
  const reader = await readerOf(tinyModel({ model: tinyOnnx(5), manifest: own }))
  // Its numbers are 0: what is left is a third of what the label says.
  expect((await reader.read('glad', [], never)).arousal).toBeCloseTo(
    opinionOfScores(await readManifest(tinyModel()), [3, 0, 0]).arousal! / 3,
    1,
  )
  await expect(readManifest(tinyModel({ manifest: { numbers: ['joy'] } }))).rejects.toMatchObject({ code: 'invalid' })
})

test('and whose voice a text is told in, after these', async () => {
  const own = { numbers: ['valence'], voices: ['nobody', 'first'] }
  const manifest = await readManifest(tinyModel({ manifest: own }))
  expect(opinionOfScores(manifest, [5, 0, 0, 0.25, -7, 7]).voice).toEqual({ is: 'first', share: expect.closeTo(1, 3) })
  const reader = await readerOf(tinyModel({ model: tinyOnnx(6), manifest: own }))
  expect((await reader.read('glad', [], never)).voice!.share).toBeGreaterThanOrEqual(0.5)
  for (const voices of [['second', 'first'], ['first'], ['first', 'first']])
    await expect(readManifest(tinyModel({ manifest: { voices } }))).rejects.toMatchObject({ code: 'invalid' })
})

test('and signs of concern, the likeliest where it is sure that there is one', async () => {
  const own = { voices: ['nobody', 'first'], signs: ['self_harm', 'harm_by_others'] }
  const manifest = await readManifest(tinyModel({ manifest: own }))
  const said = (...logits: number[]) => opinionOfScores(manifest, [5, 0, 0, -7, 7, ...logits])
  expect(said(-9, 3)).toMatchObject({ signs: ['SIGN_HARM_BY_OTHERS'], voice: { is: 'first' } })
  expect(said(2, 1).signs).toEqual(['SIGN_SELF_HARM'])
  // None of them alone is likelier than not; that there is one of them is.
  expect(said(0.1, 0).signs).toEqual(['SIGN_SELF_HARM'])
  expect(said(0, -9).signs).toEqual([])
  const reader = await readerOf(tinyModel({ model: tinyOnnx(7), manifest: own }))
  expect((await reader.read('glad', [], never)).signs).toBeDefined()
  for (const signs of [['sadness'], [], ['self_harm', 'self_harm']])
    await expect(readManifest(tinyModel({ manifest: { signs } }))).rejects.toMatchObject({ code: 'invalid' })
})

const labels = (...all: object[]) => tinyModel({ manifest: { labels: all } })

function manifestFor(file: string) {
  const folder = tinyModel()
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'reader.json'), 'utf8'))
  manifest.files.model = { file, sha256: sha256('') }
  fs.writeFileSync(path.join(folder, 'reader.json'), JSON.stringify(manifest))
  return folder
}

function withFile(name: string, content: string | undefined) {
  const folder = tinyModel()
  if (content === undefined) fs.rmSync(path.join(folder, name))
  else fs.writeFileSync(path.join(folder, name), content)
  return folder
}
