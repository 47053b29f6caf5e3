/** What a node says on its socket, as far as anything here needs it. `prompt` and `node`: ids we gave. */
export type Message =
  /** Prompts on the node, running and waiting, of whoever asked for them. */
  | { kind: 'queue'; remaining: number }
  /** Its answer to what we can do; `hasNames`: it says of each image whose it is. */
  | { kind: 'features'; hasNames: boolean }
  | { kind: 'begun'; prompt: string }
  /** A node of the graph is being worked on. */
  | { kind: 'working'; prompt: string; node: string }
  /** How far a node of the graph is that works in steps; 0 to 1. */
  | { kind: 'step'; prompt: string; node: string; done: number }
  /** A preview from a sampler, or the picture from the output node. */
  | { kind: 'image'; prompt: string; node: string; image: Blob }
  | { kind: 'succeeded'; prompt: string }
  /** `error`: the class of the Python exception. What it says may quote the prompt, and is not taken up. */
  | { kind: 'failed'; prompt: string; node: string; error: string; isOutOfMemory: boolean }
  | { kind: 'interrupted'; prompt: string }
  /** The node is done with the prompt, whatever became of it, and has written it into its history. Always the last. */
  | { kind: 'ended'; prompt: string }

/** Events of the client that carry messages. */
export const events = [
  'status',
  'feature_flags',
  'execution_start',
  'executing',
  'progress',
  'progress_state',
  'b_preview_with_metadata',
  'execution_success',
  'execution_error',
  'execution_interrupted',
] as const

export type Event = (typeof events)[number]

/**
 * Reads one event of the client; undefined for what says nothing to us, or is not as ComfyUI 0.3.64 to 0.38 say it.
 * `executing` without a prompt's id (a socket that came back while something runs) is such: it could be about anybody.
 */
export function messageFrom(event: Event, data: unknown): Message | undefined {
  if (event === 'status') {
    const remaining = at(at(data, 'exec_info'), 'queue_remaining')
    return typeof remaining === 'number' ? { kind: 'queue', remaining } : undefined
  }
  if (event === 'feature_flags') return { kind: 'features', hasNames: at(data, 'supports_preview_metadata') === true }
  const prompt = textAt(data, event === 'b_preview_with_metadata' ? 'promptId' : 'prompt_id')
  return prompt === undefined ? undefined : messageAbout(prompt, event, data)
}

function messageAbout(
  prompt: string,
  event: Exclude<Event, 'status' | 'feature_flags'>,
  data: unknown,
): Message | undefined {
  switch (event) {
    case 'execution_start':
      return { kind: 'begun', prompt }
    case 'executing': {
      if (at(data, 'node') === null) return { kind: 'ended', prompt }
      const node = textAt(data, 'node')
      return node === undefined ? undefined : { kind: 'working', prompt, node }
    }
    case 'progress': {
      const node = textAt(data, 'node')
      return node === undefined ? undefined : stepOf(prompt, node, data)
    }
    case 'progress_state': {
      // The last node that is running; those before it have told their steps already.
      const running = Object.entries(at(data, 'nodes') ?? {}).findLast(([, state]) => at(state, 'state') === 'running')
      return running && stepOf(prompt, ...running)
    }
    case 'b_preview_with_metadata': {
      const node = textAt(data, 'nodeId')
      const image = at(data, 'blob')
      return node !== undefined && image instanceof Blob ? { kind: 'image', prompt, node, image } : undefined
    }
    case 'execution_success':
      return { kind: 'succeeded', prompt }
    case 'execution_error':
      return { kind: 'failed', prompt, ...errorOf(data) }
    case 'execution_interrupted':
      return { kind: 'interrupted', prompt }
  }
}

/** What is told of an error of execution, on the socket and in the history: nothing that could quote a prompt. */
export function errorOf(data: unknown): { node: string; error: string; isOutOfMemory: boolean } {
  const error = textAt(data, 'exception_type') ?? ''
  const said = textAt(data, 'exception_message') ?? ''
  return {
    node: nameOf(textAt(data, 'node_id')),
    error: nameOf(error),
    // torch.OutOfMemoryError, torch.cuda.OutOfMemoryError, and RuntimeError "CUDA error: out of memory".
    isOutOfMemory: /OutOfMemory/.test(error) || /\bout of memory\b/i.test(said),
  }
}

/** A field of what may be no object. */
export function at(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[key] : undefined
}

/** A field that must be text. */
export function textAt(data: unknown, key: string): string | undefined {
  const value = at(data, key)
  return typeof value === 'string' ? value : undefined
}

/** A name as programs have them; anything else could be a sentence. */
export const nameOf = (text: string | undefined): string => (text && /^[\w.:-]{1,80}$/.test(text) ? text : 'unnamed')

function stepOf(prompt: string, node: string, data: unknown): Message | undefined {
  const value = at(data, 'value')
  const max = at(data, 'max')
  // One step or none is no progress: every node says "0 of 1" when it begins.
  if (typeof value !== 'number' || typeof max !== 'number' || !(max > 1)) return undefined
  return { kind: 'step', prompt, node, done: Math.min(1, Math.max(0, value / max)) }
}
