import type { Api } from './api.ts'
import type { Decision } from './wire-http.ts'
import { emptySession, type Session } from './session.ts'
import type { Draft, Waiting } from './unsent.ts'
import type { Again, Consent, Language, LookChange, Receipt, SittingSummary, Style, Wish } from './wire.ts'

/** What lies on the writer's desk. In memory, but for what is not kept by the house yet: unsent.ts. */
export interface DeskState {
  session: Session
  /** Whose desk it is; undefined while nobody is known, or it is not known yet who. */
  writer: string | undefined
  /** Whether the house knows this writer; undefined until it was asked. */
  isKnown: boolean | undefined
  /** Whoever is here is being made a writer. */
  isBeginning: boolean
  /** The new writer's code, from the moment it is given until the page is left. */
  code: string | undefined
  /** The writer has seen to their code. */
  codeIsNoted: boolean
  /** It was never noted, and the page has been left since: nobody but this browser leads back to what was written. */
  codeIsMissed: boolean
  /** There is a recovery card; undefined until the house was asked. */
  hasCard: boolean | undefined
  /** The recovery card's code, from the moment it is given until the writer has seen to it. */
  card: string | undefined
  /** The writer was asked whether they want a card. */
  cardIsAsked: boolean
  /** Nothing goes on without a code: the house has signed this page out, or hands codes out itself. */
  needsCode: false | 'signed out' | 'handed out'
  /** Sentences that are not kept and wait until the writer is there whose they are, or has decided about them. */
  held: Waiting[]
  /** The sitting that lay here was deleted, on another page. */
  isDeleted: boolean
  /** What the writer agrees to of what changes the page: a new writer is taken to agree until they are asked. */
  agrees: { ai: boolean; keeping: boolean }
  styles: Style[]
}

/** What may be asked of another picture beside its look. */
export type Asked = Omit<Again, 'type' | 'id' | 'of' | 'look'>

/** All a writer can do, and what they see of it. */
export interface Desk {
  /** For what concerns no sitting: what was done, the export. */
  api: Api
  state: () => DeskState
  subscribe: (listener: () => void) => () => void
  /** Finds the writer's newest sitting, if there is one, and what was not sent when the page was left. */
  open: () => Promise<void>
  /** Makes whoever is here a writer before their first sentence, unless they are one. Throws a Refusal. */
  enter: () => Promise<void>
  /** Takes a sentence; it is sent as soon as there is a writer, a sitting and a line. */
  write: (text: string, options: { language: Language; isPrivate?: boolean; wish?: Wish }) => string
  /** Asks for another picture of a sentence; `look`: what changes of its look, `ask`: seen otherwise, or beside the others. */
  again: (of: string, look: LookChange, ask?: Asked) => string
  /** Takes a new version of a sentence. This and the two before give back the id that it is known by. */
  revise: (of: string, text: string) => string
  /** Says a sentence again that the house refused to keep. */
  resend: (id: string) => void
  /** Stops all painting. */
  stop: () => void
  choose: (picture: string) => void
  putHelpAway: (id: string) => void
  noteCode: () => void
  /** Puts the recovery card away, or the offer of one. */
  noteCard: () => void
  /** Throws a Refusal, as do the next eight. */
  makeCard: () => Promise<void>
  makeCode: () => Promise<void>
  setPrivate: (sentence: string, isPrivate: boolean) => Promise<void>
  deleteSentence: (id: string) => Promise<void>
  deletePicture: (id: string) => Promise<void>
  deleteSitting: (id: string) => Promise<void>
  /** Destroys everything of this writer and clears the desk. */
  erase: () => Promise<Receipt>
  /** What this writer agrees to, and the words that are asked. */
  consents: () => Promise<Consent[]>
  /** Decides about a purpose; it holds at once. */
  decide: (decision: Decision) => Promise<Consent[]>
  sittings: () => Promise<SittingSummary[]>
  /** Lays a fresh page; the sitting itself begins with its first sentence. What was refused is held. */
  newSitting: () => void
  /** Lays out another sitting in place of this one; what this one has not kept yet is held. Throws a Refusal. */
  openSitting: (id: string) => Promise<void>
  /** Throws a Refusal, `unauthenticated` or `not_found` when nobody has this code. */
  signIn: (code: string) => Promise<void>
  /** Clears the desk, even where the house cannot be told. */
  signOut: () => Promise<void>
  /** What waits becomes part of what is being written here. */
  takeHeld: () => void
  /** Throws away what waits. */
  dropHeld: () => void
  /** What stood in the box when this tab's page was left, whoever wrote it. */
  findDraft: () => Promise<Draft | undefined>
  /** Lays by what stands in the box, until the tab is closed or its writer leaves; undefined takes it away. */
  keepDraft: (draft: Draft | undefined) => void
  /** After being signed out: begins as somebody new. Throws away what waits. */
  beginAnew: () => void
  /** The machine woke or the network is back: try now what was waiting. */
  wake: () => void
  /** Another tab of this browser says who is here: this page is not for somebody else, and is theirs where it was nobody's. */
  isNow: (writer: string) => void
  close: () => void
}

/** A desk with nothing on it. */
export const emptyDesk = {
  writer: undefined,
  session: emptySession,
  isBeginning: false,
  code: undefined,
  codeIsNoted: false,
  codeIsMissed: false,
  hasCard: undefined,
  card: undefined,
  cardIsAsked: false,
  needsCode: false,
  held: [],
  isDeleted: false,
  agrees: { ai: true, keeping: true },
} as const satisfies Partial<DeskState>
