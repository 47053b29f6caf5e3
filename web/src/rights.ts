import type { Api } from './api.ts'
import type { Desk, DeskState } from './desk.ts'
import type { SessionEvent } from './session.ts'
import { isRefused } from './unkept.ts'
import type { Unnoted } from './unnoted.ts'

/** The desk, as far as a writer's rights reach into it. */
interface Around {
  api: Api
  unnoted: Unnoted
  state: () => DeskState
  /** Whose desk it is now. */
  writer: () => string | undefined
  set: (change: Partial<DeskState>) => void
  apply: (event: SessionEvent) => void
  /** Takes the sitting off the desk; the writer stays. */
  clearPage: () => void
  /** Takes everything off the desk, and forgets what was laid by. */
  clearAll: () => Promise<void>
  /** While this runs there is no line, so that its end is no news. */
  deleting: <Answer>(act: () => Promise<Answer>) => Promise<Answer>
}

type Rights = Pick<
  Desk,
  | 'noteCode'
  | 'noteCard'
  | 'makeCard'
  | 'makeCode'
  | 'setPrivate'
  | 'deleteSentence'
  | 'deletePicture'
  | 'deleteSitting'
  | 'erase'
  | 'consents'
  | 'decide'
> & {
  /** Whether a code that is not on the page was noted, perhaps in another tab since. */
  lookForCode: () => void
}

/** What a writer may do with what is theirs: keys, what is private, what goes, what they agree to. */
export function rightsAt({ api, unnoted, state, writer, set, apply, clearPage, clearAll, deleting }: Around): Rights {
  async function consents() {
    const whose = writer()
    const all = await api.consents()
    const isGiven = (purpose: string) => all.find((one) => one.purpose === purpose)?.given ?? true
    if (writer() === whose) set({ agrees: { ai: isGiven('ai'), keeping: isGiven('keeping') } })
    return all
  }

  /** The code, or the card that serves as well, is seen to. */
  function noted(change: Partial<DeskState>) {
    unnoted.forget()
    set({ codeIsMissed: false, ...change })
  }

  return {
    lookForCode() {
      const { code, codeIsMissed } = state()
      set({ codeIsMissed: (codeIsMissed || code === undefined) && writer() !== undefined && unnoted.is() })
    },
    noteCode: () => noted({ codeIsNoted: true }),
    noteCard() {
      const change = { card: undefined, cardIsAsked: true }
      if (state().card === undefined) set(change)
      else noted(change)
    },
    async makeCard() {
      const whose = writer()
      const { code } = await api.newCard()
      if (writer() === whose) set({ card: code, hasCard: true, cardIsAsked: true })
    },
    async makeCode() {
      const whose = writer()
      const { code } = await api.newCode()
      if (writer() === whose) set({ code, codeIsNoted: false })
    },
    async setPrivate(id, isPrivate) {
      const { sitting, seq } = state().session
      if (sitting === undefined) return
      await api.setPrivate(sitting, id, isPrivate)
      apply({ type: 'heard', message: { type: 'private', id, private: isPrivate, seq } })
    },
    async deleteSentence(id) {
      const { sitting, seq, sentences } = state().session
      const isHere = sentences.some((one) => one.id === id && isRefused(one))
      if (!isHere) {
        if (sitting === undefined) return
        await api.deleteSentence(sitting, id)
      }
      apply({ type: 'heard', message: { type: 'gone', id, seq } })
    },
    async deletePicture(picture) {
      await api.deletePicture(picture)
      const { seq, sentences } = state().session
      const of = sentences.find(({ pictures }) => pictures.some(({ id }) => id === picture))
      if (of) apply({ type: 'heard', message: { type: 'gone', id: of.id, picture, seq } })
    },
    async deleteSitting(id) {
      const isHere = () => state().session.sitting === id
      const go = () => api.deleteSitting(id)
      await (isHere() ? deleting(go) : go())
      if (isHere()) clearPage()
    },
    async erase() {
      const receipt = await deleting(() => api.erase())
      await clearAll()
      return receipt
    },
    consents,
    async decide(decision) {
      await api.decide(decision)
      return consents()
    },
  }
}
