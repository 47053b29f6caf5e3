import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { signInputs } from '../src/feeling-inputs.ts'
import { signsOf } from '../src/feeling-signs.ts'
import { type Heads } from '../src/model/heads.ts'
import { type Base, headsFrom, headsInto, inputsOf, knownOf, loadBase, modelFolder } from '../src/model/model.ts'
import { readWeights, type Weights, writeWeights } from '../src/model/weights.ts'
import { read } from '../src/read.ts'
import { cut } from '../src/tokens.ts'
import { calibrate } from './calibrate.ts'
import { corpusFolder, type Entry, readCorpus } from './corpus.ts'
import { ownKinds, ownNames, ownTargets, publicExamples, publicKinds, publicNames } from './examples.ts'
import { type Example, fitHeads, meanHeads } from './fit.ts'
import { seeded } from './random.ts'

/*
 * npm run train -w services/emotion [-- --data DIR] [--seed N]
 * Teaches the heads anew: those of the public sets where their folder is given, else as they are; those of the corpus always.
 * The encoder stays as it is; train/distil/ tells how it was made.
 */

/** How often the heads of the corpus are taught anew. */
const beginnings = 3
const ownTeaching = { epochs: 12, step: 1e-3, decay: 0.05, gramStep: 0.03, gramDecay: 1e-4, drop: 0.3, units: 48 }

const { values } = parseArgs({ options: { data: { type: 'string' }, seed: { type: 'string', default: '1' } } })
const seed = Number(values.seed)
const headsFile = join(modelFolder, 'heads.bin')

const base = loadBase()
const publicHeads = values.data ? teachPublic(base, values.data) : headsFrom(readWeights(headsFile), 'public')
const splits = JSON.parse(readFileSync(join(corpusFolder, 'splits.json'), 'utf8')) as Record<string, string[]>
const entries = readCorpus().filter(({ author }) => !splits['test']!.includes(author))
const examples = entries.map((entry) => ownExample(base, publicHeads, entry))
const isDev = entries.map(({ author }) => splits['dev']!.includes(author))

const onTrain = teachOwn(examples.filter((_, i) => !isDev[i]))
const calibration = calibrate(
  onTrain,
  entries.filter((_, i) => isDev[i]),
  examples.filter((_, i) => isDev[i]),
)
tell(`calibrated on ${isDev.filter(Boolean).length} entries: error ${calibration.error.toFixed(3)}`)
// What was chosen and calibrated on the one split holds for heads taught with it as well.
save(publicHeads, teachOwn(examples), calibration.points)

function teachPublic(encoder: Base, folder: string): Heads {
  const taught: Example[] = []
  for (const example of publicExamples(folder, encoder)) {
    taught.push(example)
    if (taught.length % 10_000 === 0) tell(`${taught.length} texts of public sets encoded`)
  }
  const heads = fitHeads(
    taught,
    publicNames,
    publicKinds,
    { epochs: 4, step: 2e-3, decay: 1e-3, gramStep: 0.12, gramDecay: 1e-5, drop: 0.1, units: 0 },
    seeded(seed),
  )
  tell('heads of the public sets are taught')
  return heads
}

function ownExample(encoder: Base, heads: Heads, entry: Entry): Example {
  const words = cut(entry.text)
  const { scene, concern } = read(entry.text)
  const seen = {
    hasAbsence: [...scene!.motifs, ...scene!.people].some(({ presence }) => presence === 'PRESENCE_ABSENT'),
    hasConcern: concern!.signs.length > 0,
  }
  const known = knownOf(encoder, entry.text)
  const signs = signInputs(entry.text, words, signsOf(words, seen), seen)
  return { input: inputsOf(encoder, heads, known, signs), grams: known.grams, ...ownTargets(entry) }
}

/** Several, taught from different beginnings, say more together than any of them. */
function teachOwn(taught: Example[]): Heads {
  const all = Array.from({ length: beginnings }, (_, i) =>
    fitHeads(taught, ownNames, ownKinds, ownTeaching, seeded(seed * 1_000 + i)),
  )
  return meanHeads(all)
}

function save(ofPublic: Heads, own: Heads, points: number[][]) {
  const weights: Weights = { tensors: {}, facts: { calibration: points, seed } }
  headsInto(weights, 'public', ofPublic)
  headsInto(weights, 'own', own)
  writeWeights(headsFile, weights)
}

function tell(line: string) {
  process.stdout.write(`${line}\n`)
}
