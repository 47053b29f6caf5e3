import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { readConfig } from '@aiw/kit/config'
import { channelOptions } from '@aiw/kit/grpc-client'
import { createLogger } from '@aiw/kit/log'
import { EmotionService, type EmotionServiceClient } from '@aiw/proto'
import { credentials } from '@grpc/grpc-js'
import { expect, onTestFinished, test } from 'vitest'
import { mayLeave, variables } from '../../src/config.ts'
import { betterReader } from '../../src/readers/choose.ts'
import { logged, sha256, tinyModel } from './support.ts'

const silent = createLogger('test', 'silent')
const main = path.resolve(import.meta.dirname, '../../src/main.ts')

/** The service itself, with these variables and no others; its lines of log, and what it says on standard error. */
function started(variables: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, [main], { env: { EMOTION_LISTEN: '127.0.0.1:0', ...variables } })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: { msg: string; port?: number; better?: string }[] = []
  createInterface(child.stdout!).on('line', (line) => lines.push(JSON.parse(line)))
  let said = ''
  child.stderr!.on('data', (chunk) => (said += chunk))
  const ended = once(child, 'close').then(([code]) => ({ code, said }))
  return { child, lines, ended }
}

async function readerOf(port: number): Promise<string> {
  const client: EmotionServiceClient = new EmotionService(
    `127.0.0.1:${port}`,
    credentials.createInsecure(),
    channelOptions,
  )
  onTestFinished(() => client.close())
  return new Promise((resolve, reject) =>
    client.read({ sentence: { text: 'sad sad' } }, { deadline: Date.now() + 10_000 }, (error, answer) =>
      error ? reject(error) : resolve(answer!.reading!.reader),
    ),
  )
}

const onnx = (folder: string) => ({ EMOTION_READER: 'onnx', EMOTION_ONNX_FOLDER: folder })
const llm = (url: string, more: object = {}) => ({
  EMOTION_READER: 'llm',
  EMOTION_LLM_URL: url,
  EMOTION_LLM_MODEL: 'm',
  ...more,
})
const changed = { model: { file: 'model.onnx', sha256: sha256('other') }, tokenizer: { file: 'a', sha256: sha256('') } }

test.each<[string, () => Record<string, string>, RegExp]>([
  ['no server is named', () => llm('', {}), /^EMOTION_READER=llm needs EMOTION_LLM_URL$/],
  [
    'no model is named',
    () => llm('http://10.0.0.1', { EMOTION_LLM_MODEL: '' }),
    /^EMOTION_READER=llm needs EMOTION_LLM_M/,
  ],
  ['the address is public', () => llm('http://8.8.8.8'), /^EMOTION_LLM_URL is not an address of a private network/],
  ['other words allow it', () => llm('http://8.8.8.8', { EMOTION_LLM_OUTSIDE: 'yes' }), /^bad .*: EMOTION_LLM_OUTSIDE/],
  ['there is no such reader', () => ({ EMOTION_READER: 'oracle' }), /^bad configuration: EMOTION_READER/],
])('where %s, one line says so', async (_name, environment, line) => {
  const failed = (async () => betterReader(readConfig(variables, environment()), silent))()
  await expect(failed).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(line) })
})

test('without any variable, the transformer that comes with AIW corrects; or nobody does', async () => {
  const own = await betterReader(readConfig(variables, {}), silent)
  expect(own!.name).toMatch(/^onnx\/e5-small-\d+$/)
  await own!.close()
  expect(await betterReader(readConfig(variables, { EMOTION_READER: 'embedded' }), silent)).toBeUndefined()
})

test('the words that allow an address that is not private are said in the log', async () => {
  const { log, lines } = logged()
  const config = readConfig(variables, llm('http://8.8.8.8', { EMOTION_LLM_OUTSIDE: mayLeave }))
  expect(await betterReader(config, log)).toMatchObject({ name: 'llm/m' })
  expect(lines).toMatchObject([{ msg: 'sentences may be sent to an address that is not private' }])
})

test('a folder that is not as it says stops the start, with one line', async () => {
  const { ended } = started(onnx(tinyModel({ manifest: { files: changed } })))
  const { code, said } = await ended
  expect([code, said.trim().split('\n')]).toEqual([
    1,
    [expect.stringMatching(/^emotion: .*\/a cannot be read \(ENOENT\)/)],
  ])
})

test('with a model, it reads with it from its first moment, and takes it along when it stops', async () => {
  const { child, lines, ended } = started(onnx(tinyModel()))
  await expect.poll(() => lines.at(-1)?.msg, { timeout: 15_000 }).toBe('emotion is listening')
  expect(lines.at(-1)).toMatchObject({ better: 'onnx/tiny-2' })
  expect(await readerOf(lines.at(-1)!.port!)).toBe('onnx/tiny-2')
  child.kill('SIGTERM')
  expect(await ended).toEqual({ code: 0, said: '' })
})
