import { useEffect, useState } from 'react'
import type { Recipient, Release } from '../wire-http.ts'
import type { Desk } from '../desk.ts'
import type { Consent, Language } from '../wire.ts'

/** To whom this writer may show what, and what they have shown. */
export interface Sharing {
  /** Nobody where the site has registered nobody: then nothing of sharing is shown at all. */
  recipients: Recipient[]
  /** What was given of a sentence, or, without one, of the sitting as a whole. */
  of: (sitting: string, sentence?: string) => Release[]
  /** Throws a Refusal, `forbidden` where the writer has not agreed to it. */
  give: (recipient: string, sitting: string, sentence?: string) => Promise<void>
  /** Throws a Refusal. */
  takeBack: (release: string) => Promise<void>
  /** What the writer would have to agree to before that. Throws a Refusal. */
  missing: (purpose: Recipient['purpose']) => Promise<Consent[]>
  /** Agrees to what was shown in a language. Throws a Refusal. */
  agree: (to: readonly Consent[], language: Language) => Promise<void>
}

/** Asks once who there is, and after every change what was given. */
export function useSharing(desk: Desk): Sharing {
  const { api } = desk
  const [recipients, setRecipients] = useState<Recipient[]>([])
  const [releases, setReleases] = useState<Release[]>([])
  const refresh = async () => setReleases(await api.releases())
  useEffect(() => {
    let isWanted = true
    void Promise.all([api.recipients(), api.releases()]).then(
      ([who, what]) => {
        if (!isWanted) return
        setRecipients(who)
        setReleases(what)
      },
      // Whom there is to show it to cannot be told: nothing can be shown to anybody now.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [api])
  return {
    recipients,
    of: (sitting, sentence) =>
      releases.filter((one) => one.scope !== 'everything' && one.sitting === sitting && one.sentence === sentence),
    give: async (recipient, sitting, sentence) => {
      await api.release({ recipient, sitting, ...(sentence !== undefined && { sentence }) })
      await refresh()
    },
    takeBack: async (release) => {
      await api.takeBack(release)
      await refresh()
    },
    missing: async (purpose) => {
      const needed = purpose === 'research' ? ['releasing', 'research'] : ['releasing']
      return (await desk.consents()).filter((consent) => needed.includes(consent.purpose) && !consent.given)
    },
    agree: async (to, language) => {
      for (const { purpose, texts } of to)
        await desk.decide({ purpose, given: true, language, sha256: texts[language].sha256 })
    },
  }
}
