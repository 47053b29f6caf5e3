import type { Booklet } from './back/booklet.ts'
import type { Plan } from './help/plan.ts'
import type {
  Answer,
  ComfortRating,
  Decision,
  Measure,
  NewAnswer,
  Programme,
  Questions,
  Rated,
  Rating,
  Reasons,
  Recipient,
  Release,
  SettingChanges,
  Settings,
  SiteFacts,
  Taste,
} from './wire-http.ts'
import type { AuditEntry, Consent, KeptSitting, Language, ProblemCode, Receipt, SittingSummary, Style } from './wire.ts'
import { problemFrom } from './wire.ts'

/** The house said no, or could not be reached (`unavailable`). */
export class Refusal extends Error {
  readonly code: ProblemCode
  constructor(code: ProblemCode) {
    super(code)
    this.code = code
  }
}

/** The gateway's HTTP calls. Each throws a Refusal. */
export interface Api {
  /**
   * Whom the page takes itself to speak for from now on: a house that meets somebody else's cookie, of another tab, refuses
   * (`unauthenticated`).
   */
  speakFor(writer: string | undefined): void
  /** A new, nameless writer. The code is shown to them once. */
  newWriter(): Promise<{ code: string; writer: string }>
  /** Whether anybody may begin as a new writer. */
  isOpen(): Promise<boolean>
  /** Who is writing, and whether they have a recovery card; undefined where the house does not know. */
  whoIsIt(): Promise<{ writer: string; recovery: boolean } | undefined>
  signIn(code: string): Promise<{ writer: string }>
  signOut(): Promise<void>
  newSitting(language: Language): Promise<{ id: string }>
  /** Newest first, 200 at most; `before`: only those that started earlier than this one's `startedAt`. */
  sittings(before?: string): Promise<SittingSummary[]>
  sitting(id: string): Promise<KeptSitting>
  setPrivate(sitting: string, sentence: string, isPrivate: boolean): Promise<void>
  deleteSentence(sitting: string, sentence: string): Promise<void>
  deletePicture(id: string): Promise<void>
  deleteSitting(id: string): Promise<void>
  /** Destroys the keys, then everything. */
  erase(): Promise<Receipt>
  /** A recovery card in place of an earlier one; its code is shown this once. */
  newCard(): Promise<{ code: string }>
  /** Another access code, shown this once; the one before is worth nothing at once. */
  newCode(): Promise<{ code: string }>
  consents(): Promise<Consent[]>
  /** `sha256`: of the words that were shown. `erase`: deletes what is kept, where `keeping` is withdrawn. */
  decide(decision: Decision): Promise<void>
  /** What was done to what is this writer's, newest first; `before` a number, to go on. */
  audit(before?: number): Promise<AuditEntry[]>
  /** Where everything can be downloaded. */
  exportUrl: string
  styles(): Promise<Style[]>
  /** Where a sitting's socket is. */
  socketUrl(sitting: string): string
  /** Whom the site has registered to be shown what a writer chooses; often nobody. */
  recipients(): Promise<Recipient[]>
  /** What this writer has released and not taken back. */
  releases(): Promise<Release[]>
  /** Shows somebody a sentence or a sitting as it is now; `forbidden` where the writer has not agreed to releasing. */
  release(what: { recipient: string; sitting: string; sentence?: string }): Promise<void>
  takeBack(release: string): Promise<void>
  /** The one changed last first. */
  booklets(): Promise<Booklet[]>
  keepBooklet(booklet: Booklet): Promise<void>
  deleteBooklet(id: string): Promise<void>
  /** What the writer said of the pictures of a sitting, oldest first. */
  ratings(sitting: string): Promise<Rating[]>
  /** What the writer answered in a sitting, oldest first. */
  answers(sitting: string): Promise<Answer[]>
  /** What the site says of itself to anybody. */
  site(): Promise<SiteFacts>
  settings(): Promise<Settings>
  /** `forbidden` where something is fixed. */
  changeSettings(changes: SettingChanges): Promise<Settings>
  /** What the site asks to be written, and how far this writer has come, in days of their time zone. */
  programme(language: Language, zone: string): Promise<Programme>
  promise(): Promise<void>
  /** Tells how many seconds of a sitting were actively written, and gives back how many hold: the clock never goes back. */
  writtenFor(sitting: string, seconds: number): Promise<number>
  measure(measure: Measure): Promise<void>
  /** A picture of the comfort round, 0 to 7, painted now. */
  comfortPicture(n: number, signal: AbortSignal): Promise<Blob>
  rateComfort(rating: ComfortRating): Promise<void>
  /** Says what a picture is to the writer. */
  rate(rating: Rating & Rated): Promise<void>
  /** The words that a picture comes from, and what became of them; `forbidden` for a private sentence. */
  why(sitting: string, sentence: string): Promise<Reasons>
  /** Questions to reflect on, and the version of their list. */
  questions(language: Language): Promise<Questions>
  answer(answer: NewAnswer): Promise<void>
  deleteAnswer(id: string): Promise<void>
  /** The words of a recording; empty where nothing was said. */
  dictate(audio: Blob, language: Language, signal: AbortSignal): Promise<string>
  /** The safety plan. */
  plan(): Promise<Partial<Plan>>
  keepPlan(plan: Plan): Promise<void>
  taste(): Promise<Taste>
  /** Forgets what was learned; the ratings stay. */
  forgetTaste(): Promise<void>
}

/** What is asked for whoever is signed in, or for nobody. */
const whoever = new Set(['GET /v1/writers/me', 'POST /v1/writers', 'POST /v1/sign-in', 'POST /v1/sign-out'])

/** The gateway at an origin such as `https://aiw.example`. */
export function gatewayAt(origin: string): Api {
  let speaker: string | undefined
  async function ask(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const meant = speaker !== undefined && !whoever.has(`${method} ${path}`) ? { 'aiw-writer': speaker } : undefined
    const headers = { ...(init.headers as Record<string, string> | undefined), ...meant }
    const asked = { method, credentials: 'same-origin', ...init, headers } as const
    const response = await fetch(new URL(path, origin), asked).catch(() => {
      throw new Refusal('unavailable')
    })
    if (!response.ok) throw new Refusal(problemFrom(await response.json().catch(() => undefined)).code)
    return response
  }
  async function call<Answer>(method: string, path: string, body?: unknown, init?: RequestInit): Promise<Answer> {
    const response = await ask(method, path, {
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      ...init,
    })
    if (response.status === 204) return undefined as Answer
    // Something else answered in place of the house, such as a network that wants one to sign in.
    return response.json().catch(() => {
      throw new Refusal('unavailable')
    }) as Promise<Answer>
  }
  return {
    speakFor: (writer) => (speaker = writer),
    newWriter: () => call('POST', '/v1/writers'),
    isOpen: async () => (await call<{ open: boolean }>('GET', '/v1/registration')).open,
    whoIsIt: () =>
      call<{ writer: string; recovery: boolean }>('GET', '/v1/writers/me').catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'unauthenticated') return undefined
        throw error
      }),
    signIn: (code) => call('POST', '/v1/sign-in', { code }),
    signOut: () => call('POST', '/v1/sign-out'),
    newSitting: (language) => call('POST', '/v1/sittings', { language }),
    sittings: async (before) => {
      const query = before === undefined ? '' : `?before=${encodeURIComponent(before)}`
      return (await call<{ sittings: SittingSummary[] }>('GET', `/v1/sittings${query}`)).sittings
    },
    sitting: (id) => call('GET', pathOf(id)),
    setPrivate: (sitting, sentence, isPrivate) => call('PATCH', pathOf(sitting, sentence), { private: isPrivate }),
    deleteSentence: (sitting, sentence) => call('DELETE', pathOf(sitting, sentence)),
    deletePicture: (id) => call('DELETE', `/v1/pictures/${encodeURIComponent(id)}`),
    deleteSitting: (id) => call('DELETE', pathOf(id)),
    erase: () => call('DELETE', '/v1/writers/me'),
    newCard: () => call('POST', '/v1/writers/me/recovery'),
    newCode: () => call('POST', '/v1/writers/me/code'),
    consents: async () => (await call<{ consents: Consent[] }>('GET', '/v1/consents')).consents,
    decide: (decision) => call('PUT', '/v1/consents', decision),
    audit: async (before) => {
      const query = before === undefined ? '' : `?before=${before}`
      return (await call<{ entries: AuditEntry[] }>('GET', `/v1/writers/me/audit${query}`)).entries
    },
    exportUrl: new URL('/v1/writers/me/export', origin).href,
    styles: async () => (await call<{ styles: Style[] }>('GET', '/v1/styles')).styles,
    socketUrl: (sitting) => new URL(`${pathOf(sitting)}/socket`, origin).href.replace(/^http/, 'ws'),
    recipients: async () => (await call<{ recipients: Recipient[] }>('GET', '/v1/recipients')).recipients,
    releases: async () => (await call<{ releases: Release[] }>('GET', '/v1/releases')).releases,
    release: ({ recipient, sitting, sentence }) =>
      call('POST', '/v1/releases', {
        recipient,
        scope: sentence === undefined ? 'sitting' : 'sentence',
        sitting,
        ...(sentence !== undefined && { sentence }),
      }),
    takeBack: (release) => call('DELETE', `/v1/releases/${encodeURIComponent(release)}`),
    booklets: async () => (await call<{ booklets: Booklet[] }>('GET', '/v1/booklets')).booklets.toReversed(),
    keepBooklet: ({ id, title, items }) => call('PUT', `/v1/booklets/${encodeURIComponent(id)}`, { title, items }),
    deleteBooklet: (id) => call('DELETE', `/v1/booklets/${encodeURIComponent(id)}`),
    ratings: async (sitting) =>
      (await call<{ ratings: Rating[] }>('GET', `/v1/ratings?sitting=${encodeURIComponent(sitting)}`)).ratings,
    answers: async (sitting) =>
      (await call<{ answers: Answer[] }>('GET', `/v1/answers?sitting=${encodeURIComponent(sitting)}`)).answers,
    site: () => call('GET', '/v1/site'),
    settings: () => call('GET', '/v1/settings'),
    changeSettings: (changes) => call('PATCH', '/v1/settings', changes),
    programme: (language, zone) => call('GET', `/v1/programme?language=${language}&zone=${encodeURIComponent(zone)}`),
    promise: () => call('POST', '/v1/programme/promise'),
    // Also as the page is being left.
    writtenFor: async (sitting, seconds) =>
      (await call<{ seconds: number }>('PUT', `${pathOf(sitting)}/clock`, { seconds }, { keepalive: true })).seconds,
    measure: (measure) => call('POST', '/v1/measures', measure),
    comfortPicture: async (n, signal) => (await ask('GET', `/v1/comfort/${n}`, { signal })).blob(),
    rateComfort: (rating) => call('POST', '/v1/ratings', rating),
    rate: (rating) => call('POST', '/v1/ratings', rating),
    why: (sitting, sentence) => call('GET', `${pathOf(sitting, sentence)}/why`),
    questions: (language) => call('GET', `/v1/questions?language=${language}`),
    answer: (answer) => call('POST', '/v1/answers', answer),
    deleteAnswer: (id) => call('DELETE', `/v1/answers/${encodeURIComponent(id)}`),
    dictate: async (audio, language, signal) => {
      // The house wants the kind of the recording and not its codec.
      const headers = { 'content-type': audio.type.split(';')[0]! }
      const init = { body: audio, headers, signal }
      return ((await (await ask('POST', `/v1/dictation?language=${language}`, init)).json()) as { text: string }).text
    },
    plan: () => call('GET', '/v1/plan'),
    keepPlan: (plan) => call('PUT', '/v1/plan', plan),
    taste: () => call('GET', '/v1/taste'),
    forgetTaste: () => call('DELETE', '/v1/taste'),
  }
}

/** Where a sitting is, or a sentence of it. */
function pathOf(sitting: string, sentence?: string): string {
  const path = `/v1/sittings/${encodeURIComponent(sitting)}`
  return sentence === undefined ? path : `${path}/sentences/${encodeURIComponent(sentence)}`
}
