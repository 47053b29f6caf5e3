import { randomUUID } from 'node:crypto'
import { Failure } from '@aiw/kit/errors'
import type { Client } from '@stable-canvas/comfyui-client'
import type { Cleaning } from './cleaning.ts'
import { Refusal } from './client.ts'
import { advance, type Happening, notPosted, type Reason } from './execution.ts'
import type { Graph } from './graph.ts'
import type { Message } from './messages.ts'
import { find, submit } from './requests.ts'
import type { Line } from './socket.ts'

/** What it takes to have a graph executed on a node. */
export interface Access {
  http: Client
  /** The line to the node; waits while one is being opened. Throws Failure `unavailable` when that fails, and the signal's reason. */
  line(signal: AbortSignal): Promise<Line>
  cleaning: Cleaning
  /** Told that something is posted; what it returns, of the number that the node counts it by. */
  posting(): (number: number) => void
  timing: DriveTiming
}

/** Milliseconds. */
export interface DriveTiming {
  /** After a post was answered, the queue's change is told on every line within so long, or the line is silent. */
  hearMs: number
  /** A prompt is told of at least so often, or every one and a half times what it is expected to take. */
  quietMs: number
  /** How long after its picture the end of a prompt may take. */
  endMs: number
  /** When it is asked whether something that was to be cleaned away is gone; after one another. */
  asksMs: readonly number[]
}

/** A graph, and how long it is expected to take; milliseconds, what lies before it on the node included. */
export interface Order {
  graph: Graph
  /** The node of the graph whose image is the picture. */
  output: string
  expectedMs: number
}

/** Who hears of it. */
export interface Hearer {
  /** The node begins with it. */
  begun(): void
  /** 0 to 1, never falling. */
  progress(done: number): void
  /** A preview of a sampler: JPEG, or PNG. */
  preview(image: Blob): void
  /** The picture, once, as PNG. */
  picture(image: Blob): void
  /** Why it will not be painted; the node's own names of what is wrong, never its texts. */
  failed(reason: Reason, errors: readonly string[]): void
}

/** A prompt on a node, as far as it is listened to. */
interface Posted {
  prompt: string
  line: Line
  /** By `performance.now()`. */
  postedAt: number
  answeredAt?: number
  /** Resolves when the post has been answered, or will not be. */
  posting: Promise<void>
  stopHearing(): void
}

/** What is said of each reason. All of them are `unavailable`: another backend may paint it. */
const said: Record<Reason, string> = {
  refused: 'The node does not take the recipe',
  error: 'The node could not paint the picture',
  memory: 'The memory of the GPU does not suffice',
  gone: 'The node lost the picture',
  silent: 'The node delivers no picture',
}

/** When a node that does not answer is asked again; milliseconds. */
const askAgainMs = 100

/**
 * Has a graph executed on a node: posts it, hears what becomes of it, looks after it when the line is lost, and posts it again
 * where that brings its picture. Resolves when the node is done with it and has been cleaned; the picture has been told
 * before. Throws Failure `unavailable` when it will not be painted here; when the signal aborts, its reason, and then the
 * node has been told to stop. A node that takes more than half a second to be told is told behind.
 */
export async function drive(access: Access, order: Order, hearer: Hearer, signal: AbortSignal): Promise<void> {
  const { http, cleaning, timing } = access
  let execution = notPosted
  let wake = () => {}
  /** Every prompt it was posted as, the last one last. */
  const prompts: string[] = []
  let current: Posted | undefined
  /** When it was posted, or something was said of it; by `performance.now()`. */
  let heardAt = 0
  /** When the silent node was asked where the prompt is. */
  let askedAt = 0
  let hasEnded = false
  let errors: readonly string[] = []

  const happen = (event: Happening | Message) => {
    const before = execution
    if (event.kind === 'failed') errors = [event.error, event.node]
    execution = advance(before, event, order.output)
    if (event.kind === 'begun') hearer.begun()
    if (event.kind === 'image' && event.node !== order.output) hearer.preview(event.image)
    if (execution.progress > before.progress) hearer.progress(execution.progress)
    if (execution.picture && !before.picture) hearer.picture(execution.picture)
    if (event.kind === 'ended') hasEnded = true
    wake()
  }

  /** Resolves when something happened, the signal aborted, or `ms` passed. */
  const change = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  function post(line: Line): void {
    current?.stopHearing()
    happen({ kind: 'posted' })
    if (execution.phase !== 'posted') return
    const prompt = randomUUID()
    const isFirst = prompts.push(prompt) === 1
    cleaning.notePrompt(prompt)
    // Before it is posted: a node may be faster with the picture than with its answer.
    const unhear = line.hear(prompt, (message) => {
      heardAt = performance.now()
      happen(message)
    })
    const lose = () => happen({ kind: 'lost' })
    line.lost.addEventListener('abort', lose)
    const stopHearing = () => {
      unhear()
      line.lost.removeEventListener('abort', lose)
    }
    hasEnded = false
    heardAt = performance.now()
    // Never broken off: what is half posted cannot be cancelled. A repeated one goes first: its turn was come already.
    const numbered = access.posting()
    const posting = submit(http, { prompt, graph: order.graph, clientId: line.clientId, isUrgent: !isFirst })
      .then((number) => {
        numbered(number)
        sent.answeredAt = performance.now()
      })
      .catch((error: unknown) => {
        if (error instanceof Refusal) errors = error.errors
        if (current?.prompt === prompt) happen({ kind: error instanceof Refusal ? 'refused' : 'lost' })
      })
      .finally(() => wake())
    const sent: Posted = { prompt, line, postedAt: heardAt, posting, stopHearing }
    current = sent
    if (line.lost.aborted) lose()
  }

  /**
   * Waits for the next event, and gives a line up on which nothing is heard though there is something to say. A node that is
   * silent is asked: it may load a model for a minute, but what has ended meanwhile was not heard.
   */
  async function listen({ prompt, line, postedAt, answeredAt }: Posted): Promise<void> {
    const isMute = answeredAt !== undefined && line.heardAt() < postedAt
    const silentAt = isMute ? answeredAt + timing.hearMs : Math.max(heardAt, askedAt) + timing.quietMs
    const leftMs = silentAt - performance.now()
    if (leftMs > 0) return change(leftMs)
    if (!isMute) {
      const isPosted = execution.phase === 'posted'
      const { where } = await find(http, prompt, signal).catch(
        () => ({ where: isPosted ? 'waiting' : 'running' }) as const,
      )
      askedAt = performance.now()
      // Of a prompt that waits behind others there is nothing to say.
      if (isPosted && where === 'waiting') return void (heardAt = askedAt)
      const patienceMs = Math.max(timing.quietMs, order.expectedMs * 1.5)
      if (!isPosted && where === 'running' && askedAt - heardAt < patienceMs) return
    }
    line.close()
  }

  /** Looks where the prompt is, as nothing is heard of it any more. */
  async function look({ prompt, line }: Posted): Promise<void> {
    const isHeard = !line.lost.aborted
    if (!isHeard) await access.line(signal)
    try {
      const found = await find(http, prompt, signal)
      happen({ kind: 'found', found, isHeard })
      // What would run only for its picture to be lost need not run.
      if (found.where === 'waiting' && !isHeard) await cleaning.release(prompt)
    } catch {
      if (!signal.aborted) await change(askAgainMs)
    }
  }

  const leave = () => wake()
  signal.addEventListener('abort', leave)
  try {
    for (;;) {
      signal.throwIfAborted()
      switch (execution.phase) {
        case 'again':
          post(await access.line(signal))
          break
        case 'posted':
        case 'running':
          await listen(current!)
          break
        case 'lost':
          await look(current!)
          break
        case 'delivered':
        case 'done':
          return
        case 'failed':
          hearer.failed(execution.reason!, errors)
          throw new Failure('unavailable', said[execution.reason!])
      }
    }
  } finally {
    signal.removeEventListener('abort', leave)
    await finish()
  }

  /** Cleans up after itself, in whatever state it is left. */
  async function finish(): Promise<void> {
    const until = performance.now() + timing.endMs
    while (current && execution.phase === 'delivered' && performance.now() < until)
      await change(until - performance.now())
    current?.stopHearing()
    const released = prompts.map((prompt) => {
      if (current?.prompt !== prompt) return cleaning.release(prompt)
      // Its picture may be there, or its caller gone, before the post is answered; what is half posted cannot be cancelled.
      return cleaning.release(prompt, hasEnded, current.posting)
    })
    // Who left wants the GPU free for the next; who must look for another node does not wait for this one.
    if (signal.aborted || execution.picture) await Promise.all(released)
  }
}
