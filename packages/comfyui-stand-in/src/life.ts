import { setTimeout as delay } from 'node:timers/promises'
import { outputCache, type OutputCache } from './cache.ts'
import type { Faults } from './faults.ts'
import { fileStore, type FileStore } from './files.ts'
import type { GraphNode } from './graph.ts'
import type { NodeClass } from './object-info.ts'
import { promptQueue, type PromptQueue } from './queue.ts'
import type { SocketRoom } from './sockets.ts'

/** How a node behaves, all said. */
export interface Behaviour {
  generation: '0.3.64' | 'newest'
  msPerStep: number
  msToLoad: number
  previewMethod: string
  metadata: boolean
  cache: 'classic' | 'pressure' | 'none'
  isNoise: boolean
  maxUploadBytes: number
}

/** What a node's process holds in its memory, from its start to its end. */
export interface Life {
  signal: AbortSignal
  options: Behaviour
  faults: Faults
  classes: Record<string, NodeClass>
  room: SocketRoom
  /** Told of every picture that a prompt sends over the socket. */
  sent: (id: string, picture: Buffer) => void
  queue: PromptQueue
  cache: OutputCache
  files: FileStore
  /** Models that are in memory. */
  warm: Set<string>
  /** Set to stop the prompt that runs, at its next step or node. */
  interrupt: boolean
  /** Who hears of the prompt that runs, or ran last. */
  client: string | undefined
  /** The node of the graph that runs. */
  lastNode: string | null
  /** What POST /free asked for, done when no prompt runs. */
  free: { unload: boolean; forget: boolean }
  applyFree(): void
  /** The last lines of the log. */
  lines: string[]
  log: (line: string) => void
  wait(ms: number): Promise<void>
  /** Names of model files in a node. */
  modelsIn(node: GraphNode): string[]
  /** Whether a prompt has previews made, itself or by how the node was started. */
  showsPreviews(extra: Record<string, unknown>): boolean
}

/** As many lines of its log as ComfyUI keeps in memory. */
const mostLines = 300

/** Starts a life. It ends, in the middle of whatever it does, when the signal aborts. */
export function newLife(
  given: Pick<Life, 'signal' | 'options' | 'faults' | 'classes' | 'room' | 'sent'>,
  files: FileStore = fileStore(),
): Life {
  const { options, room, signal } = given
  const life: Life = {
    ...given,
    queue: promptQueue(() => room.send('status', { status: statusOf(life.queue) }, undefined)),
    cache: outputCache(options.cache),
    files,
    warm: new Set(),
    interrupt: false,
    client: undefined,
    lastNode: null,
    free: { unload: false, forget: false },
    lines: [],
    applyFree() {
      if (life.free.unload || life.free.forget) life.warm.clear()
      if (life.free.forget) life.cache.clear()
      life.free = { unload: false, forget: false }
    },
    log(line) {
      life.lines.push(line)
      if (life.lines.length > mostLines) life.lines.shift()
    },
    wait: async (ms) => (ms > 0 ? delay(ms, undefined, { signal }) : undefined),
    modelsIn: ({ inputs }) =>
      Object.entries(inputs).flatMap(([name, value]) =>
        /^(ckpt|lora|unet|vae|clip)_name/.test(name) && typeof value === 'string' ? [value] : [],
      ),
    showsPreviews(extra) {
      const asked = options.generation === 'newest' ? extra.preview_method : undefined
      return (typeof asked === 'string' && asked !== 'default' ? asked : options.previewMethod) !== 'none'
    },
  }
  signal.addEventListener('abort', () => life.queue.wake())
  return life
}

/** What `status` and GET /prompt tell. */
export function statusOf(queue: PromptQueue): { exec_info: { queue_remaining: number } } {
  return { exec_info: { queue_remaining: queue.remaining } }
}
