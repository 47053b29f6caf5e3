import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { Failure } from '@aiw/kit/errors'
import { type Manifest, outputsOf } from './onnx-manifest.ts'
import type { FromProcess, ToProcess } from './onnx.ts'

// The process that reads with an ONNX model: started, told where the model lies, and ended by onnx.ts. Its only way
// out is the channel to who started it; errors of libraries stay here, for they may quote what they were given.

/** Threads for one text. Half of the cores, so that a reading does not stop the brush; more than four gain little. */
const threads = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)))

/** The inputs a classifier of texts may have, and the value of each for a token. */
const inputs: Record<string, (id: number) => bigint> = {
  input_ids: (id) => BigInt(id),
  attention_mask: () => 1n,
  token_type_ids: () => 0n,
}

const say = (message: FromProcess, then?: () => void) => process.send!(message, undefined, {}, then)

// A terminal's Ctrl-C reaches every process of the house: this one ends when who started it lets go.
process.on('SIGINT', () => {}).on('SIGTERM', () => {})
process.once('disconnect', () => process.exit())
process.once('message', (message: ToProcess) => {
  if ('folder' in message) void begin(message.folder, message.manifest)
})

async function begin(folder: string, manifest: Manifest): Promise<void> {
  try {
    const classify = await load(folder, manifest)
    process.on('message', (message: ToProcess) => {
      if (!('text' in message)) return
      const { id, text, until } = message
      const fail = () => say({ id, outputs: 'failed' })
      if (Date.now() > until) fail()
      else void classify(text).then((outputs) => say({ id, outputs }), fail)
    })
    say({ ready: true })
  } catch (error) {
    const refused = error instanceof Failure ? error.message : `the model in ${folder} cannot be loaded`
    say({ refused }, () => process.exit(1))
  }
}

/**
 * Loads a model and its tokenizer from the very bytes that were checked, and tries them. Throws Failure with a line
 * for the operator.
 */
async function load(folder: string, manifest: Manifest): Promise<(text: string) => Promise<number[]>> {
  const { model, tokenizer: vocabulary, tokenizerConfig } = manifest.files
  const tokenizer = tokenizerOf(
    await checked(folder, vocabulary),
    tokenizerConfig && (await checked(folder, tokenizerConfig)),
  )
  const bytes = await checked(folder, model)
  const session = await orRefuse(`${model.file} is no ONNX model that can be run`, () =>
    InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 4,
      extra: { session: { intra_op: { allow_spinning: '0' } } }, // threads that wait must not take the painter's cores
    }),
  )
  for (const { name, ...input } of session.inputMetadata)
    if (!(name in inputs) || !input.isTensor || input.type !== 'int64')
      throw new Failure('invalid', `${model.file} has an input that is not int64 ${Object.keys(inputs).join(', ')}`)
  const [output] = session.outputNames

  async function classify(text: string): Promise<number[]> {
    const ids = cut(tokenizer.encode(text).ids, manifest.maxLength)
    const feeds = Object.fromEntries(
      session.inputNames.map((name) => [
        name,
        new Tensor('int64', BigInt64Array.from(ids, inputs[name]!), [1, ids.length]),
      ]),
    )
    const { [output!]: scores } = await session.run(feeds, [output!])
    return Array.from(scores!.data as Float32Array)
  }
  const tried = await orRefuse(`${model.file} cannot read a sentence`, () => classify('There was only one bird.'))
  const wanted = outputsOf(manifest)
  if (tried.length !== wanted || !tried.every((it) => Number.isFinite(it)))
    throw new Failure('invalid', `${model.file} gives ${tried.length} numbers where reader.json has ${wanted}`)
  return async (text) => {
    const outputs = await classify(text)
    if (!outputs.every((it) => Number.isFinite(it))) throw new Failure('internal', 'The model gave no numbers')
    return outputs
  }
}

/** The bytes of a file that are what the manifest says. Throws Failure. */
async function checked(folder: string, { file, sha256 }: Manifest['files']['model']): Promise<Buffer> {
  const path = join(folder, file)
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Failure('invalid', `${path} cannot be read (${error.code})`)
  })
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new Failure('invalid', `${path} is not the file of reader.json: its SHA-256 differs`)
  return bytes
}

function tokenizerOf(vocabulary: Buffer, config: Buffer | undefined): Tokenizer {
  try {
    return new Tokenizer(JSON.parse(vocabulary.toString('utf8')), config ? JSON.parse(config.toString('utf8')) : {})
  } catch {
    throw new Failure('invalid', 'the tokenizer’s files are not those of Hugging Face tokenizers')
  }
}

async function orRefuse<T>(reason: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch {
    throw new Failure('invalid', reason)
  }
}

/**
 * At most so many tokens; the last one, which ends a text for most models, is kept. A token the vocabulary lacks is
 * left out.
 */
function cut(ids: (number | undefined)[], most: number): number[] {
  const known = ids.filter((id) => id !== undefined)
  return known.length <= most ? known : [...known.slice(0, most - 1), known.at(-1)!]
}
