import { type Api, Refusal } from '../api.ts'
import type { Desk } from '../desk.ts'
import { patience } from '../patience.ts'
import type { Unsent } from '../unsent.ts'

/** The parts of a safety plan, after Stanley and Brown: what shows that it gets worse, and what helps then, from near to far. */
export const planParts = ['signs', 'self', 'people', 'places', 'professionals', 'reasons'] as const

/** Characters of a part, as far as the form goes. The house takes two of them and what `mergePlans` puts between. */
export const mostOfAPart = 2_000

export type Plan = Record<(typeof planParts)[number], string>

export const emptyPlan: Plan = { signs: '', self: '', people: '', places: '', professionals: '', reasons: '' }

/**
 * Where the plan is: `looking` for it; `kept` by the house as it is shown; `saving`; `here`, in this tab only, until the
 * house is back; `nobody's`, in this tab only, until there is a writer whose it is; `refused` by the house, and so in this
 * tab only; `away`: nobody can tell, and this tab knows of none.
 */
export type PlanPlace = 'looking' | 'kept' | 'saving' | 'here' | 'nobody’s' | 'refused' | 'away'

export interface PlanState {
  plan: Plan
  place: PlanPlace
}

/** What this tab has laid by. */
interface Laid {
  plan: Plan
  /** Whose it is; undefined where it was written before anybody could tell. */
  writer?: string
  /** The house has it, too. */
  isKept: boolean
}

/** The writer's plan. What is written is laid by in this tab first, sealed, and then brought to the house. */
export interface PlanKeeper {
  state: () => PlanState
  subscribe: (listener: () => void) => () => void
  /** Looks again, here and in the house. */
  look: () => void
  write: (plan: Plan) => void
  /** Somebody else may be writing now: shows nothing until it is known whose plan it is. */
  turnAway: () => void
  /** The writer left this machine. */
  forget: () => void
  /** The network is back. */
  wake: () => void
}

interface Options {
  api: Pick<Api, 'plan' | 'keepPlan' | 'whoIsIt'>
  aside: Pick<Unsent, 'findAside' | 'layAside'>
  /** Milliseconds before the house is asked again, the first time and at the most, and of rest before a plan is brought. */
  firstMs?: number
  slowestMs?: number
  restMs?: number
}

/** The plan of whoever sits at this tab. */
export function openPlan({ api, aside, firstMs = 1_000, slowestMs = 30_000, restMs = 2_000 }: Options): PlanKeeper {
  const listeners = new Set<() => void>()
  const { pause, hurry } = patience(firstMs, slowestMs)
  let state: PlanState = { plan: emptyPlan, place: 'looking' }
  let laid: Laid | undefined
  /** What this tab had laid by before the page was loaded was looked for. */
  let isFound = false
  let working: Promise<void> | undefined
  let isWanted = false
  let rest: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let isResting = false
  /** Counts the times that somebody else may have sat down. */
  let turn = 0

  function show(change: Partial<PlanState>) {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  function layBy(next: Laid | undefined) {
    laid = next
    void aside.layAside(next)
  }

  /** One at a time; what happens meanwhile has it done once more. */
  function work() {
    isWanted = true
    working ??= (async () => {
      while (isWanted) {
        isWanted = false
        await settle()
      }
      working = undefined
    })()
  }

  async function settle() {
    if (!isFound) {
      const found = (await aside.findAside()) as Laid | undefined
      isFound = true
      laid ??= found
    }
    const mine = laid
    const isOver = overWhen(mine)
    try {
      const who = await api.whoIsIt()
      if (isOver()) return
      failures = 0
      if (!who) return show({ plan: mine && mine.writer === undefined ? mine.plan : emptyPlan, place: 'nobody’s' })
      await bring(mine && (mine.writer ?? who.writer) === who.writer ? mine : undefined, who.writer)
    } catch (error) {
      if (isOver()) return
      if (!(error instanceof Refusal)) throw error
      const { code } = error
      if (code === 'unauthenticated') return show({ place: 'nobody’s' })
      if (['forbidden', 'invalid', 'not_found'].includes(code)) return show({ place: 'refused' })
      show(mine ? { plan: mine.plan, place: mine.isKept ? 'kept' : 'here' } : { place: 'away' })
      if (mine?.isKept || isResting) return
      isResting = true
      void pause(failures++).then(() => {
        isResting = false
        work()
      })
    }
  }

  /** Tells whether something was written since, or somebody else came: then all is done once more. */
  function overWhen(mine: Laid | undefined): () => boolean {
    const now = turn
    return () => {
      if (laid === mine && turn === now) return false
      isWanted = true
      return true
    }
  }

  /** Fetches the plan of a writer, or brings what waits. */
  async function bring(mine: Laid | undefined, writer: string) {
    const isOver = overWhen(laid)
    if (!mine || mine.isKept || mine.writer === undefined) {
      const theirs = planFrom(await api.plan())
      if (isOver()) return
      if (!mine || mine.isKept) {
        layBy({ plan: theirs, writer, isKept: true })
        return show({ plan: theirs, place: 'kept' })
      }
      mine = { plan: mergePlans(theirs, mine.plan), writer, isKept: false }
      layBy(mine)
    }
    show({ plan: mine.plan, place: 'saving' })
    const isLater = overWhen(mine)
    await api.keepPlan(mine.plan)
    if (isLater()) return
    layBy({ ...mine, isKept: true })
    show({ place: 'kept' })
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    look: work,
    write(plan) {
      layBy({ plan, ...(laid?.writer !== undefined && { writer: laid.writer }), isKept: false })
      show({ plan, place: state.place === 'kept' ? 'saving' : state.place })
      clearTimeout(rest)
      rest = setTimeout(work, restMs)
    },
    turnAway() {
      turn++
      show({ plan: emptyPlan, place: 'looking' })
      work()
    },
    forget() {
      clearTimeout(rest)
      turn++
      isFound = true
      layBy(undefined)
      show({ plan: emptyPlan, place: 'nobody’s' })
    },
    wake: hurry,
  }
}

/** Has the plan be that of whoever is at the desk: fetched when they come, forgotten when they leave. */
export function followDesk(keeper: PlanKeeper, desk: Pick<Desk, 'state' | 'subscribe'>): () => void {
  let before = desk.state()
  return desk.subscribe(() => {
    const now = desk.state()
    const [was, is] = [before, now]
    before = now
    const isSame =
      was.isKnown === is.isKnown &&
      was.needsCode === is.needsCode &&
      (was.hasCard === undefined) === (is.hasCard === undefined)
    if (isSame) return
    const hasLeft = is.isKnown === false && !is.needsCode && (was.isKnown === true || was.needsCode !== false)
    if (hasLeft) keeper.forget()
    else if (was.isKnown !== undefined && is.isKnown && was.hasCard !== undefined) keeper.turnAway()
    else keeper.look()
  })
}

/** Two plans as one, so that neither loses a word. */
export function mergePlans(theirs: Plan, ours: Plan): Plan {
  const merged = planParts.map((part) => {
    const [first, second] = [theirs[part].trim(), ours[part].trim()]
    if (second === '' || first.includes(second)) return [part, theirs[part]]
    if (second.includes(first)) return [part, ours[part]]
    return [part, `${first}\n${second}`]
  })
  return Object.fromEntries(merged) as Plan
}

function planFrom(body: unknown): Plan {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  return Object.fromEntries(planParts.map((part) => [part, typeof given[part] === 'string' ? given[part] : ''])) as Plan
}
