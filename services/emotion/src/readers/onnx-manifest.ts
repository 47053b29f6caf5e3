import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '@aiw/kit/errors'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { type Kind, kinds } from '../lexicon/feelings.ts'
import { signNamed, signNames } from '../signs.ts'
import type { Opinion } from './blend.ts'

const dimensions = ['valence', 'arousal', 'dominance'] as const
const voices = ['first', 'third', 'nobody'] as const

/** Signs of concern are told where a model is at least so sure that there is one. */
const sureSign = 0.6

const signed = Type.Optional(Type.Number({ minimum: -1, maximum: 1 }))
const closed = { additionalProperties: false }
const named = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' })

/** A file of the folder itself, and what its bytes must be. */
const File = Type.Object({ file: named, sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, closed)

/** `reader.json`: what lies in the folder of an ONNX reader and what its labels mean. docs/operating.md shows one. */
const Manifest = Type.Object(
  {
    name: named,
    version: named,
    /** BCP 47 languages it reads, without script or region; texts of others stay as the embedded reader read them. Missing: all. */
    languages: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z]{2,3}$' }))),
    files: Type.Object({ model: File, tokenizer: File, tokenizerConfig: Type.Optional(File) }, closed),
    /** Most tokens of a text, special ones included; what is longer is cut. */
    maxLength: Type.Integer({ minimum: 8, maximum: 8_192 }),
    /** softmax: one label is true; sigmoid: any number of them. */
    activation: Type.Union([Type.Literal('softmax'), Type.Literal('sigmoid')]),
    /** In the order of the model's output. What a label says nothing of, it does not move. */
    labels: Type.Array(
      Type.Object(
        {
          label: Type.String({ minLength: 1, maxLength: 64 }),
          /** Which kinds of feeling it means, 0 to 1 each. */
          kinds: Type.Optional(
            Type.Partial(Type.Object(objectOf(kinds, Type.Number({ minimum: 0, maximum: 1 }))), closed),
          ),
          valence: signed,
          arousal: signed,
          dominance: signed,
        },
        closed,
      ),
      { minItems: 1, maxItems: 256 },
    ),
    /** Outputs after the labels' that are valence, arousal or dominance themselves, -1 to 1. */
    numbers: Type.Optional(Type.Array(Type.Enum([...dimensions]), { uniqueItems: true })),
    /** Outputs after those: whose voice the text is told in, of which one is true, before softmax. */
    voices: Type.Optional(Type.Array(Type.Enum([...voices]), { uniqueItems: true, minItems: 2 })),
    /** Outputs after those: signs of concern, of which one is true or none, before a softmax in which none has 0. */
    signs: Type.Optional(Type.Array(Type.Enum([...signNames]), { uniqueItems: true, minItems: 1 })),
  },
  closed,
)

export type Manifest = Static<typeof Manifest>

/** Reads `reader.json` of a folder. Throws Failure `invalid` with the one line that tells what is wrong. */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = join(folder, 'reader.json')
  const bytes = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure('invalid', `${file} cannot be read (${error.code})`)
  })
  let said: unknown
  try {
    said = JSON.parse(bytes)
  } catch {
    throw new Failure('invalid', `${file} is not JSON`)
  }
  const [error] = Value.Errors(Manifest, said)
  if (error) throw new Failure('invalid', `${file} is not as it must be: ${error.instancePath || '/'} ${error.message}`)
  const manifest = said as Manifest
  if (manifest.labels.every((label) => dimensions.every((it) => label[it] === undefined) && !label.kinds))
    throw new Failure('invalid', `${file} is not as it must be: no label says what it means`)
  return manifest
}

/** How many outputs a model has by its manifest: labels, then numbers, voices and signs. */
export const outputsOf = ({ labels, numbers = [], voices = [], signs = [] }: Manifest) =>
  labels.length + numbers.length + voices.length + signs.length

/**
 * What the outputs of a classifier say, by its manifest. Scores are its outputs after softmax or sigmoid; each
 * label's say is its share of their sum. Valence, arousal and dominance are means over labels by that share, kinds
 * are sums; each is said only where any label speaks of it, or where the model gives the number itself. Where both say one,
 * the number counts twice what the labels do. The confidence is the highest score of a label. Of signs of concern the
 * likeliest is said, where that there is any is likely enough.
 */
export function opinionOfScores(
  { activation, labels, numbers = [], voices = [], signs = [] }: Manifest,
  outputs: readonly number[],
): Opinion {
  const ofLabels = outputs.slice(0, labels.length)
  const scores = activation === 'softmax' ? softmax(ofLabels) : ofLabels.map(sigmoid)
  const all = scores.reduce((sum, score) => sum + score, 0)
  const shares = scores.map((score) => (all > 0 ? score / all : 0))
  const opinion: Opinion = { confidence: Math.max(...scores) }
  for (const it of dimensions) {
    if (labels.some((label) => label[it] !== undefined))
      opinion[it] = labels.reduce((sum, label, i) => sum + (label[it] ?? 0) * shares[i]!, 0)
  }
  const said: Partial<Record<Kind, number>> = {}
  for (const [i, label] of labels.entries())
    for (const [kind, weight] of Object.entries(label.kinds ?? {}) as [Kind, number][])
      said[kind] = (said[kind] ?? 0) + weight * shares[i]!
  if (Object.keys(said).length > 0) opinion.kinds = said
  for (const [i, it] of numbers.entries()) {
    const own = Math.max(-1, Math.min(1, outputs[labels.length + i]!))
    opinion[it] = opinion[it] === undefined ? own : (2 * own + opinion[it]) / 3
  }
  if (voices.length > 0) {
    const shares = softmax(outputs.slice(labels.length + numbers.length, outputs.length - signs.length))
    const share = Math.max(...shares)
    opinion.voice = { is: voices[shares.indexOf(share)]!, share }
  }
  if (signs.length > 0) {
    const [none, ...shares] = softmax([0, ...outputs.slice(-signs.length)])
    const likeliest = signs[shares.indexOf(Math.max(...shares))]!
    opinion.signs = 1 - none! >= sureSign ? [signNamed(likeliest)] : []
  }
  return opinion
}

const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit))

function softmax(outputs: readonly number[]): number[] {
  const most = Math.max(...outputs)
  const powers = outputs.map((it) => Math.exp(it - most))
  const sum = powers.reduce((all, it) => all + it, 0)
  return powers.map((it) => it / sum)
}

function objectOf<K extends string, V>(keys: readonly K[], value: V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, value])) as Record<K, V>
}
