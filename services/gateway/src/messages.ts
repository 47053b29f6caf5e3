import { Failure } from '@aiw/kit/errors'
import type { Measured } from '@aiw/proto'
import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Who } from './scene.ts'
import type { Leaning } from './taste/leaning.ts'

/** A frame may hold this many bytes; see contracts of the socket in docs/api.md. */
export const maxFrameBytes = 16 * 1024

const Id = Type.String({ minLength: 1, maxLength: 64 })
const Text = Type.String({ minLength: 1 })
/** Counted as the page and emotion count: UTF-16 units. */
const mostCharacters = 2_000

/** What a writer asks of the look; what is left out is the house's to choose. */
export const LookWish = Type.Object(
  {
    /** A name from `GET /v1/styles`. */
    style: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    /** Darker or brighter than the sentence has it. */
    brightness: Type.Optional(Type.Number({ minimum: -1, maximum: 1 })),
    /** Colder or warmer than the sentence has it. */
    warmth: Type.Optional(Type.Number({ minimum: -1, maximum: 1 })),
    /** 0 sharp to 1 only light and colour. */
    blur: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    /** 0 as the sentence has it to 1 no thing to be recognised. */
    abstraction: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  },
  { additionalProperties: false },
)

const orNull = <T extends TSchema>(one: T) => Type.Optional(Type.Union([one, Type.Null()]))
const { style, brightness, warmth, blur, abstraction } = LookWish.properties
/** What changes of the look that was asked before: null takes a wish back, what is left out stays. */
const LookChange = Type.Object(
  {
    style: orNull(style),
    brightness: orNull(brightness),
    warmth: orNull(warmth),
    blur: orNull(blur),
    abstraction: orNull(abstraction),
  },
  { additionalProperties: false },
)

const Viewpoint = Type.Enum(['own_eyes', 'observer', 'far', 'other_eyes'])
const Moment = Type.Enum(['before', 'now', 'later'])
/** A person of the scene, by the `index` that `reading` gave them. */
const PersonIndex = Type.Integer({ minimum: 0, maximum: 7 })

/** Everything a client may say on the socket, by its type. */
const clientMessages = {
  write: Compile(
    Type.Object({
      type: Type.Literal('write'),
      id: Id,
      text: Text,
      private: Type.Optional(Type.Boolean()),
      look: Type.Optional(LookWish),
      viewpoint: Type.Optional(Viewpoint),
      moment: Type.Optional(Moment),
    }),
  ),
  again: Compile(
    Type.Object({
      type: Type.Literal('again'),
      id: Id,
      of: Id,
      look: Type.Optional(LookChange),
      viewpoint: Type.Optional(Viewpoint),
      moment: Type.Optional(Moment),
      through: Type.Optional(PersonIndex),
      without: Type.Optional(Type.Array(PersonIndex, { maxItems: 8 })),
      as: Type.Optional(
        Type.Array(
          Type.Object({
            person: PersonIndex,
            relation: Type.String({ pattern: '^([a-z0-9]+(_[a-z0-9]+)*)?$', maxLength: 64 }),
          }),
          { maxItems: 8 },
        ),
      ),
      seed: Type.Optional(Type.Enum(['same', 'new'])),
      beside: Type.Optional(Type.Boolean()),
    }),
  ),
  revise: Compile(Type.Object({ type: Type.Literal('revise'), id: Id, of: Id, text: Text })),
  stop: Compile(Type.Object({ type: Type.Literal('stop'), id: Id })),
  resume: Compile(
    Type.Object({ type: Type.Literal('resume'), after: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }) }),
  ),
}

export type LookWish = Static<typeof LookWish>
export type LookChange = Static<typeof LookChange>
type Checked<K extends keyof typeof clientMessages> = (typeof clientMessages)[K] extends {
  Parse(value: unknown): infer T
}
  ? T
  : never
export type ClientMessage = { [K in keyof typeof clientMessages]: Checked<K> }[keyof typeof clientMessages]
/** The messages that are kept. */
export type KeptMessage = Extract<ClientMessage, { type: 'write' | 'again' | 'revise' }>

/** What a kept message asks of its picture. */
export interface Wish {
  look?: LookWish
  viewpoint?: Static<typeof Viewpoint>
  moment?: Static<typeof Moment>
  /** Whose eyes it is seen through, where it is seen through other eyes. */
  through?: Who
  /** Who is left out. */
  without?: Who[]
  /** Who is taken for whom. */
  as?: { who: Who; relation: string }[]
  /** It stands beside the others: none is painted in place of another. */
  beside?: boolean
}

export const tooLarge = () => new Failure('invalid', 'A message is at most 16 KiB')

/** Reads one frame. Throws Failure `invalid` that names what is wrong and quotes nothing. */
export function parseMessage(frame: Buffer): ClientMessage {
  if (frame.length > maxFrameBytes) throw tooLarge()
  let message: unknown
  try {
    message = JSON.parse(frame.toString('utf8'))
  } catch {
    // Without the cause: JSON.parse quotes its input.
    throw new Failure('invalid', 'A message is one JSON object')
  }
  const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined
  if (typeof type !== 'string' || !Object.hasOwn(clientMessages, type))
    throw new Failure('invalid', `The type of a message is one of: ${Object.keys(clientMessages).join(', ')}`)
  const check = clientMessages[type as keyof typeof clientMessages]
  if (check.Check(message)) {
    // What else is in it is nobody's business, and may be of any kind.
    if ((message.type === 'write' || message.type === 'revise') && !isText(message.text))
      throw new Failure('invalid', 'text: 1 to 2,000 characters, not all blank, none of them U+0000')
    const { id, of, look } = message as { id?: unknown; of?: unknown; look?: { style?: string | null } | null }
    const unfit = Object.entries({ id, of, 'look.style': look?.style }).filter(([, name]) => !isName(name))
    if (unfit.length > 0) throw new Failure('invalid', `Not as agreed: ${unfit.map(([field]) => field).join(', ')}`)
    return message
  }
  const wrong = new Set([...check.Errors(message)].map(({ instancePath }) => instancePath.slice(1) || 'message'))
  throw new Failure(
    'invalid',
    wrong.has('text') ? 'text: 1 to 2,000 characters' : `Not as agreed: ${[...wrong].join(', ')}`,
  )
}

/** Whether there is something to read in it, beyond blanks and marks without a width, and nothing that cannot be kept. */
export const isWritten = (text: string) => /[^\p{Cc}\p{Cf}\p{Z}]/u.test(text) && !text.includes('\0')

const isText = (text: string) => isWritten(text) && text.length <= mostCharacters

/** Whether every character of a name can be stored and shown: control characters and halves of pairs cannot. */
const isName = (name: unknown) => typeof name !== 'string' || !/\p{C}/u.test(name)

/** The id a frame carries, if it can be told, so that its problem can name it. */
export function idOf(frame: Buffer): string {
  try {
    const { id } = JSON.parse(frame.toString('utf8')) as { id?: unknown }
    return typeof id === 'string' ? id.slice(0, 64) : ''
  } catch {
    return ''
  }
}

/** A picture as the page learns of it; its bytes are at `url`. */
export interface PictureMessage {
  id: string
  url: string
  width: number
  height: number
  /** Describes it for those who do not see it. */
  alt: string
  seed: number
  recipe: string
  /** What painted it: "painter", or the name of a GPU node. Pictures of earlier releases have none. */
  backend?: string
  measured: Measured
}

/** A person of a sentence, as the page learns of them. */
export interface PersonMessage {
  /** By which a client means them; 0 to 7. */
  index: number
  role: 'self' | 'other' | 'crowd'
  /** Key of the relation; empty for the writer and where nothing is known. */
  relation: string
  /** `absent`: said not to be there. */
  presence: 'present' | 'absent'
  /** For people. */
  title: Record<'en' | 'zh', string>
}

/** What is stored and said again after a lost line. */
export type DurableEvent =
  | { type: 'kept' }
  | {
      type: 'reading'
      feeling: { valence: number; arousal: number; dominance: number; confidence: number; implied: boolean }
      specificity: number
      language: string
      emotions: { kind: string; score: number }[]
      /** Who is in it, most important first. Readings of earlier releases have none. */
      people?: PersonMessage[]
      /** The person it is told in. */
      voice?: 'first_person' | 'third_person' | 'impersonal'
    }
  | {
      type: 'look'
      style: string
      brightness: number
      warmth: number
      energy: number
      blur: number
      abstraction: number
      because: Record<string, string>
      /** How far it leans from what the sentence says; looks of earlier releases have none. */
      leaning?: Leaning
    }
  | { type: 'picture'; picture: PictureMessage }
  | { type: 'help'; card: HelpCard }
  | { type: 'problem'; code: string; title: string; detail: string; retry: boolean }
  | { type: 'done' }

/** What is only of the moment. */
export type PassingEvent =
  | { type: 'waiting'; ahead: number }
  | { type: 'progress'; done: number }
  | { type: 'preview'; image: string }

export type SentenceEvent = DurableEvent | PassingEvent

/**
 * What a writer changed of what is kept, said to whoever listens. It takes no number of its own and is not said again:
 * who comes later finds things as they are.
 */
type Change =
  | { type: 'private'; private: boolean }
  /** The sentence, or one picture of it. */
  | { type: 'gone'; picture?: string }

interface About {
  /** Of the client's message; empty when that could not be read. */
  id: string
  /** Rising in a sitting. */
  seq: number
}

/** What was said of a sentence, under a number of its own. */
export type EventMessage = SentenceEvent & About

/** What goes over the socket. */
export type ServerMessage = (SentenceEvent | Change) & About

/** Who can help, in the words of the site. */
export interface HelpCard {
  title: string
  text: string
  contacts: { name: string; detail: string }[]
}
