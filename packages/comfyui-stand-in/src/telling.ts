import type { HistoryEntry } from './queue.ts'
import type { SocketRoom } from './sockets.ts'

/** How far a node of a graph is. */
interface Progress {
  value: number
  max: number
  state: 'running' | 'finished'
  /** What it spends its time on before it has a step to tell of; newer nodes only. */
  activity?: 'loading'
}

/** A picture that is shown along the way. */
export interface Shown {
  type: 'image/png' | 'image/jpeg'
  image: Buffer
}

/**
 * Tells of one prompt as it runs: its client, or where nobody is named, everyone as far as ComfyUI does that. Keeps
 * what goes into the history.
 */
export function telling(room: SocketRoom, sid: string | undefined, prompt_id: string) {
  const messages: HistoryEntry['status']['messages'] = []
  const nodes: Record<string, Progress> = {}

  const attributionOf = (id: string) => ({
    node_id: id,
    prompt_id,
    display_node_id: id,
    parent_node_id: null,
    real_node_id: id,
  })

  function showAll(): void {
    const shown = Object.entries(nodes).map(([id, progress]) => [id, { ...progress, ...attributionOf(id) }])
    room.send('progress_state', { prompt_id, nodes: Object.fromEntries(shown) }, sid)
  }

  /** Only to a client that is named. */
  function toClient(event: string, data: unknown): void {
    if (sid !== undefined) room.send(event, data, sid)
  }

  return {
    messages,

    /** An event of the whole prompt, with the time; `toAll` even where no client is named. */
    say(event: string, facts: Record<string, unknown>, toAll = false): void {
      const data = { prompt_id, ...facts, timestamp: Date.now() }
      messages.push([event, data])
      if (sid !== undefined || toAll) room.send(event, data, sid)
    },

    begin(id: string): void {
      nodes[id] = { value: 0, max: 1, state: 'running' }
      showAll()
      toClient('executing', { node: id, display_node: id, prompt_id })
    },

    /** Says that a node loads models, or no longer does. */
    loading(id: string, isLoading: boolean): void {
      nodes[id] = { value: 0, max: 1, state: 'running', ...(isLoading && { activity: 'loading' }) }
      showAll()
    },

    /** A step of a node. Pictures come before the word to clients that asked whose they are, after it to others. */
    progress(id: string, value: number, max: number, shown?: Shown): void {
      nodes[id] = { value, max, state: 'running' }
      showAll()
      if (shown) room.sendAttributed(shown.type, attributionOf(id), shown.image, sid)
      room.send('progress', { value, max, prompt_id, node: id }, sid)
      if (shown) room.sendPicture(shown.type, shown.image, sid)
    },

    /** What an output node has to show; null for what came from the cache and has nothing. */
    executed(id: string, output: unknown): void {
      toClient('executed', { node: id, display_node: id, output, prompt_id })
    },

    finish(id: string): void {
      const max = nodes[id]?.max ?? 1
      nodes[id] = { value: max, max, state: 'finished' }
      showAll()
    },
  }
}
