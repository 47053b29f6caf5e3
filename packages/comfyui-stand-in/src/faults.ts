/** What a route answers instead of its own answer. */
export interface RouteFault {
  /** HTTP status; `hang` never answers, `reset` cuts the connection. */
  answer: number | 'hang' | 'reset'
  /** Text of the answer; text/plain unless it is an object. */
  body?: unknown
  /** For how many requests; from then on the route is well. Forever if left out. */
  times?: number
}

/** What is wrong with a node. Everything can be switched at any time; a new node is well. */
export interface Faults {
  /** Cuts the socket of whoever's prompt runs, in place of the nth frame from now that is not `status` (1 is the next). */
  dropAtFrame: number | undefined
  /** Sockets stay open and answer pings, but nothing is said on them. */
  silent: boolean
  /** The machine is gone without a word: sockets do not read, answer or end; with `everything`, no request is answered either. */
  halfOpen: false | 'sockets' | 'everything'
  /** The step that runs does not end until this is false again: a GPU that hangs. An interrupt does not help. */
  stalled: boolean
  /** So many prompts run out of GPU memory in their sampler; each unloads all models. */
  outOfMemory: number
  /** Class of node that fails once, with an exception. */
  failAt: string | undefined
  /** Every prompt is accepted with `node_errors` for an output that will not run. */
  partialValidation: boolean
  /** Milliseconds from `execution_success` to the entry in the history: what is deleted in between comes back. */
  historyMs: number
  /** Frames leave together, once in so many milliseconds. 0 is off. */
  coalesceMs: number
  /** Frames leave in pieces of so many bytes. 0 is off. */
  splitBytes: number
  /** The end of an older socket silences the newer one with the same id, as ComfyUI does (issue 16010, open). */
  staleCloseBug: boolean
  /** Errors of routes, such as `'POST /prompt'` or `'GET /history'` (without what follows the first name). */
  routes: Partial<Record<string, RouteFault>>
  /** Milliseconds before a route answers, by the same names; the route does its work at once. */
  delays: Partial<Record<string, number>>
}

/** A node that is well, but for the bug that every known version has. */
export function noFaults(): Faults {
  return {
    dropAtFrame: undefined,
    silent: false,
    halfOpen: false,
    stalled: false,
    outOfMemory: 0,
    failAt: undefined,
    partialValidation: false,
    historyMs: 0,
    coalesceMs: 0,
    splitBytes: 0,
    staleCloseBug: true,
    routes: {},
    delays: {},
  }
}
