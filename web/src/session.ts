import type {
  HelpCard,
  KeptSentence,
  KeptSitting,
  Look,
  Person,
  Picture,
  Problem,
  Reading,
  Request,
  ServerMessage,
  View,
  Wish,
} from './wire.ts'
import { problemFrom } from './wire.ts'

/**
 * Everything the page knows of one sitting, and how each event changes it: values in, values out.
 *
 * A request runs through: said (in the page only) → kept → painting (waiting, progress, previews) → done, with a
 * picture, a problem or neither. Every event may come twice or late (after a lost line the house says things again), so
 * each is applied by its request and type and changes nothing the second time.
 */
export interface Session {
  /** The sitting's id, once the house has given one. */
  sitting: string | undefined
  /** The highest `seq` heard of. */
  seq: number
  /** In the order of the writing. */
  sentences: Sentence[]
  /** What the writer took from the strip, if they did. */
  chosen: Choice | undefined
  line: LineState
}

/** `closed`: no sitting yet. `lost`: it was open, or should be, and is being opened again. */
type LineState = 'closed' | 'opening' | 'open' | 'lost'

/** A picture taken from the strip stands until something painted for a later request than `before` comes. */
interface Choice {
  picture: string
  before: number
}

/** One request of the writer: a sentence, a new version of one, or another picture of one. */
export interface Sentence {
  id: string
  kind: 'write' | 'again' | 'revise'
  of?: string
  text?: string
  private: boolean
  /** The request as it was sent, until the house has kept it: what is said again after a lost line. */
  request?: Request
  kept: boolean
  language?: string
  /** Who is in it. Of another picture of a sentence: nobody, see its words. */
  people?: Person[]
  /** The person it is told in. */
  voice?: Reading['voice']
  /** What was read of its feeling. */
  feeling?: Reading['feeling']
  /** How it was asked to be seen. */
  view?: View & { beside?: boolean }
  look?: Look
  /** What was asked of its look, as far as this page asked it. */
  wish?: Wish
  /** How many wait before it. */
  ahead?: number
  /** 0 to 1. */
  progress?: number
  preview?: { image: string; seq: number }
  pictures: Picture[]
  help?: HelpCard
  /** The writer put the help card away. */
  helpIsAway?: boolean
  problem?: Problem
  /** The writer asked to stop painting it. */
  stopped: boolean
  done: boolean
}

export type SessionEvent =
  | { type: 'began'; sitting?: string }
  /** `known`: what the house had kept when it was asked; what of that is not listed any more was deleted meanwhile. */
  | { type: 'loaded'; sitting: KeptSitting; known?: ReadonlySet<string> }
  | { type: 'said'; request: Request }
  | { type: 'heard'; message: ServerMessage }
  | { type: 'stopped'; ids: string[] }
  | { type: 'chose'; picture: string }
  | { type: 'said again'; of: string; request: Request }
  | { type: 'put help away'; id: string }
  | { type: 'line'; line: LineState }

export const emptySession: Session = { sitting: undefined, seq: 0, sentences: [], chosen: undefined, line: 'closed' }

/** The session after one event. */
export function advance(session: Session, event: SessionEvent): Session {
  switch (event.type) {
    case 'began':
      return event.sitting === undefined ? emptySession : { ...session, sitting: event.sitting }
    case 'loaded':
      return merge(forget(session, lost(event)), event)
    case 'said':
      return {
        ...session,
        sentences: [...session.sentences, sentenceFrom(event.request, aboutOf(session, event.request))],
      }
    case 'heard': {
      const { message } = event
      if (message.type === 'gone' && message.picture === undefined) return forget(session, new Set([message.id]))
      return {
        ...session,
        seq: Math.max(session.seq, message.seq),
        sentences: change(session.sentences, message.id, (sentence) => hear(sentence, message)),
      }
    }
    case 'stopped':
      return {
        ...session,
        sentences: session.sentences.map((sentence) =>
          event.ids.includes(sentence.id) ? { ...sentence, stopped: true } : sentence,
        ),
      }
    case 'chose':
      return { ...session, chosen: { picture: event.picture, before: session.sentences.length } }
    case 'said again':
      return {
        ...session,
        sentences: change(session.sentences, event.of, () =>
          sentenceFrom(event.request, aboutOf(session, event.request)),
        ),
      }
    case 'put help away':
      return {
        ...session,
        sentences: change(session.sentences, event.id, (sentence) => ({ ...sentence, helpIsAway: true })),
      }
    case 'line':
      return session.line === event.line ? session : { ...session, line: event.line }
  }
}

/** The session without some sentences. What was chosen before they went stays chosen. */
function forget(session: Session, ids: ReadonlySet<string>): Session {
  const { sentences, chosen } = session
  const gone = sentences.filter(({ id }) => ids.has(id))
  if (gone.length === 0) return session
  const before = chosen && chosen.before - sentences.slice(0, chosen.before).filter(({ id }) => ids.has(id)).length
  return {
    ...session,
    sentences: sentences.filter(({ id }) => !ids.has(id)),
    chosen: chosen && { ...chosen, before: before! },
  }
}

/** What a page knows of and the house has no more. */
function lost({ sitting, known = new Set() }: Extract<SessionEvent, { type: 'loaded' }>): ReadonlySet<string> {
  const listed = new Set(sitting.sentences.map(idOf))
  return new Set([...known].filter((id) => !listed.has(id)))
}

/** What the house keeps of a sitting, sentences and pictures, as far as this page has heard. */
export function keptIds(session: Session): ReadonlySet<string> {
  return new Set(session.sentences.filter((one) => one.kept).flatMap(({ id, pictures }) => [id, ...pictures.map(idOf)]))
}

const idOf = ({ id }: { id: string }) => id

function change(sentences: Sentence[], id: string, how: (sentence: Sentence) => Sentence): Sentence[] {
  return sentences.some((sentence) => sentence.id === id)
    ? sentences.map((sentence) => (sentence.id === id ? how(sentence) : sentence))
    : sentences
}

const aboutOf = ({ sentences }: Session, request: Request) =>
  'of' in request ? sentences.find(({ id }) => id === request.of) : undefined

function sentenceFrom(request: Request, of?: Sentence): Sentence {
  return {
    id: request.id,
    kind: request.type,
    ...('of' in request && { of: request.of }),
    ...('text' in request && { text: request.text }),
    ...viewOf(request, of),
    ...wishOf(request, of),
    // Another version of what is private is private.
    private: (request.type === 'write' ? request.private : request.type === 'revise' && of?.private) === true,
    request,
    kept: false,
    pictures: [],
    stopped: false,
    done: false,
  }
}

/** How a request asks to be seen: what it asks goes over what was asked of the one it is about. */
function viewOf(request: Request, of: Sentence | undefined): Pick<Sentence, 'view'> {
  const { beside: _, ...before } = of?.view ?? {}
  const { viewpoint, moment, through, without, as, beside }: NonNullable<Sentence['view']> =
    request.type === 'revise' ? {} : request
  const asked = Object.entries({ viewpoint, moment, through, without, as, beside }).filter(([, it]) => it !== undefined)
  const view: NonNullable<Sentence['view']> = {
    ...before,
    ...(through !== undefined && { viewpoint: 'other_eyes' }),
    ...Object.fromEntries(asked),
  }
  if (view.viewpoint !== 'other_eyes') delete view.through
  return Object.keys(view).length > 0 ? { view } : {}
}

/** What a request asks of the look; a new version keeps what was asked, another picture keeps what it does not change. */
function wishOf(request: Request, of: Sentence | undefined): Pick<Sentence, 'wish'> {
  const { look } = request.type === 'revise' ? { look: of?.wish } : request
  if (!look) return {}
  const asked = Object.entries({ ...(request.type === 'again' && of?.wish), ...look }).filter(([, one]) => one !== null)
  return { wish: Object.fromEntries(asked) as Wish }
}

function hear(sentence: Sentence, message: ServerMessage): Sentence {
  switch (message.type) {
    case 'kept':
      return kept(sentence)
    case 'reading':
      return { ...sentence, ...known(message) }
    case 'look': {
      const { type: _type, id: _id, seq: _seq, ...look } = message
      return { ...sentence, look }
    }
    case 'waiting':
      return sentence.done ? sentence : { ...sentence, ahead: message.ahead }
    case 'progress':
      return sentence.done
        ? sentence
        : { ...sentence, ahead: 0, progress: Math.max(sentence.progress ?? 0, message.done) }
    case 'preview':
      return sentence.done || sentence.pictures.length > 0 || message.seq <= (sentence.preview?.seq ?? -1)
        ? sentence
        : { ...sentence, ahead: 0, preview: { image: message.image, seq: message.seq } }
    case 'picture':
      return sentence.pictures.some((picture) => picture.id === message.picture.id)
        ? sentence
        : { ...withoutPreview(sentence), pictures: [...sentence.pictures, message.picture] }
    case 'help':
      return { ...sentence, help: message.card }
    case 'problem':
      return refused({ ...sentence, problem: problemFrom(message) })
    case 'done':
      return { ...withoutRequest(withoutPreview(sentence)), done: true }
    case 'private':
      return { ...(message.private ? withoutPreview(sentence) : sentence), private: message.private }
    case 'gone':
      return { ...sentence, pictures: sentence.pictures.filter(({ id }) => id !== message.picture) }
  }
}

/** What a reading tells of a sentence; nothing is forgotten where a later one tells less. */
function known({ language, people, voice, feeling }: Reading): Partial<Sentence> {
  return {
    ...(language !== undefined && { language }),
    ...(people && { people }),
    ...(voice && { voice }),
    ...(feeling && { feeling }),
  }
}

/** Whatever kept it from being kept before is over. */
function kept(sentence: Sentence): Sentence {
  if (sentence.kept) return sentence
  const { problem: _, ...rest } = withoutRequest(sentence)
  return { ...rest, kept: true }
}

/** What is refused for good is answered: it is not said again by itself, and nothing is waited for. */
function refused(sentence: Sentence): Sentence {
  return sentence.kept || sentence.problem?.retry ? sentence : { ...withoutRequest(sentence), done: true }
}

function withoutRequest(sentence: Sentence): Sentence {
  const { request: _, ...rest } = sentence
  return rest
}

function withoutPreview(sentence: Sentence): Sentence {
  const { preview: _, ...rest } = sentence
  return rest
}

/** What the house keeps, in its order, with what the page knows better; then what only the page has. */
function merge(session: Session, { sitting, known }: Extract<SessionEvent, { type: 'loaded' }>): Session {
  const before = new Map(session.sentences.map((sentence) => [sentence.id, sentence]))
  const listed = new Set(sitting.sentences.map(idOf))
  return {
    ...session,
    sitting: sitting.id,
    seq: Math.max(session.seq, sitting.seq),
    sentences: [
      ...sitting.sentences.map((sentence) => fromKept(sentence, before.get(sentence.id), known)),
      ...session.sentences.filter(({ id }) => !listed.has(id)),
    ],
  }
}

function fromKept({ reading, ...sentence }: KeptSentence, before?: Sentence, had?: ReadonlySet<string>): Sentence {
  const hung = new Set(sentence.pictures.map(idOf))
  return {
    ...(before && withoutRequest(before)),
    ...sentence,
    ...(sentence.problem && { problem: problemFrom(sentence.problem) }),
    ...(reading && known(reading)),
    // Heard on the line while this was on its way; what was known before that and is not listed is deleted.
    pictures: [...sentence.pictures, ...(before?.pictures ?? []).filter(({ id }) => !hung.has(id) && !had?.has(id))],
    done: sentence.done || (before?.done ?? false),
    kept: true,
    stopped: before?.stopped ?? false,
  }
}

/** What was said and never answered, in order, as it was said: to be said again when the line is back. */
export function unanswered(session: Session): Request[] {
  return session.sentences.flatMap(({ request }) => (request ? [request] : []))
}

/** The requests that are being painted, or wait for it. */
export function painting(session: Session): Sentence[] {
  return session.sentences.filter((one) => one.kept && !one.done && !one.stopped && !one.private && !one.pictures[0])
}

/** A picture with the sentence it was painted for. */
export interface Hung {
  picture: Picture
  sentence: Sentence
  /** The words: the sentence's own, or those of the sentence it is another picture of. */
  words: Sentence
}

/** The strip: every finished picture in the order of the writing, whenever it came. */
export function strip(session: Session): Hung[] {
  return session.sentences.flatMap((sentence) =>
    sentence.pictures.map((picture) => ({ picture, sentence, words: wordsOf(session, sentence) })),
  )
}

/** The sentence whose words a request is about. */
function wordsOf(session: Session, sentence: Sentence): Sentence {
  if (sentence.kind !== 'again') return sentence
  const of = session.sentences.find(({ id }) => id === sentence.of)
  return of && of !== sentence ? wordsOf(session, of) : sentence
}

/** What hangs on the stage. */
export interface Shown {
  src: string
  /** The finished picture; undefined while it is being painted. */
  picture: Picture | undefined
  sentence: Sentence
  words: Sentence
}

/**
 * What hangs on the stage: the newest request that has anything to show, so that a late picture never replaces a newer
 * one; or what the writer chose, until something newer than the choice comes.
 */
export function onStage(session: Session): Shown | undefined {
  const { sentences, chosen } = session
  const choice = chosen && strip(session).find(({ picture }) => picture.id === chosen.picture)
  for (let at = sentences.length - 1; at >= (choice && chosen ? chosen.before : 0); at--) {
    const sentence = sentences[at]!
    const picture = sentence.pictures.at(-1)
    const src = picture?.url ?? (sentence.stopped ? undefined : sentence.preview?.image)
    if (src !== undefined) return { src, picture, sentence, words: wordsOf(session, sentence) }
  }
  return choice && { src: choice.picture.url, ...choice }
}

/** The sitting's text: the sentences the writer wrote, without the requests for further pictures. */
export function written(session: Session): Sentence[] {
  return session.sentences.filter(({ kind }) => kind !== 'again')
}

/**
 * What is to be said of a sentence's picture: the problem of the last request for one, or `cancelled` where the painting
 * of its only picture was stopped.
 */
export function troubleOf(session: Session, sentence: Sentence): Problem | undefined {
  const requests = session.sentences.filter((one) => wordsOf(session, one).id === sentence.id)
  const latest = requests.at(-1)
  if (latest?.problem && !latest.stopped) return latest.problem
  const isUnpainted = sentence.kept && !sentence.private && requests.every(({ pictures }) => pictures.length === 0)
  return isUnpainted && latest?.done ? { code: 'cancelled', retry: true } : undefined
}
