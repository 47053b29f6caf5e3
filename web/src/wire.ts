/** What the page and the gateway say to each other: the messages of a sitting's socket and the bodies of its HTTP calls. */

/** The languages of the page. */
export type Language = 'en' | 'zh'

/** What a writer asks of their pictures; whatever is left out, the house decides. */
export interface Wish {
  /** Name of a style, one of `GET /v1/styles`. */
  style?: string
  /** -1 (darker) to 1 (brighter), added to what the house would choose. */
  brightness?: number
  /** -1 (colder) to 1 (warmer), added to what the house would choose. */
  warmth?: number
  /** 0 (clear) to 1 (veiled). */
  blur?: number
  /** 0 (things) to 1 (colours only). */
  abstraction?: number
}

/** Where a picture is seen from. */
export type Viewpoint = 'own_eyes' | 'observer' | 'far' | 'other_eyes'
/** Which moment of the story it shows. */
export type Moment = 'before' | 'now' | 'later'

/** How a sentence is seen: from where, when, with whom. What is left out is as the sentence or the picture before has it. */
export interface View {
  viewpoint?: Viewpoint
  moment?: Moment
  /** `index` of the person whose eyes it is seen through; with `other_eyes`. */
  through?: number
  /** `index` of everybody who is left out; empty: nobody any more. */
  without?: number[]
  /** Who is taken for whom: `relation` is a key, empty for somebody unnamed. */
  as?: { person: number; relation: string }[]
}

/** A sentence. */
export interface Write extends Pick<View, 'viewpoint' | 'moment'> {
  type: 'write'
  id: string
  text: string
  private?: boolean
  look?: Wish
}

/** What another picture changes of the look asked before: null is the house's choice again, what is left out stays. */
export type LookChange = { [Aspect in keyof Wish]: Wish[Aspect] | null }

/** Another picture of a sentence. */
export interface Again extends View {
  type: 'again'
  id: string
  of: string
  look?: LookChange
  /** `same` keeps the composition; left out: kept when a view is asked for. */
  seed?: 'same' | 'new'
  /** It stands beside the others (a second opinion): none is painted in place of another. */
  beside?: boolean
}

/** A new version of a sentence. */
export interface Revise {
  type: 'revise'
  id: string
  of: string
  text: string
}

/** What a writer may ask that is answered with `kept`, and so may be repeated until it is. */
export type Request = Write | Again | Revise

/** Everything the page may say on a sitting's socket. */
export type ClientMessage = Request | { type: 'stop'; id: string } | { type: 'resume'; after: number }

/** A painted picture. */
export interface Picture {
  id: string
  url: string
  width: number
  height: number
  /** What can be seen, for those who do not see it. */
  alt: string
  /** What painted it, to the last part that matters. */
  recipe?: string
  /** "painter", or the name of a GPU node. */
  backend?: string
}

/** Somebody of a sentence. */
export interface Person {
  /** By which a view means them. */
  index: number
  role: 'self' | 'other' | 'crowd'
  /** A key; empty for the writer and where nothing is known. */
  relation: string
  /** `absent`: said not to be there. */
  presence: 'present' | 'absent'
  title: Record<Language, string>
}

/** What was read in a sentence, as far as the page needs it. */
export interface Reading {
  /** A BCP 47 tag. */
  language?: string
  people?: Person[]
  /** The person it is told in. */
  voice?: 'first_person' | 'third_person' | 'impersonal'
  feeling?: {
    /** -1 unpleasant to 1 pleasant. */
    valence: number
    /** -1 calm to 1 stirred. */
    arousal: number
    /** 0 to 1. */
    confidence: number
  }
}

/** The look the house chose, and in one word each why. */
export interface Look {
  style: string
  /** -1 to 1. */
  brightness: number
  /** -1 to 1. */
  warmth: number
  /** 0 to 1. */
  energy: number
  /** 0 to 1. */
  blur: number
  /** 0 to 1. */
  abstraction: number
  because?: Partial<Record<'style' | 'brightness' | 'warmth' | 'energy' | 'blur' | 'abstraction', string>>
}

/** The site's own help card. */
export interface HelpCard {
  title: string
  text: string
  contacts: { name: string; detail: string }[]
}

/** The codes by which the house says what went wrong. */
export const problemCodes = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'busy',
  'cancelled',
  'unavailable',
  'timeout',
  'internal',
] as const

export type ProblemCode = (typeof problemCodes)[number]

/** What went wrong. The page words it itself, by its code and in its own language. */
export interface Problem {
  code: ProblemCode
  /** Whether asking again may help. */
  retry: boolean
}

interface About {
  /** The client's id of the request this is about. */
  id: string
  /** Rises within a sitting, not always by one. What is told again has the number that it had. */
  seq: number
}

/** Everything the house says on a sitting's socket. */
export type ServerMessage = About &
  (
    | { type: 'kept' }
    | ({ type: 'reading' } & Reading)
    | ({ type: 'look' } & Look)
    | { type: 'waiting'; ahead: number }
    | { type: 'progress'; done: number }
    | { type: 'preview'; image: string }
    | { type: 'picture'; picture: Picture }
    | { type: 'help'; card: HelpCard }
    | ({ type: 'problem' } & Problem)
    | { type: 'done' }
    | { type: 'private'; private: boolean }
    | { type: 'gone'; picture?: string }
  )

/** One sentence (or one request for another picture of it) as `GET /v1/sittings/:id` tells it. */
export interface KeptSentence {
  id: string
  kind: 'write' | 'again' | 'revise'
  of?: string
  text?: string
  private: boolean
  reading?: Reading
  look?: Look
  /** How it was asked to be seen; what was asked of the picture before is in it. */
  view?: View & { beside?: boolean }
  pictures: Picture[]
  problem?: Problem
  done: boolean
}

/** A sitting as the house keeps it. `seq` is that of its latest event. */
export interface KeptSitting {
  id: string
  language?: Language
  seq: number
  sentences: KeptSentence[]
}

/** One line of the list of sittings. */
export interface SittingSummary {
  id: string
  startedAt: string
  sentences: number
}

/** What a writer is asked to agree to, each on its own. */
export type Purpose = 'ai' | 'keeping' | 'releasing' | 'research'

/** What a writer has agreed to, and the words that are asked. */
export interface Consent {
  purpose: Purpose
  /** What holds now. */
  given: boolean
  /** False: nobody was asked yet. */
  decided: boolean
  decidedAt?: string
  texts: Record<Language, { sha256: string; markdown: string }>
}

/** Something that was done to what is this writer's. */
export interface AuditEntry {
  /** Rising. */
  number: number
  at: string
  by: 'writer' | 'house'
  action: string
}

/** What stays when a writer is erased; counts are missing when the rows follow later. */
export interface Receipt {
  id: string
  day: string
  sittings?: number
  sentences?: number
  pictures?: number
}

/** A style a writer may choose. */
export interface Style {
  name: string
  /** For people, by language tag. */
  title: Partial<Record<Language, string>>
}

const serverTypes = new Set<string>([
  'kept',
  'reading',
  'look',
  'waiting',
  'progress',
  'preview',
  'picture',
  'help',
  'problem',
  'done',
  'private',
  'gone',
] satisfies ServerMessage['type'][])

/** Reads one frame of the gateway. What is no message of ours (a later contract's, or noise) is undefined. */
export function parseServerMessage(frame: unknown): ServerMessage | undefined {
  if (typeof frame !== 'string') return undefined
  let message: unknown
  try {
    message = JSON.parse(frame)
  } catch {
    return undefined
  }
  if (typeof message !== 'object' || message === null) return undefined
  const { type, id, seq } = message as Record<string, unknown>
  if (typeof type !== 'string' || !serverTypes.has(type) || typeof id !== 'string' || typeof seq !== 'number') {
    return undefined
  }
  return message as ServerMessage
}

/** A problem from anything that claims to be one; what has no known code is `internal`. */
export function problemFrom(body: unknown): Problem {
  const { code, retry } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const known = problemCodes.find((one) => one === code) ?? 'internal'
  return { code: known, retry: typeof retry === 'boolean' ? retry : ['busy', 'unavailable', 'timeout'].includes(known) }
}

/**
 * A name for a message: 128 bits of chance. Not `randomUUID`, which pages have over HTTPS only, and a ward's house may be
 * plain HTTP.
 */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
