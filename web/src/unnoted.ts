import type { Api } from './api.ts'

/**
 * Whose code was given in this browser and was never said to be kept. Until it is, nothing but the cookie of this browser
 * leads back to what they wrote, so it is the browser that remembers it. An id, no code.
 */
export interface Unnoted {
  has(writer: string): boolean
  /** Nobody else's is remembered beside it: one cookie, one writer. */
  remember(writer: string): void
  forget(): void
}

/** Where nothing is remembered. */
export const noneUnnoted: Unnoted = { has: () => false, remember: () => undefined, forget: () => undefined }

const key = 'aiw.unnoted'

/** In what lasts longer than the tab. A browser may forbid that: then nothing is remembered, and nothing breaks. */
export function unnotedIn(local: Storage | undefined): Unnoted {
  const attempt = <Answer>(act: () => Answer) => {
    try {
      return act()
    } catch {
      return undefined
    }
  }
  return {
    has: (writer) => attempt(() => local?.getItem(key)) === writer,
    remember: (writer) => attempt(() => local?.setItem(key, writer)),
    forget: () => attempt(() => local?.removeItem(key)),
  }
}

/** An `Api` that remembers every code it gives. Whoever signs in has theirs, and whoever leaves is nobody here. */
export function remembersCodes(api: Api, unnoted: Unnoted): Api {
  let speaker: string | undefined
  return {
    ...api,
    speakFor(writer) {
      speaker = writer
      api.speakFor(writer)
    },
    async newWriter() {
      const made = await api.newWriter()
      unnoted.remember(made.writer)
      return made
    },
    async newCode() {
      const whose = speaker
      const made = await api.newCode()
      if (whose !== undefined) unnoted.remember(whose)
      return made
    },
    async signIn(code) {
      const who = await api.signIn(code)
      unnoted.forget()
      return who
    },
    signOut() {
      unnoted.forget()
      return api.signOut()
    },
    async erase() {
      const receipt = await api.erase()
      unnoted.forget()
      return receipt
    },
  }
}
