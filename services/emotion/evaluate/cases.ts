import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Motif, Person, Reading } from '@aiw/proto'
import { concepts } from '../src/lexicon/concepts.ts'
import type { Kind } from '../src/lexicon/feelings.ts'
import { singulars } from '../src/lexicon/things.ts'
import { simplify } from '../src/lexicon/traditional.ts'
import type { Entry, Labelled } from '../train/corpus.ts'

/** A sentence with what a careful reader takes from it, whichever file it came from. */
export interface Case {
  text: string
  language: 'en' | 'zh'
  /** -1, 0 or 1; missing where not labelled. */
  sign?: number
  groups: Kind[]
  isStirred?: boolean
  isOvergeneral?: boolean
  voice?: 'first' | 'third' | 'nobody'
  /** Each with whether a reading's person is the one meant. */
  people: { isAbsent: boolean; is: (person: Person) => boolean }[]
  motifs: { isAbsent: boolean; isKnown: boolean; is: (motif: Motif) => boolean }[]
  hasConcern: boolean
}

const titles = new Map(concepts().map(({ key, title }) => [key, title]))

/** An entry of the corpus. Over-general is 0; specific 2 and more; 1, a habit, is neither. */
export function caseOfEntry(entry: Entry): Case {
  return {
    text: entry.text,
    language: entry.language,
    sign: Math.sign(entry.valence),
    groups: entry.groups,
    ...(entry.arousal !== 0 && { isStirred: entry.arousal > 0 }),
    ...(entry.specificity !== 1 && { isOvergeneral: entry.specificity === 0 }),
    voice: entry.voice,
    people: entry.people.map((person) => ({ isAbsent: person.isAbsent, is: (it) => isPerson(it, person) })),
    motifs: entry.motifs.map(({ key, isAbsent }) => ({
      isAbsent,
      isKnown: titles.has(key),
      is: ({ concept }) => concept === key,
    })),
    hasConcern: entry.concern.length > 0,
  }
}

/** By relation where there is one; "self", "crowd" and strangers by role. */
function isPerson({ role, relation }: Person, { key }: Labelled): boolean {
  if (key === 'self') return role === 'ROLE_SELF'
  if (key === 'crowd' || key === 'nobody') return role === 'ROLE_CROWD'
  if (key === 'stranger') return role === 'ROLE_OTHER'
  return relation === key
}

interface DevLine {
  lang: 'en' | 'zh'
  text: string
  valence: number | null
  arousal: 'low' | 'high' | null
  emotion: Kind
  emotion_alt: Kind[]
  overgeneral: boolean
  perspective: 'first' | 'third' | 'none' | null
  motifs: { term: string; present: boolean }[]
  risk: boolean
}

/** The 80 sentences of the development set: looked at while the house was built, never trained on. */
export function devCases(): Case[] {
  const lines = readFileSync(join(import.meta.dirname, 'dev.jsonl'), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => {
    const it = JSON.parse(line) as DevLine
    return {
      text: it.text,
      language: it.lang,
      ...(it.valence !== null && { sign: it.valence }),
      groups: [it.emotion, ...it.emotion_alt],
      ...(it.arousal !== null && { isStirred: it.arousal === 'high' }),
      isOvergeneral: it.overgeneral,
      ...(it.perspective !== null && { voice: it.perspective === 'none' ? 'nobody' : it.perspective }),
      // Its people are words ("he", "class"), not relations: not scored.
      people: [],
      motifs: it.motifs.map(({ term, present }) => ({
        isAbsent: !present,
        isKnown: true,
        is: ({ concept }) => isNamed(concept, term),
      })),
      hasConcern: it.risk,
    }
  })
}

/** Lenient: the term is the concept's key or one of its names, or one ends with the other ("streetlamp" and lamp). */
function isNamed(concept: string, term: string): boolean {
  const title = titles.get(concept)
  const names = [concept.replaceAll('_', ' '), title?.['en'] ?? '', title?.['zh'] ?? ''].filter(Boolean)
  const said = [simplify(term.toLowerCase()), ...singulars(term.toLowerCase())]
  return said.some((word) => names.some((name) => name === word || name.endsWith(word) || word.endsWith(name)))
}

/** How a reading's voice is called here. */
export const voiceOf = ({ voice }: Reading) =>
  ({ VOICE_FIRST_PERSON: 'first', VOICE_THIRD_PERSON: 'third', VOICE_IMPERSONAL: 'nobody', VOICE_UNSPECIFIED: '' })[
    voice
  ]
