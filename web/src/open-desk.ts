import type { Api } from './api.ts'
import { Refusal } from './api.ts'
import { type Asked, type Desk, type DeskState, emptyDesk } from './desk.ts'
import { patience } from './patience.ts'
import { rightsAt } from './rights.ts'
import type { SessionEvent } from './session.ts'
import { advance, emptySession, keptIds, painting, unanswered } from './session.ts'
import type { Line, LineOptions } from './socket.ts'
import { openLine } from './socket.ts'
import { anew } from './unkept.ts'
import { noneUnnoted, remembersCodes, type Unnoted } from './unnoted.ts'
import { nowhere, type Unsent, type Waiting } from './unsent.ts'
import { waitingAt } from './waiting.ts'
import { type Language, newId, type Request } from './wire.ts'

type Options = Pick<LineOptions, 'firstMs' | 'slowestMs' | 'silenceMs'> & { unsent?: Unsent; unnoted?: Unnoted }

/** What waits is shown when the house has not told within so long who is here, in milliseconds. */
const earlyMs = 300

/** Sets up a desk at a gateway. The times are for tests that cannot wait as long as people can. */
export function openDesk(house: Api, { unsent = nowhere, unnoted = noneUnnoted, ...line }: Options = {}): Desk {
  const api = remembersCodes(house, unnoted)
  const listeners = new Set<() => void>()
  let state: DeskState = { ...emptyDesk, held: [], isKnown: undefined, styles: [] }
  let socket: Line | undefined
  /** Counts the desk's clearings: what was begun for an earlier page is dropped when it comes. */
  let page = 0
  /** The writer laid a fresh page: what is written belongs to no earlier sitting. */
  let isFresh = false
  let beginning: Promise<void> | undefined
  let entering: Promise<void> | undefined
  let opened: Promise<unknown> = Promise.resolve()
  /** Of the texts beside the pictures of a sitting that is begun. */
  let textLanguage: Language = 'en'
  const waits = waitingAt({
    unsent,
    state: () => state,
    whose: () => ({ writer: state.writer, isNew: isFresh }),
    apply,
  })
  const { pause, hurry } = patience(line.firstMs ?? 500, line.slowestMs ?? 20_000)

  function set(change: Partial<DeskState>) {
    state = { ...state, ...change }
    if ('writer' in change) api.speakFor(change.writer)
    waits.layBy()
    for (const listener of listeners) listener()
  }

  function apply(event: SessionEvent) {
    set({ session: advance(state.session, event) })
  }

  /** Takes the sitting off the desk; the writer stays. */
  function clearPage(change: Partial<DeskState> = {}) {
    page++
    socket?.close()
    socket = undefined
    beginning = undefined
    entering = undefined
    waits.clear()
    isFresh = false
    hurry()
    set({ session: emptySession, isBeginning: false, isDeleted: false, ...change })
  }

  /** Takes everything off the desk. */
  function clear(change: Partial<DeskState> = {}) {
    clearPage({ ...emptyDesk, held: [], ...change })
  }

  function signedOut() {
    clear({ isKnown: false, needsCode: 'signed out', held: waits.all() })
  }

  /** Tries until it works, the desk is cleared or the house says that trying again is of no use. Shows a lost line. */
  async function insist<Answer>(attempt: () => Promise<Answer>): Promise<Answer | undefined> {
    const mine = page
    for (let failures = 0; page === mine; failures++) {
      try {
        return await attempt()
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        if (page !== mine) return undefined
        if (['forbidden', 'not_found', 'invalid'].includes(error.code)) throw error
        if (error.code === 'unauthenticated') {
          signedOut()
          return undefined
        }
        apply({ type: 'line', line: 'lost' })
        await pause(failures)
      }
    }
    return undefined
  }

  function connect(sitting: string) {
    const mine = page
    let openings = 0
    socket?.close()
    apply({ type: 'line', line: 'opening' })
    socket = openLine({
      ...line,
      url: api.socketUrl(sitting),
      greeting: () => [
        { type: 'resume', after: state.session.seq },
        ...unanswered(state.session),
        ...state.session.sentences.flatMap(({ id, stopped, done }) =>
          stopped && !done ? [{ type: 'stop' as const, id }] : [],
        ),
      ],
      onMessage: (message) => {
        if (page !== mine) return
        const sentence = state.session.sentences.find(({ id }) => id === message.id)
        apply({ type: 'heard', message })
        if (message.type === 'kept' && !sentence) void catchUp(sitting)
        if (message.type === 'problem' && message.retry && sentence?.request) repeatSoon(sentence.request)
      },
      onState: (open) => {
        if (page !== mine) return
        apply({ type: 'line', line: open })
        if (open !== 'open') return
        if (state.styles.length === 0) void findStyles()
        // What was deleted or made private while the line was lost is not said again.
        if (openings++ > 0) void catchUp(sitting)
      },
      onRefused: () => void findOut(mine, sitting),
    })
  }

  /** Something was written or changed from another page of the same writer. */
  async function catchUp(id: string) {
    const mine = page
    const known = keptIds(state.session)
    const sitting = await api.sitting(id).catch(() => undefined)
    if (page === mine && sitting) apply({ type: 'loaded', sitting, known })
  }

  /** The house could not keep it just now: asks again in a moment, before the writer has to. */
  function repeatSoon(request: Request) {
    const mine = page
    setTimeout(() => {
      if (page === mine && unanswered(state.session).includes(request)) socket?.send(request)
    }, line.slowestMs ?? 5_000)
  }

  /** The house ended a line or opens none: is it the writer it does not know, or the sitting? */
  async function findOut(mine: number, sitting: string) {
    const who = await api.whoIsIt().catch(() => 'nobody can tell' as const)
    if (page !== mine || !socket || who === 'nobody can tell') return
    if (who?.writer !== state.writer) return signedOut()
    const isThere = await api.sitting(sitting).then(
      () => true,
      (error: unknown) => !(error instanceof Refusal && error.code === 'not_found'),
    )
    if (page === mine && socket && !isThere) clearPage({ isDeleted: true, held: waits.apart() })
  }

  /** `makeRoom`: takes away what lies here, once the sitting is there. */
  async function load(id: string, makeRoom?: () => void) {
    const mine = page
    const sitting = await api.sitting(id)
    if (page !== mine) return
    makeRoom?.()
    apply({ type: 'loaded', sitting })
    connect(id)
  }

  /** Finds the sitting to go on with: the one that sentences wait for, or the newest. */
  async function loadFor(waiting: readonly Waiting[]) {
    const mine = page
    const last = waiting.at(-1)
    const sittings = await api.sittings()
    if (page !== mine) return
    const found = last?.isNew ? undefined : (sittings.find(({ id }) => id === last?.sitting) ?? sittings[0])
    if (found) await load(found.id)
    else apply({ type: 'line', line: 'closed' })
    if (page === mine && unanswered(state.session).length > 0) begin()
  }

  /** Lays out whatever of this writer is to be found, and what waits to be sent. */
  async function settle(waiting: readonly Waiting[]) {
    const early = setTimeout(() => waits.sayEarly(waiting), earlyMs)
    const who = await api
      .whoIsIt()
      .catch((error: unknown) => {
        waits.sayEarly(waiting)
        throw error
      })
      .finally(() => clearTimeout(early))
    if (who) {
      const { writer } = who
      const isOurs = (one: Waiting) => !one.isApart && (one.writer === undefined || one.writer === writer)
      const ours = waiting.filter(isOurs)
      set({ writer, isKnown: true, hasCard: who.recovery, held: waiting.filter((one) => !isOurs(one)) })
      waits.sortOut(state.held)
      rights.lookForCode()
      void rights.consents().catch(() => undefined)
      waits.say(ours)
      return loadFor(ours)
    }
    set({ isKnown: false })
    apply({ type: 'line', line: 'closed' })
    const isSomebodys = waiting.some((one) => one.writer !== undefined)
    if (isSomebodys) set({ held: [...waiting], needsCode: 'signed out' })
    waits.sortOut(isSomebodys ? waiting : [])
    if (isSomebodys) return
    // Where that cannot be told, the first sentence will.
    if (!(await api.isOpen().catch(() => true))) set({ needsCode: 'handed out' })
    waits.say(waiting)
    if (waiting.length > 0) begin()
  }

  /** Makes a new writer, once. */
  function enter(): Promise<void> {
    if (state.isKnown) return Promise.resolve()
    if (entering) return entering
    const mine = page
    set({ isBeginning: true })
    entering = api
      .newWriter()
      .then((made) => {
        if (page !== mine) return
        set({ writer: made.writer, isKnown: true, code: made.code, codeIsNoted: false, hasCard: false })
      })
      .finally(() => {
        if (page !== mine) return
        entering = undefined
        set({ isBeginning: false })
      })
    return entering
  }

  /** Makes sure that there is a writer and a sitting to send to. */
  function begin() {
    if (state.session.sitting !== undefined || beginning || state.needsCode) return
    const mine = page
    beginning = opened
      .then(() =>
        insist(async () => {
          if (state.session.sitting !== undefined || state.needsCode) return
          await enter()
          if (page !== mine) return
          const { id } = await api.newSitting(textLanguage)
          if (page !== mine) return
          apply({ type: 'began', sitting: id })
          connect(id)
        }),
      )
      .finally(() => {
        if (page === mine) beginning = undefined
      })
    beginning.catch((error: unknown) => {
      const isForbidden = error instanceof Refusal && error.code === 'forbidden'
      if (isForbidden && !state.isKnown) set({ needsCode: 'handed out' })
      else apply({ type: 'line', line: 'lost' })
    })
  }

  /** Without styles to choose from the page works as well: they are asked for again when the line opens. */
  async function findStyles() {
    const styles = await api.styles().catch(() => [])
    if (styles.length > 0) set({ styles })
  }

  function say(request: Request) {
    if (state.isDeleted) set({ isDeleted: false })
    apply({ type: 'said', request })
    socket?.send(request)
  }

  /** Deletes what the line that is open here is for: it is put down before, and taken up again should that fail. */
  async function deleting<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    const mine = page
    const { sitting } = state.session
    socket?.close()
    socket = undefined
    try {
      return await act()
    } catch (error) {
      if (page === mine && sitting !== undefined) connect(sitting)
      throw error
    }
  }

  const rights = rightsAt({
    api,
    unnoted,
    state: () => state,
    writer: () => state.writer,
    set,
    apply,
    clearPage,
    clearAll: () => {
      clear({ isKnown: false })
      return unsent.forget()
    },
    deleting,
  })

  return {
    api,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async open() {
      void findStyles()
      const finding = waits.find().then((waiting) => insist(() => settle(waiting)))
      opened = finding.catch(() => undefined)
      await finding
    },
    enter: () => opened.then(enter),
    write(text, { language, isPrivate, wish }) {
      const id = newId()
      say({
        type: 'write',
        id,
        text,
        ...(isPrivate && { private: true }),
        ...(wish && Object.keys(wish).length > 0 && { look: wish }),
      })
      textLanguage = language
      begin()
      return id
    },
    again(of, look, ask: Asked = {}) {
      const id = newId()
      say({ type: 'again', id, of, look, ...ask })
      return id
    },
    revise(of, text) {
      const id = newId()
      say({ type: 'revise', id, of, text })
      return id
    },
    resend(id) {
      const sentence = state.session.sentences.find((one) => one.id === id)
      if (!sentence || sentence.kept || sentence.text === undefined) return
      const request: Request = sentence.request ?? anew(sentence, newId(), sentence.text)
      apply({ type: 'said again', of: id, request })
      socket?.send(request)
    },
    stop() {
      const ids = painting(state.session).map(({ id }) => id)
      apply({ type: 'stopped', ids })
      for (const id of ids) socket?.send({ type: 'stop', id })
    },
    choose: (picture) => apply({ type: 'chose', picture }),
    putHelpAway: (id) => apply({ type: 'put help away', id }),
    ...rights,
    sittings: () => api.sittings(),
    newSitting() {
      clearPage({ held: waits.apart() })
      isFresh = true
    },
    async openSitting(id) {
      if (id !== state.session.sitting) await load(id, () => clearPage({ held: waits.apart() }))
    },
    async signIn(code) {
      await api.signIn(code)
      const waiting = waits.all()
      clear({ isKnown: true, held: waiting })
      await insist(() => settle(waiting))
    },
    async signOut() {
      clear({ isKnown: false })
      void unsent.forget()
      await api.signOut()
    },
    takeHeld() {
      const { held } = state
      set({ held: [] })
      waits.say(held)
      for (const { request } of held) socket?.send(request)
      begin()
    },
    dropHeld: () => set({ held: [] }),
    findDraft: () => unsent.findDraft(),
    keepDraft: (draft) => void unsent.keepDraft(draft),
    beginAnew: () => clear({ isKnown: false }),
    isNow(writer) {
      if (state.writer !== undefined && state.writer !== writer) signedOut()
      else if (state.isKnown === false && state.needsCode !== 'signed out')
        void opened.then(() => insist(() => settle(waits.all())))
    },
    wake() {
      rights.lookForCode()
      socket?.wake()
      hurry()
    },
    close() {
      page++
      socket?.close()
      hurry()
    },
  }
}
