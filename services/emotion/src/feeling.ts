import { join } from 'node:path'
import type { EmotionKind, Feeling } from '@aiw/proto'
import { signInputs } from './feeling-inputs.ts'
import { type Seen, signsOf } from './feeling-signs.ts'
import { isAllClear } from './good-news.ts'
import { languageOf } from './language.ts'
import { kinds, pleasantness } from './lexicon/feelings.ts'
import { sigmoid, softmax, sumHeads, valueAt } from './model/heads.ts'
import { headsFrom, inputsOf, type Known, knownOf, loadBase, modelFolder } from './model/model.ts'
import { readWeights } from './model/weights.ts'
import type { Words } from './tokens.ts'

/*
 * What a text feels like, by a model that was taught on labelled sentences: services/emotion/models/README.md says on
 * which, how well it does and where it fails; docs/decisions/0006 why it is built so.
 */

const base = loadBase()
const weights = readWeights(join(modelFolder, 'heads.bin'))
const publicHeads = headsFrom(weights, 'public')
const ownHeads = headsFrom(weights, 'own')
const calibration = weights.facts['calibration'] as number[][]

/** From this much feeling of its own, surely read, a text takes nothing from the texts before it. */
const ownFrom = 0.5
/** How far it takes after them when it has none. */
const mostPull = 0.5
/** Texts before it that are asked, the last ones. */
const mostAsked = 4
/** Each text before the last counts this much of the next. */
const fading = 0.7
/** How sure a reading can be of what is neither English nor Chinese. */
const foreign = 0.05

/** A text, its words, and what was seen in it that weighs on its feeling. */
export interface Felt {
  text: string
  words: Words
  known: () => Known
  seen: Seen
}

/** What the heads read of a text, of feeling and of concern alike: found out once, and only when one of them asks. */
export function knowing(text: string): () => Known {
  let known: Known | undefined
  return () => (known ??= knownOf(base, text))
}

/** The feeling of a text; `before` gives earlier texts of the sitting, oldest first, and is asked only where this one has little of its own. */
export function feelingOf(felt: Felt, before: () => Felt[] = () => []): Feeling {
  const own = ownFeeling(felt)
  const pull = mostPull * (1 - strengthOf(own) / ownFrom)
  return pull <= 0 ? own : takingAfter(own, before().slice(-mostAsked).map(ownFeeling), pull)
}

/** The feeling of a text alone. */
export function ownFeeling({ text, words, known: knownNow, seen }: Felt): Feeling {
  if (languageOf(text) === 'und') return neutral
  const known = knownNow()
  const said = signsOf(words, seen)
  const sums = sumHeads(ownHeads, inputsOf(base, publicHeads, known, signInputs(text, words, said, seen)), known.grams)
  const shares = softmax(sums.subarray(0, kinds.length))
  const most = Math.max(...shares)
  const [valence, arousal, dominance, implied] = sums.subarray(kinds.length) as unknown as [
    number,
    number,
    number,
    number,
  ]
  // "I'm not afraid of the dark any more.", and no more than that, is good news, of which the corpus has hardly any.
  // So is 医生说没事了.
  const isOver = (said.denied > 0 && said.valence > 0 && noLonger.test(text)) || isAllClear(words.text)
  const both = Math.max(pleasantnessOf(valence, shares), isOver ? relief : -1)
  return {
    // Where there are signs of concern, no bright picture answers them.
    valence: within(seen.hasConcern ? Math.min(both, darkest) : both),
    arousal: within(arousal),
    dominance: within(dominance),
    emotions: emotionsOf(shares),
    confidence: valueAt(calibration, most),
    implied: shares[0] !== most && sigmoid(implied) > 0.5,
  }
}

/**
 * Valence by its own head and by the kinds of feeling, which were taught apart and err less together: with weights that the two
 * authors of dev had not taught, the sign of theirs is right in 0.779 instead of 0.768.
 */
const pleasantnessOf = (valence: number, shares: ArrayLike<number>) =>
  (2 * valence + kinds.reduce((sum, kind, k) => sum + pleasantness[kind] * shares[k]!, 0)) / 3

const noLonger =
  /^(?!.*(?:\b(?:death|d[iy]ing|die|dead|pills?|rope|knife|any(?:thing|one|body))\b|[死药绳刀]))[^,.;:!?，。；：！？\n]*(?:\b(?:any ?more|any longer|no longer)\b|不再|再也不)[^,.;:!?，。；：！？\n]*[.!。！]?$/i
/** How pleasant it is at least that something unpleasant is over. */
const relief = 0.2

/** The brightest that a text with signs of concern is read as. */
export const darkest = -0.4

/** How surely there is a feeling at all: a neutral reading has little, however sure. */
const strengthOf = ({ confidence, emotions }: Feeling) => confidence * (1 - emotions[0]!.score)

function takingAfter(own: Feeling, before: Feeling[], mostOf: number): Feeling {
  let all = 0
  const mood = { valence: 0, arousal: 0, dominance: 0, scores: kinds.map(() => 0) }
  for (const [i, feeling] of before.entries()) {
    const { valence, arousal, dominance, emotions } = feeling
    const share = strengthOf(feeling) * fading ** (before.length - 1 - i)
    all += share
    mood.valence += share * valence
    mood.arousal += share * arousal
    mood.dominance += share * dominance
    for (const [k, { score }] of emotions.entries()) mood.scores[k]! += share * score
  }
  if (all === 0) return own
  const pull = mostOf * Math.min(1, all)
  const blend = (mine: number, theirs: number) => mine + (theirs / all - mine) * pull
  return {
    ...own,
    valence: blend(own.valence, mood.valence),
    arousal: blend(own.arousal, mood.arousal),
    dominance: blend(own.dominance, mood.dominance),
    emotions: emotionsOf(own.emotions.map(({ score }, k) => blend(score, mood.scores[k]!))),
  }
}

const emotionsOf = (shares: number[]) =>
  kinds.map((kind, k) => ({ kind: `EMOTION_KIND_${kind.toUpperCase()}` as EmotionKind, score: shares[k]! }))

const neutral: Feeling = {
  valence: 0,
  arousal: 0,
  dominance: 0,
  emotions: emotionsOf(kinds.map((kind) => (kind === 'neutral' ? 0.9 : 0.1 / (kinds.length - 1)))),
  confidence: foreign,
  implied: false,
}

const within = (value: number) => Math.max(-1, Math.min(1, value))
