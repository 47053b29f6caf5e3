import type { DeskState } from './desk.ts'
import type { SessionEvent } from './session.ts'
import { unkept, unkeptApart } from './unkept.ts'
import type { Unsent, Waiting } from './unsent.ts'

/** The desk, as far as it concerns what waits. */
interface Around {
  unsent: Unsent
  state: () => DeskState
  /** Whose desk it is now, and whether what is written begins a sitting. */
  whose: () => { writer: string | undefined; isNew: boolean }
  apply: (event: SessionEvent) => void
}

/** What waits to be kept by the house. */
interface WaitingDesk {
  /** What this tab had laid by; from then on what changes is laid by. */
  find: () => Promise<Waiting[]>
  /** Everything, in the order it was written. */
  all: () => Waiting[]
  /** The same, before the sitting that lies here is put away. */
  apart: () => Waiting[]
  /** Lays by what waits now, if that is not what was laid by last. */
  layBy: () => void
  /** Shows what was laid by. */
  say: (waiting: readonly Waiting[]) => void
  /** Shows it before it can be told whose it is, for the house is away. It stays whose it was until `sortOut`. */
  sayEarly: (waiting: readonly Waiting[]) => void
  /** Now it can be told: takes away what is somebody else's. */
  sortOut: (others: readonly Waiting[]) => void
  clear: () => void
}

/** What waits at a desk: shown, and laid by meanwhile. */
export function waitingAt({ unsent, state, whose, apply }: Around): WaitingDesk {
  /** What is laid by, once it is known what was. */
  let laidBy: string | undefined
  /** What was found and is not shown yet, nor told whose it is: it stays laid by. */
  let found: readonly Waiting[] = []
  const early = new Map<string, Waiting>()

  function all(): Waiting[] {
    const { session, held } = state()
    return [...held, ...toWait(unkept(session))]
  }

  function toWait(requests: readonly Waiting['request'][]): Waiting[] {
    const { session } = state()
    const { writer, isNew } = whose()
    return requests.map(
      (request): Waiting =>
        early.get(request.id) ?? {
          request,
          ...(writer !== undefined && { writer }),
          ...(session.sitting !== undefined && { sitting: session.sitting }),
          ...(isNew && { isNew }),
        },
    )
  }

  function say(waiting: readonly Waiting[]) {
    const known = new Set(state().session.sentences.map(({ id }) => id))
    for (const { request } of waiting) if (!known.has(request.id)) apply({ type: 'said', request })
  }

  return {
    async find() {
      found = await unsent.find()
      laidBy = ''
      return [...found]
    },
    all,
    apart() {
      const { session, held } = state()
      return [...held, ...toWait(unkeptApart(session)).map((one) => ({ ...one, isApart: true as const }))]
    },
    layBy() {
      const shown = all()
      const ours = new Set(shown.map(({ request }) => request.id))
      const waiting = [...found.filter(({ request }) => !ours.has(request.id)), ...shown]
      const ids = waiting.map(({ request, sitting, writer }) => `${request.id} ${sitting} ${writer}`).join()
      if (laidBy === undefined || laidBy === ids) return
      laidBy = ids
      void unsent.keep(waiting)
    },
    say,
    sayEarly(waiting) {
      for (const one of waiting) early.set(one.request.id, one)
      say(waiting)
    },
    sortOut(others) {
      early.clear()
      for (const { request } of others) apply({ type: 'heard', message: { type: 'gone', id: request.id, seq: 0 } })
      found = []
    },
    clear: () => early.clear(),
  }
}
