import type { Style } from '../wire.ts'

// What the page and the gateway say to each other before and after the writing.

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
