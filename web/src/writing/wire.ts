import type { Look } from '../wire.ts'

// What the page and the gateway say to each other about a picture and its sentence, while somebody writes.

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
