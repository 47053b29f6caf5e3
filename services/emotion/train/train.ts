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
import { corpusFolder, readCorpus, translationsOf } from './corpus.ts'
import { besideTexts, ownKinds, ownNames, ownTargets, publicExamples, publicKinds, publicNames } from './examples.ts'
import { type Example, fitHeads, meanHeads } from './fit.ts'
import { seeded } from './random.ts'

/*
 * npm run train -w services/emotion -- --data DIR [--seed N] [--keep-public]
 * Teaches the heads of feeling anew: those of the public sets, unless they are to be kept, then those of the corpus.
 * The command first teaches voice and specificity (traits.ts) and concern (concern.ts). The encoder stays as it is;
 * train/distil/ tells how it was made.
 */

/** How often the heads of the corpus are taught anew. */
const beginnings = 2
const ownTeaching = { epochs: 10, step: 1e-3, decay: 0.1, gramStep: 0.03, gramDecay: 1e-4, drop: 0.3, units: 0 }
const publicTeaching = { epochs: 4, step: 2e-3, decay: 1e-3, gramStep: 0.12, gramDecay: 1e-5, drop: 0.1, units: 0 }

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'keep-public': { type: 'boolean', default: false },
  },
})
if (!values.data) throw new Error('--data names the folder in which the public sets lie')
const seed = Number(values.seed)
const headsFile = join(modelFolder, 'heads.bin')

const base = loadBase()
const publicHeads = values['keep-public'] ? headsFrom(readWeights(headsFile), 'public') : teachPublic(base, values.data)
const splits = JSON.parse(readFileSync(join(corpusFolder, 'splits.json'), 'utf8')) as Record<'train' | 'dev', string[]>
const entries = readCorpus().filter(({ author }) => [...splits.train, ...splits.dev].includes(author))
const isDev = entries.map(({ author }) => splits.dev.includes(author))
const examples = entries.map((entry) => ({ ...inputOf(entry.text), ...ownTargets(entry) }))
const translated = translationsOf(entries.filter((_, i) => !isDev[i]))
const beside = [
  ...translated.map((entry) => ({ ...inputOf(entry.text), ...ownTargets(entry) })),
  ...besideTexts(values.data).map(({ text, ...taught }) => ({ ...inputOf(text), ...taught })),
]
tell(`${entries.length} entries of the corpus and ${beside.length} texts beside it are known`)

const onTrain = teachOwn([...examples.filter((_, i) => !isDev[i]), ...beside])
const calibration = calibrate(
  onTrain,
  entries.filter((_, i) => isDev[i]),
  examples.filter((_, i) => isDev[i]),
)
tell(`on ${isDev.filter(Boolean).length} entries held out: ${calibration.told}`)
// What was chosen and calibrated on the one split holds for heads taught with it as well.
save(publicHeads, teachOwn([...examples, ...beside]), calibration.points)

function teachPublic(encoder: Base, folder: string): Heads {
  const taught: Example[] = []
  for (const example of publicExamples(folder, encoder)) {
    taught.push(example)
    if (taught.length % 10_000 === 0) tell(`${taught.length} texts of public sets encoded`)
  }
  const heads = fitHeads(taught, publicNames, publicKinds, publicTeaching, seeded(seed))
  tell('heads of the public sets are taught')
  return heads
}

function inputOf(text: string): Pick<Example, 'input' | 'grams'> {
  const words = cut(text)
  const { scene, concern } = read(text)
  const seen = {
    hasAbsence: [...scene!.motifs, ...scene!.people].some(({ presence }) => presence === 'PRESENCE_ABSENT'),
    hasConcern: concern!.signs.length > 0,
  }
  const known = knownOf(base, text)
  const signs = signInputs(text, words, signsOf(words, seen), seen)
  return { input: inputsOf(base, publicHeads, known, signs), grams: known.grams }
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
