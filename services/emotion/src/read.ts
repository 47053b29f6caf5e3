import type { Reading, Scene } from '@aiw/proto'
import { becauseOf } from './because.ts'
import { concernOf, forbidsThings, safe } from './concern.ts'
import { type Felt, feelingOf, knowing, ownFeeling } from './feeling.ts'
import { languageOf } from './language.ts'
import { mentionsOf } from './mentions.ts'
import { inMood } from './mood.ts'
import { namedIn } from './people.ts'
import { sceneOf } from './scene.ts'
import { specificityOf } from './specificity.ts'
import { cut } from './tokens.ts'
import { ownLanguage, traitsOf } from './traits.ts'
import { voiceOf } from './voice.ts'

/** Name and version of this reader, as in `Reading.reader`. Raise it when readings change. */
export const reader = 'embedded/11'

/** How many earlier sentences lend their feeling. */
export const mostBefore = 8

export interface ReadOptions {
  /** BCP 47 tag; empty or missing: found by script. */
  language?: string
  /** Earlier sentences of the sitting, oldest first; the last 8 are used. */
  before?: string[]
  /** What was found out of the texts of a sitting, which saves half the time; each reading adds its own and those before it. */
  memory?: Memory
  /** Asks which words moved the feeling; as slow as so many readings. */
  explain?: boolean
}

/** By text, whatever was found out of it alone. Whoever holds one forgets what is not asked for again. */
export type Memory = Map<string, Felt>

/**
 * Reads one sentence or short passage: what it feels like and what it shows. Pure, and takes any text.
 * What is neither English nor Chinese is neutral, with low confidence. How, and how well: docs/decisions/0004.
 */
export function read(
  text: string,
  { language, before = [], memory = new Map(), explain = false }: ReadOptions = {},
): Reading {
  const { words, known } = feltAlone(text, memory)
  const earlier = () => feltBefore(before, memory)
  const concern = concernOf({ text, words, known }, earlier)
  const mentions = mentionsOf(words.tokens)
  const traits = traitsOf(words, mentions, text)
  const mainly = ownLanguage(words.tokens)
  const voice = voiceOf(traits, mainly)
  const scene = sceneOf(words, mentions, voice, () => earlier().map(namedAlone))
  const hasAbsence = [...scene.motifs, ...scene.people].some(({ presence }) => presence === 'PRESENCE_ABSENT')
  const seen = { hasAbsence, hasConcern: concern.signs.length > 0 }
  const feeling = feelingOf({ text, words, known, seen }, earlier)
  return {
    id: '',
    feeling,
    specificity: specificityOf(traits, mainly),
    scene: forbidsThings(concern) ? { ...scene, ...safe } : inMood(scene, feeling, text),
    concern,
    voice,
    language: language || languageOf(text),
    reader,
    because: explain ? becauseOf(text, (part) => ownFeeling(feltAlone(part))) : [],
  }
}

/** What a text shows by its feeling, which chooses the place where it names none, and its voice: for whoever corrects these. */
export function sceneFelt(
  text: string,
  { feeling, voice }: Pick<Reading, 'feeling' | 'voice'>,
  { before = [], memory }: ReadOptions,
): Scene {
  const { words } = feltAlone(text, memory)
  const mentions = mentionsOf(words.tokens)
  const earlier = () => feltBefore(before, memory).map(namedAlone)
  return inMood(sceneOf(words, mentions, voice, earlier), feeling!, text)
}

/** The earlier sentences that count. */
const feltBefore = (before: string[], memory?: Memory) => before.slice(-mostBefore).map((one) => feltAlone(one, memory))

/** Whom a text names. */
const namedAlone = ({ words }: Felt) => namedIn(words.tokens, mentionsOf(words.tokens))

/** A text of which only the feeling is wanted. */
function feltAlone(text: string, memory: Memory = new Map()): Felt {
  const held = memory.get(text)
  if (held) return held
  const felt = { text, words: cut(text), known: knowing(text), seen: { hasAbsence: false, hasConcern: false } }
  memory.set(text, felt)
  return felt
}
