import type { Api } from './api.ts'
import { Refusal } from './api.ts'
import type { Session, SessionEvent } from './session.ts'
import { advance, emptySession, painting, unanswered } from './session.ts'
import type { Line, LineOptions } from './socket.ts'
import { openLine } from './socket.ts'
import type { Language, Request, SittingSummary, Style, Wish } from './wire.ts'

/** What lies on the writer's desk. Only ever in memory: nothing a writer wrote is left behind on the machine. */
export interface DeskState {
  session: Session
  /** Whether the house knows this writer; undefined until it was asked. */
  isKnown: boolean | undefined
  /** The new writer's code, from the moment it is given until the page is left. */
  code: string | undefined
  /** The writer has seen to their code. */
  codeIsNoted: boolean
  /** The house has forgotten this page's writer: it needs their code before it can go on. */
  needsCode: boolean
  styles: Style[]
}

/** All a writer can do, and what they see of it. */
export interface Desk {
  state: () => DeskState
  subscribe: (listener: () => void) => () => void
  /** Finds the writer's newest sitting, if there is one. */
  open: () => Promise<void>
  /** Takes a sentence; it is sent as soon as there is a writer, a sitting and a line. */
  write: (text: string, options: { language: Language; isPrivate?: boolean; wish?: Wish }) => void
  /** Asks for another picture of a sentence. */
  again: (of: string, wish?: Wish) => void
  /** Says a sentence again that the house refused to keep. */
  resend: (id: string) => void
  /** Stops all painting. */
  stop: () => void
  choose: (picture: string) => void
  putHelpAway: (id: string) => void
  noteCode: () => void
  sittings: () => Promise<SittingSummary[]>
  /** Lays a fresh page; the sitting itself begins with its first sentence. */
  newSitting: () => void
  /** Throws a Refusal. */
  openSitting: (id: string) => Promise<void>
  /** Throws a Refusal, `unauthenticated` or `not_found` when nobody has this code. */
  signIn: (code: string) => Promise<void>
  /** Clears the desk, even where the house cannot be told. */
  signOut: () => Promise<void>
  /** The machine woke or the network is back: try now what was waiting. */
  wake: () => void
  close: () => void
}

/** Sets up a desk at a gateway. `line` is for tests that cannot wait as long as people can. */
export function openDesk(api: Api, line: Pick<LineOptions, 'firstMs' | 'slowestMs' | 'silenceMs'> = {}): Desk {
  const listeners = new Set<() => void>()
  const nothing = { session: emptySession, code: undefined, codeIsNoted: false, needsCode: false }
  let state: DeskState = { ...nothing, isKnown: undefined, styles: [] }
  let socket: Line | undefined
  /** Counts the desk's clearings: what was begun for an earlier page is dropped when it comes. */
  let page = 0
  let beginning: Promise<void> | undefined
  /** Of the texts beside the pictures of a sitting that is begun. */
  let textLanguage: Language = 'en'
  let hurry: (() => void) | undefined

  function set(change: Partial<DeskState>) {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  function apply(event: SessionEvent) {
    set({ session: advance(state.session, event) })
  }

  function clear(keep: Partial<DeskState> = {}) {
    page++
    socket?.close()
    socket = undefined
    beginning = undefined
    hurry?.()
    set({ ...nothing, ...keep })
  }

  /** Tries until it works, the desk is cleared or the house says that trying again is of no use. Shows a lost line. */
  async function insist<Answer>(attempt: () => Promise<Answer>): Promise<Answer | undefined> {
    const mine = page
    for (let failures = 0; page === mine; failures++) {
      try {
        return await attempt()
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        if (['forbidden', 'not_found', 'invalid'].includes(error.code)) throw error
        if (error.code === 'unauthenticated') set({ isKnown: false })
        if (page !== mine) return undefined
        apply({ type: 'line', line: 'lost' })
        await pause(Math.min(line.slowestMs ?? 20_000, (line.firstMs ?? 500) * 2 ** failures))
      }
    }
    return undefined
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms * (0.5 + Math.random() / 2))
      hurry = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  function connect(sitting: string) {
    const mine = page
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
        if (open === 'open' && state.styles.length === 0) void findStyles()
      },
      onRefused: () => void askForCode(mine),
    })
  }

  /** Something was written from another page of the same writer. */
  async function catchUp(id: string) {
    const mine = page
    const sitting = await api.sitting(id).catch(() => undefined)
    if (page === mine && sitting) apply({ type: 'loaded', sitting })
  }

  /** The house could not keep it just now: asks again in a moment, before the writer has to. */
  function repeatSoon(request: Request) {
    const mine = page
    setTimeout(() => {
      if (page === mine && unanswered(state.session).includes(request)) socket?.send(request)
    }, line.slowestMs ?? 5_000)
  }

  async function askForCode(mine: number) {
    const isKnown = await api.isKnown().catch(() => undefined)
    if (page !== mine || isKnown !== false) return
    socket?.close()
    socket = undefined
    set({ isKnown, needsCode: true, session: advance(state.session, { type: 'line', line: 'closed' }) })
  }

  async function load(id: string) {
    const mine = page
    const sitting = await api.sitting(id)
    if (page !== mine) return
    apply({ type: 'loaded', sitting })
    connect(id)
  }

  async function loadNewest() {
    const mine = page
    const [newest] = await api.sittings()
    if (page === mine && newest) await load(newest.id)
    else if (page === mine) apply({ type: 'line', line: 'closed' })
  }

  /** Makes sure that there is a writer and a sitting to send to. */
  function begin() {
    if (state.session.sitting !== undefined || beginning) return
    const mine = page
    beginning = opened
      .then(() =>
        insist(async () => {
          if (state.session.sitting !== undefined) return
          if (!state.isKnown) {
            const { code } = await api.newWriter()
            if (page !== mine) return
            set({ isKnown: true, code, codeIsNoted: false })
          }
          const { id } = await api.newSitting(textLanguage)
          if (page !== mine) return
          apply({ type: 'began', sitting: id })
          connect(id)
        }),
      )
      .finally(() => {
        if (page === mine) beginning = undefined
      })
    beginning.catch(() => apply({ type: 'line', line: 'lost' }))
  }

  /** Without styles to choose from the page works as well: they are asked for again when the line opens. */
  async function findStyles() {
    const styles = await api.styles().catch(() => [])
    if (styles.length > 0) set({ styles })
  }

  function say(request: Request) {
    apply({ type: 'said', request })
    socket?.send(request)
  }

  let opened: Promise<unknown> = Promise.resolve()

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async open() {
      void findStyles()
      const finding = insist(async () => {
        const isKnown = await api.isKnown()
        set({ isKnown })
        if (isKnown) await loadNewest()
        else apply({ type: 'line', line: 'closed' })
      })
      opened = finding.catch(() => undefined)
      await finding
    },
    write(text, { language, isPrivate, wish }) {
      say({
        type: 'write',
        id: newId(),
        text,
        ...(isPrivate && { private: true }),
        ...(wish && Object.keys(wish).length > 0 && { look: wish }),
      })
      textLanguage = language
      begin()
    },
    again(of, wish) {
      // Whole: what is left out would stay as it was asked for the first time.
      const style = state.styles[0]?.name
      const look = { ...(style && { style }), brightness: 0, warmth: 0, blur: 0, abstraction: 0, ...wish }
      say({ type: 'again', id: newId(), of, look })
    },
    resend(id) {
      const sentence = state.session.sentences.find((one) => one.id === id)
      if (!sentence || sentence.kept || sentence.text === undefined) return
      const request: Request = sentence.request ?? {
        type: 'write',
        id: newId(),
        text: sentence.text,
        ...(sentence.private && { private: true }),
      }
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
    noteCode: () => set({ codeIsNoted: true }),
    sittings: () => api.sittings(),
    newSitting() {
      const { code, codeIsNoted } = state
      clear({ code, codeIsNoted })
    },
    async openSitting(id) {
      const { code, codeIsNoted } = state
      clear({ code, codeIsNoted })
      await load(id)
    },
    async signIn(code) {
      await api.signIn(code)
      const unsent = unanswered(state.session)
      clear({ isKnown: true })
      for (const request of unsent) apply({ type: 'said', request })
      await insist(loadNewest)
      if (unsent.length > 0) begin()
    },
    async signOut() {
      clear({ isKnown: false })
      await api.signOut()
    },
    wake() {
      socket?.wake()
      hurry?.()
    },
    close() {
      page++
      socket?.close()
      hurry?.()
    },
  }
}

/** 128 bits of chance. Not `randomUUID`, which pages have over HTTPS only, and a ward's house may be plain HTTP. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
