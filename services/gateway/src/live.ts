import type { Log } from '@aiw/kit/log'
import { Failure } from '@aiw/kit/errors'
import { deleteFleeting } from './db/changes.ts'
import { agreementsOf } from './db/consents.ts'
import { createSitting, findSitting, languageOf } from './db/sittings.ts'
import type { Language } from './look.ts'
import type { ClientMessage, ServerMessage } from './messages.ts'
import type { House } from './house.ts'
import { type Effective, effectiveSettings } from './settings.ts'
import { openSitting } from './sitting.ts'
import type { Leaning } from './taste/leaning.ts'
import { tasteFor } from './taste/memory.ts'
import { type Keyring, withNewKey } from './vault/keys.ts'

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
  /** What is set for its writer from now on. */
  useSettings(settings: Effective): void
  /** How its writer's pictures are to lean from now on; undefined: as the house has them. */
  useTaste(taste: Leaning | undefined): void
  /** Seals new keys with another keyring from now on: the same with one more key. */
  useRing(ring: Keyring): void
  /** Seals the keys that are there with another keyring, and new ones, too. */
  moveTo(to: { ring: Keyring; isFleeting: boolean }): Promise<void>
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
  /** What is set for its writer. */
  settings: Effective
  /** How its writer's pictures are to lean, by what was learned. */
  taste: Leaning | undefined
  /** Called when nobody is there any more and nothing is being painted. */
  forget: () => void
}

/** A sitting's row. */
export interface FoundSitting {
  id: string
  item_key: Buffer
  sealed_content: Buffer
  is_fleeting: boolean
}

/** Whose sittings, and what opens them. */
export interface Owner {
  writer: string
  ring: Keyring
}

/** Every sitting somebody is connected to, by id; loaded when the first one comes, forgotten when the last has left. */
export interface LiveSittings {
  /** Begins a sitting; one that is not to outlive itself when its writer has not agreed to keeping. Returns its id. */
  create(owner: Owner, language: Language): Promise<string>
  /** What opens a sitting: its writer's keyring, or its own. Undefined when nobody has that any more. */
  ringFor(row: { id: string; is_fleeting: boolean }, owner: Owner): Keyring | undefined
  /** A sitting of this writer, and what opens it. Throws Failure `not_found`. */
  find(owner: Owner, id: string): Promise<{ row: FoundSitting; ring: Keyring }>
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
  /** Sends a writer's listeners away from all sittings. */
  sendAway(writer: string): Promise<void>
  /** Ends the sittings of a writer that are not to outlive themselves. */
  endFleeting(writer: string): Promise<void>
  /** Seals with a keyring that has one more key from now on; sittings that are not to outlive themselves stay with their own. */
  useRing(owner: Owner): Promise<void>
  /** From now on the open sittings of a writer are to outlive themselves, or not. */
  keep(owner: Owner, isToBeKept: boolean): Promise<void>
}

/** How long a sitting that is not kept waits for its writer to come back, in milliseconds. */
const defaultGraceMs = 10 * 60_000

export function liveSittings(house: House, log: SittingLog): LiveSittings {
  const live = new Map<string, { writer: string; opening: Promise<LiveSitting> }>()
  /**
   * Sittings that are not to outlive themselves. Their keys are here and nowhere else: whatever ends the process ends them,
   * too, and a backup that was made meanwhile opens for nobody.
   */
  const fleeting = new Map<string, { writer: string; ring: Keyring; ending?: NodeJS.Timeout }>()

  function begin(row: FoundSitting, owner: Owner) {
    const { id } = row
    const { writer } = owner
    const forget = () => {
      if (live.get(id) === one) live.delete(id)
      waitForReturn(id)
    }
    const open = async () => {
      const ring = sittings.ringFor(row, owner)
      if (!ring) throw new Failure('not_found', 'There is no such sitting')
      const { ai } = await agreementsOf(house.db, writer, owner.ring)
      const { settings } = await effectiveSettings(house, owner)
      const language = languageOf(ring, row)
      const taste = await tasteFor(house, owner, settings, id)
      return openSitting(house, { id, language, ring, mayUseAi: ai, settings, taste, forget }, log)
    }
    const one = { writer, opening: open() }
    live.set(id, one)
    one.opening.catch(forget)
    return one
  }

  function waitForReturn(id: string): void {
    const one = fleeting.get(id)
    if (!one) return
    clearTimeout(one.ending)
    const end = () =>
      void forgetFleeting(id).catch((error: unknown) => log.warn({ err: error }, 'a sitting that ended is still there'))
    one.ending = setTimeout(end, house.graceMs ?? defaultGraceMs).unref()
  }

  /** Destroys the key first; the rows are deleted now or, when the database is away, at the next start. */
  async function forgetFleeting(id: string): Promise<void> {
    clearTimeout(fleeting.get(id)?.ending)
    fleeting.delete(id)
    await sittings.end(id)
    await deleteFleeting(house.db, id)
  }

  const sittings: LiveSittings = {
    async create(owner, language) {
      const { writer } = owner
      const { keeping } = await agreementsOf(house.db, writer, owner.ring)
      if (keeping) return createSitting(house.db, writer, owner.ring, { language, isFleeting: false })
      const ring = withNewKey()
      const id = await createSitting(house.db, writer, ring, { language, isFleeting: true })
      fleeting.set(id, { writer, ring })
      waitForReturn(id)
      return id
    },
    ringFor: ({ id, is_fleeting }, { ring }) => (is_fleeting ? fleeting.get(id)?.ring : ring),
    async find(owner, id) {
      const row = await findSitting(house.db, owner.writer, id)
      const ring = row && sittings.ringFor(row, owner)
      if (!row || !ring) throw new Failure('not_found', 'There is no such sitting')
      return { row, ring }
    },
    async join(row, owner, hear, sendAway) {
      for (;;) {
        const one = live.get(row.id) ?? begin(row, owner)
        const sitting = await one.opening
        clearTimeout(fleeting.get(row.id)?.ending)
        // It may have been closed, and another opened, while we waited.
        if (live.get(row.id) === one) return { sitting, leave: sitting.join(hear, sendAway) }
      }
    },
    async visit(row, owner, act) {
      const nobody = () => {}
      const { sitting, leave } = await sittings.join(row, owner, nobody, () => {})
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
      const sitting = await live.get(id)?.opening.catch(() => undefined)
      await sitting?.end()
    },
    sendAway: (writer) => sittings.eachOf(writer, (sitting) => sitting.sendAway()),
    async endFleeting(writer) {
      for (const [id, one] of fleeting) if (one.writer === writer) await forgetFleeting(id)
    },
    useRing: ({ writer, ring }) =>
      sittings.eachOf(writer, (sitting, id) => {
        if (!fleeting.has(id)) sitting.useRing(ring)
      }),
    keep: ({ writer, ring }, isToBeKept) =>
      sittings.eachOf(writer, async (sitting, id) => {
        const own = fleeting.get(id)
        if (Boolean(own) !== isToBeKept) return
        const next = isToBeKept ? ring : withNewKey()
        if (!isToBeKept) fleeting.set(id, { writer, ring: next })
        try {
          await sitting.moveTo({ ring: next, isFleeting: !isToBeKept })
        } catch (error) {
          // Whether it happened only the database knows; whoever comes back is told by the row.
          await sitting.end()
          throw error
        }
        if (!isToBeKept) return
        clearTimeout(own?.ending)
        fleeting.delete(id)
      }),
  }
  return sittings
}
