import type { Language, Look, Purpose, Style } from './wire.ts'

// What the page and the gateway say to each other over HTTP, beside sittings and their events: wire.ts.

/** What the house says of itself to anybody: `GET /v1/site`, without help and kiosk. */
export interface SiteFacts {
  /** Whether anybody may begin as a new writer. */
  open: boolean
  /** Who reads along while somebody writes. */
  readsAlong: 'nobody' | 'therapist'
  /** A server of the site takes speech down. */
  dictation: boolean
  programme: { days: number; minutes: number }
}

/** What a site asks a writer to do; each text is Markdown. */
export interface ProgrammeTexts {
  instruction: string
  place: string
  promise: string
  starts: { id: string; title: string; text: string }[]
  after: string
  /** To whoever writes as if of somebody else. */
  thirdPerson: string
  /** To whoever looks at their own image before the picture. */
  imagineFirst: string
}

/** The programme of the site, and where a writer stands in it. */
export interface Programme {
  version: string
  days: number
  /** Of writing, on each day. */
  minutes: number
  texts: ProgrammeTexts
  /** Today is this day, from 1; null when all days have been written on. */
  day: number | null
  /** Seconds written today. */
  done: number
  promised: boolean
  /** On how many days as long was written as is asked. */
  finished: number
}

/** The Affective Slider: docs/measures.md. */
export interface Measure {
  sitting?: string
  when: 'before' | 'after'
  /** 0 unpleasant to 1 pleasant. */
  pleasure: number
  /** 0 sleepy to 1 wide awake. */
  arousal: number
  /** Which of the two stood above. */
  first: 'pleasure' | 'arousal'
}

/** A rating of a picture of the comfort round; each 0 to 1. */
export interface ComfortRating {
  /** 0 to 7. */
  comfortPicture: number
  comfort?: number
  motivation?: number
}

/** What was learned of a writer's taste, in one sentence. */
export interface Taste {
  learning: boolean
  ratings: number
  says: {
    key: 'off' | 'nothing' | 'even' | 'leaning'
    brightness?: 'darker' | 'brighter'
    warmth?: 'colder' | 'warmer'
    blur?: 'softer'
    abstraction?: 'looser'
    style?: Style['name']
  }
}

/** Every setting of a writer. */
export interface SettingValues {
  pictures: 'on' | 'hidden' | 'off'
  brightness: number
  warmth: number
  blur: number
  abstraction: number
  style: string
  imagineFirst: boolean
  thirdPerson: boolean
  focus: boolean
  questions: boolean
  learning: boolean
  frozen: boolean
  feelingsLine: boolean
  gentle: boolean
}

/** A setting as it holds, and from whom it comes. */
export interface Setting<Value> {
  value: Value
  origin: 'house' | 'study' | 'arm' | 'therapist' | 'writer'
  /** Of numbers: what those before the writer allow. */
  least?: number
  most?: number
  /** The writer cannot change it. */
  fixed?: true
}

export interface Settings {
  version: string
  settings: { [Name in keyof SettingValues]: Setting<SettingValues[Name]> }
}

/** Null: back to what holds without the writer. */
export type SettingChanges = { [Name in keyof SettingValues]?: SettingValues[Name] | null }

/** Why a picture was not right for somebody. */
export const reasons = ['frightening', 'offensive', 'distracting', 'wrong'] as const

/** What may be said of a picture, or of a sentence before there is one, beside what looking back knows of it. */
export interface Rated {
  /** With `sentence`: it is about the sentence, not about a picture. */
  sitting?: string
  sentence?: string
  /** 0 it did not get it to 1 it did. */
  gotIt?: number
  /** 0 no image of one's own to 1 as if one saw it. */
  vivid?: number
  /** The pictures that were shown and not kept. */
  over?: string[]
}

/** A word that led to a picture. */
export interface Word {
  text: string
  /** In UTF-16 units of the sentence. */
  start: number
  length: number
  toward: 'brighter' | 'darker' | 'livelier' | 'stiller' | 'neither'
}

/** Why a picture is as it is: `GET …/why`. What is missing was not painted. */
export interface Reasons {
  words: Word[]
  feeling?: { valence: number; arousal: number; confidence: number }
  look?: Look
  backend?: string
  recipe?: string
}

/** A question to reflect on. */
export interface Question {
  id: string
  when: 'pause' | 'end'
  text: string
}

export interface Questions {
  version: string
  questions: Question[]
}

/** What somebody answers to a question of that version of the list. */
export interface NewAnswer {
  sitting: string
  sentence?: string
  question: string
  version: string
  text: string
}

/** What a writer said of a picture, as far as looking back needs it. */
export interface Rating {
  picture?: string
  /** Of several side by side they kept this one, or none. */
  kept?: 'one' | 'none'
  hidden?: true
  rejected?: string
}

/** A question to reflect on and what the writer answered. */
export interface Answer {
  id: string
  /** Of the list of questions. */
  question: string
  /** Without one it is about the sitting. */
  sentence?: string
  /** As it was asked. */
  asked: Record<Language, string>
  text: string
}

/** Somebody whom a writer may show what they choose. */
export interface Recipient {
  id: string
  name: string
  purpose: 'care' | 'research'
}

/** What somebody was shown. */
export interface Release {
  id: string
  recipient: string
  scope: 'sentence' | 'sitting' | 'everything'
  sitting?: string
  sentence?: string
  releasedAt: string
}

/** A writer's decision about a purpose. */
export interface Decision {
  purpose: Purpose
  given: boolean
  language: Language
  sha256: string
  erase?: true
}
