import type { KeptSitting, Language, ProblemCode, SittingSummary, Style } from './wire.ts'
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
  /** A new, nameless writer. The code is shown to them once. */
  newWriter(): Promise<{ code: string }>
  /** Whether the house knows who is writing. */
  isKnown(): Promise<boolean>
  signIn(code: string): Promise<void>
  signOut(): Promise<void>
  newSitting(language: Language): Promise<{ id: string }>
  /** Newest first. */
  sittings(): Promise<SittingSummary[]>
  sitting(id: string): Promise<KeptSitting>
  styles(): Promise<Style[]>
  /** Where a sitting's socket is. */
  socketUrl(sitting: string): string
}

/** The gateway at an origin such as `https://aiw.example`. */
export function gatewayAt(origin: string): Api {
  async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(new URL(path, origin), {
      method,
      credentials: 'same-origin',
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    }).catch(() => {
      throw new Refusal('unavailable')
    })
    if (!response.ok) throw new Refusal(problemFrom(await response.json().catch(() => undefined)).code)
    return (response.status === 204 ? undefined : await response.json()) as Answer
  }
  return {
    newWriter: () => call('POST', '/v1/writers'),
    isKnown: () =>
      call('GET', '/v1/writers/me').then(
        () => true,
        (error: unknown) => {
          if (error instanceof Refusal && error.code === 'unauthenticated') return false
          throw error
        },
      ),
    signIn: (code) => call('POST', '/v1/sign-in', { code }),
    signOut: () => call('POST', '/v1/sign-out'),
    newSitting: (language) => call('POST', '/v1/sittings', { language }),
    sittings: async () => (await call<{ sittings: SittingSummary[] }>('GET', '/v1/sittings')).sittings,
    sitting: (id) => call('GET', `/v1/sittings/${encodeURIComponent(id)}`),
    styles: async () => (await call<{ styles: Style[] }>('GET', '/v1/styles')).styles,
    socketUrl: (sitting) =>
      new URL(`/v1/sittings/${encodeURIComponent(sitting)}/socket`, origin).href.replace(/^http/, 'ws'),
  }
}
