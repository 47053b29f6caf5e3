import type { Message } from './messages.ts'

/*
 * What we know of one picture on a node, from what the node says and from what we ask it.
 *
 * - `posted`: the graph is on its way or in the node's queue. The node has said nothing of it yet; it may do so before it
 *   has answered the post.
 * - `running`: the node works on it.
 * - `delivered`: its picture is here. The node still has to write it into its history; then `ended` is said.
 * - `done`: its picture is here and the node is done with it. Only cleaning is left.
 * - `lost`: we cannot hear what becomes of it: the socket broke, fell silent, or the answer to the post was lost. Somebody
 *   must look into the node's queue and history.
 * - `again`: it is on the node, or was, but its picture will not reach us. It must be posted once more, to the letter: what
 *   the node has worked out it takes from its cache, and only the output node runs again.
 * - `failed`: it will not be painted here.
 *
 *   posted → running → delivered → done
 *     any of the first two → lost → posted | running (we hear it still), again, failed
 *     any of the first two → again: it ended, or somebody else interrupted it, and no picture came
 *     again → posted, a few times; then failed
 *   delivered → done, whatever else is said: we have what we wanted
 */
export interface Execution {
  readonly phase: 'posted' | 'running' | 'delivered' | 'done' | 'lost' | 'again' | 'failed'
  /** 0 to 1; never falls, also when it is posted again. */
  readonly progress: number
  /** The picture, from `delivered` on. */
  readonly picture?: Blob
  /** Why it failed, from `failed` on. */
  readonly reason?: Reason
  /** How often it has been posted. */
  readonly posts: number
}

/**
 * - `refused`: the node does not take the graph; - `error`: a node of the graph failed; - `memory`: the GPU's memory did not
 * suffice; - `gone`: the node knows nothing of it any more: it was restarted; - `silent`: it ends, and no picture comes.
 */
export type Reason = 'refused' | 'error' | 'memory' | 'gone' | 'silent'

/** Where a prompt was found when somebody looked. */
export type Found =
  | { where: 'waiting' | 'running' | 'succeeded' | 'interrupted' | 'nowhere' }
  | { where: 'failed'; isOutOfMemory: boolean }

/** What can happen to it besides what the node says. */
export type Happening =
  /** It is posted, for the first time or again. */
  | { kind: 'posted' }
  | { kind: 'refused' }
  /** The socket is lost or silent, or the answer to the post is. */
  | { kind: 'lost' }
  /** Somebody looked. `isHeard`: on the socket that it was posted for, which still lives. */
  | { kind: 'found'; found: Found; isHeard: boolean }

/** How often one picture is posted to one node. */
const mostPosts = 3

/** Share of the work that is done when the sampler begins, and when it is through. */
const begun = 0.04
const sampled = 0.9

export const notPosted: Execution = { phase: 'again', progress: 0, posts: 0 }

/** What is known after something happened or was said. `output`: the node of the graph whose image is the picture. */
export function advance(execution: Execution, event: Happening | Message, output: string): Execution {
  const { phase, posts } = execution
  if (phase === 'done' || phase === 'failed') return execution
  if (phase === 'delivered')
    return event.kind === 'ended' || event.kind === 'lost' ? { ...execution, phase: 'done' } : execution
  switch (event.kind) {
    case 'posted':
      return posts < mostPosts ? { ...execution, phase: 'posted', posts: posts + 1 } : failed(execution, 'silent')
    case 'refused':
      return failed(execution, 'refused')
    case 'lost':
      return phase === 'again' ? execution : { ...execution, phase: 'lost' }
    case 'found':
      return phase === 'lost' ? afterLook(execution, event.found, event.isHeard) : execution
    case 'begun':
      return running(execution, begun)
    case 'working':
      return running(execution, event.node === output ? 0.94 : begun)
    case 'step':
      return running(execution, event.node === output ? begun : begun + (sampled - begun) * event.done)
    case 'image':
      return event.node === output
        ? { ...running(execution, 0.96), phase: 'delivered', picture: event.image }
        : execution
    case 'failed':
      return failed(execution, event.isOutOfMemory ? 'memory' : 'error')
    case 'interrupted': // not by us: who gives a picture up does not listen any more
    case 'ended':
      return { ...execution, phase: 'again' }
    case 'succeeded': // `ended` follows
    case 'queue':
    case 'features':
      return execution
  }
}

function afterLook(execution: Execution, found: Found, isHeard: boolean): Execution {
  switch (found.where) {
    case 'waiting':
    case 'running':
      return isHeard
        ? { ...execution, phase: found.where === 'running' ? 'running' : 'posted' }
        : { ...execution, phase: 'again' }
    case 'succeeded':
    case 'interrupted':
      return { ...execution, phase: 'again' }
    case 'failed':
      return failed(execution, found.isOutOfMemory ? 'memory' : 'error')
    case 'nowhere':
      // On a socket that lives, only the post was lost on its way.
      return isHeard ? { ...execution, phase: 'again' } : failed(execution, 'gone')
  }
}

const running = (execution: Execution, progress: number): Execution => ({
  ...execution,
  phase: 'running',
  progress: Math.max(execution.progress, progress),
})

const failed = (execution: Execution, reason: Reason): Execution => ({ ...execution, phase: 'failed', reason })
