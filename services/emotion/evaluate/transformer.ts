import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import { readManifest } from '../src/readers/onnx-manifest.ts'
import { goEmotions, semEval } from '../train/sets.ts'
import type { Says } from './public.ts'

/** What the output `public` says, in its order; train/transformer/teach.py has the same. */
const names = [
  ...Object.keys(goEmotions)
    .filter((label) => label !== 'neutral')
    .toSorted()
    .map((label) => `goemotions:${label}`),
  'goemotions:neutral',
  ...['valence', 'arousal', 'dominance'].map((label) => `emobank:${label}`),
  ...semEval.chn.map((label) => `semeval:${label}`),
]

/** What the transformer of a folder says of texts in the words of the public sets; nothing where its model has no output `public`. */
export async function saidByTransformer(folder: string, texts: Iterable<string>): Promise<Says | undefined> {
  // Before the library is loaded: it sends usage to its maker otherwise.
  process.env['ORT_DISABLE_TELEMETRY'] = '1'
  const { InferenceSession, Tensor } = await import('onnxruntime-node')
  const { files, maxLength } = await readManifest(folder)
  const tokenizer = new Tokenizer(JSON.parse(readFileSync(join(folder, files.tokenizer.file), 'utf8')) as object, {})
  const session = await InferenceSession.create(join(folder, files.model.file), { executionProviders: ['cpu'] })
  if (!session.outputNames.includes('public')) return undefined
  const said = new Map<string, Float32Array>()
  for (const text of texts) {
    if (said.has(text)) continue
    const ids = tokenizer.encode(text).ids
    const kept = ids.length > maxLength ? [...ids.slice(0, maxLength - 1), ids.at(-1)!] : ids
    const tensor = (value: (id: number) => bigint) =>
      new Tensor('int64', BigInt64Array.from(kept, value), [1, kept.length])
    const { public: says } = await session.run({ input_ids: tensor(BigInt), attention_mask: tensor(() => 1n) }, [
      'public',
    ])
    said.set(text, says!.data as Float32Array)
  }
  await session.release()
  return (row) => (name) => said.get(row['text']!)![names.indexOf(name)]!
}
