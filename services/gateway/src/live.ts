import type { Log } from '@aiw/kit/log'
import { languageOf } from './db/sittings.ts'
import type { Language } from './look.ts'
import type { ClientMessage, ServerMessage } from './messages.ts'
import type { House } from './sentence.ts'
import { openSitting } from './sitting.ts'
import type { Keyring } from './vault/keys.ts'

/** A sitting that somebody is connected to. */
export interface LiveSitting {
  /**
   * Sends every message from now on to `hear`; `sendAway` is called when the listener has to go. Returns how to leave; when
   * the last one leaves, painting stops.
   */
  join(hear: Hear, sendAway: () => void): () => void
  /** Takes one message of the client; what is said again goes to `hear` only. Throws Failure. */
  take(message: ClientMessage, hear: Hear): Promise<void>
  /** The highest number so far. */
  seq(): number
  /** Deletes a sentence and the other pictures of it. Throws Failure `not_found`. */
  deleteSentence(id: string): Promise<void>
  /** Deletes one picture; its sentence stays. Throws Failure `not_found`. */
  deletePicture(id: string): Promise<void>
  /** Makes a sentence private, with the other pictures of it, or ordinary again. Throws Failure. */
  setPrivate(id: string, isPrivate: boolean): Promise<void>
  /** Whether texts may be read and painted from now on; what is under way ends when they may not. */
  allowAi(isAllowed: boolean): void
  /** Seals new keys with another keyring from now on: the same with one more key. */
  useRing(ring: Keyring): void
  /** Seals the keys that are there with another keyring, and new ones, too. */
  moveTo(ring: Keyring): Promise<void>
  /** Sends everybody away. */
  sendAway(): void
  /** Sends everybody away and resolves when nothing more is kept of it. Its rows can be deleted then. */
  end(): Promise<void>
}

/** Who listens to a sitting. */
export type Hear = (message: ServerMessage) => void

/** Of which one can be made that names the sentence in every line. */
export type SittingLog = Log & { child(bindings: object): Log }

/** What a sitting is opened with. */
export interface SittingToOpen {
  id: string
  language: Language
  /** Opens and seals its keys. */
  ring: Keyring
  /** Whether its writer agreed to the use of AI on the text. */
  mayUseAi: boolean
  /** Called when nobody is there any more and nothing is being painted. */
  forget: () => void
}

/** A sitting's row, and whose it is. */
export interface FoundSitting {
  id: string
  item_key: Buffer
  sealed_content: Buffer
}

export interface Owner {
  writer: string
  ring: Keyring
}

/** Every sitting somebody is connected to, by id; loaded when the first one comes, forgotten when the last has left. */
export interface LiveSittings {
  /** Comes to a sitting. Returns it and how to leave it. Throws Failure when it cannot be loaded. */
  join(
    row: FoundSitting,
    owner: Owner,
    hear: Hear,
    sendAway: () => void,
  ): Promise<{ sitting: LiveSitting; leave: () => void }>
  /** Comes to a sitting to do one thing, and leaves. */
  visit<T>(row: FoundSitting, owner: Owner, act: (sitting: LiveSitting) => Promise<T>): Promise<T>
  /** Does something to each sitting of a writer that somebody is connected to. */
  eachOf(writer: string, act: (sitting: LiveSitting, id: string) => unknown): Promise<void>
  /** Sends everybody away from a sitting, if somebody is there; resolves when its rows can be deleted. */
  end(id: string): Promise<void>
}

export function liveSittings(house: House, log: SittingLog): LiveSittings {
  const live = new Map<string, { writer: string; opening: Promise<LiveSitting> }>()

  function begin(row: FoundSitting, { writer, ring }: Owner) {
    const { id } = row
    const forget = () => {
      if (live.get(id) === one) live.delete(id)
    }
    const open = async () =>
      openSitting(house, { id, language: languageOf(ring, row), ring, mayUseAi: true, forget }, log)
    const one = { writer, opening: open() }
    live.set(id, one)
    one.opening.catch(forget)
    return one
  }

  const sittings: LiveSittings = {
    async join(row, owner, hear, sendAway) {
      for (;;) {
        const one = live.get(row.id) ?? begin(row, owner)
        const sitting = await one.opening
        // It may have been closed, and another opened, while we waited.
        if (live.get(row.id) === one) return { sitting, leave: sitting.join(hear, sendAway) }
      }
    },
    async visit(row, owner, act) {
      const { sitting, leave } = await sittings.join(
        row,
        owner,
        () => {},
        () => {},
      )
      try {
        return await act(sitting)
      } finally {
        leave()
      }
    },
    async eachOf(writer, act) {
      const theirs = [...live].filter(([, one]) => one.writer === writer)
      for (const [id, { opening }] of theirs) {
        const sitting = await opening.catch(() => undefined)
        if (sitting) await act(sitting, id)
      }
    },
    async end(id) {
      await (await live.get(id)?.opening.catch(() => undefined))?.end()
    },
  }
  return sittings
}
