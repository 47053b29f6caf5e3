import type { Api } from './api.ts'

/**
 * That the code of whoever is signed in was given in this browser and never said to be kept. Until it is, nothing but the
 * cookie of this browser leads back to what they wrote, so it is the browser that remembers it. It names nobody: one
 * cookie, one writer.
 */
export interface Unnoted {
  is(): boolean
  remember(): void
  forget(): void
}

/** Where nothing is remembered. */
export const noneUnnoted: Unnoted = { is: () => false, remember: () => undefined, forget: () => undefined }

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
    is: () => attempt(() => local?.getItem(key)) === 'yes',
    remember: () => attempt(() => local?.setItem(key, 'yes')),
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
      unnoted.remember()
      return made
    },
    async newCode() {
      const whose = speaker
      const made = await api.newCode()
      if (speaker === whose) unnoted.remember()
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
