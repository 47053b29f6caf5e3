import { createHash } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { work } from './execute.ts'
import { noFaults, type Faults } from './faults.ts'
import { fileStore } from './files.ts'
import type { Graph } from './graph.ts'
import { leaksOf } from './leaks.ts'
import { newLife, statusOf, type Behaviour, type Life } from './life.ts'
import { modelFolders, objectInfo, usualModels, type Generation, type Models } from './object-info.ts'
import { answerTo, featuresOf, send, type Shared } from './routes.ts'
import { socketRoom } from './sockets.ts'
import { faultyWire, upgraded } from './wire.ts'

export type { Faults, RouteFault } from './faults.ts'
export type { Graph, GraphNode, Link } from './graph.ts'
export type { Generation, Models } from './object-info.ts'

/** How a stand-in is to behave. Everything has a value of its own. */
export interface StandInOptions {
  /** Which ComfyUI it imitates; the newest that was read unless told. */
  generation?: Generation
  /** Names of model files it has, by folder; a folder that is not named has those that common graphs use. */
  models?: Models
  /** Milliseconds of one sampling step, and of decoding. 0 unless told. */
  msPerStep?: number
  /** Milliseconds until models are loaded that were not used before. 0 unless told. */
  msToLoad?: number
  /** Port on 127.0.0.1; a free one unless told. */
  port?: number
  /** What `--preview-method` would say; `none` unless told, as a node is started. */
  previewMethod?: 'none' | 'latent2rgb'
  /** Whether pictures that are saved carry their graph; not unless told, as with `--disable-metadata`. */
  metadata?: boolean
  /** What of a prompt is kept: `classic` unless told, as `--cache-classic` does. */
  cache?: 'classic' | 'pressure' | 'none'
  /** Flags it says it was started with, beyond those that follow from the other options. They change nothing. */
  flags?: string[]
  /** Paints noise instead of patches: 3 MB a picture of 1024 x 1024. */
  isNoise?: boolean
  /** Has `LabSampler` too, the sampler without weights that the recordings were made with. */
  isLab?: boolean
  /** Whether sockets may be compressed when a client asks for it; true unless told. */
  perMessageDeflate?: boolean
  /** The largest body it takes, in bytes; 100 MiB unless told. */
  maxUploadBytes?: number
}

/** A prompt that was posted, whatever became of it. */
export interface Posted {
  id: string
  clientId: string | undefined
  graph: Graph
  /** The whole body of the request. */
  body: unknown
  /** SHA-256, in hex, of every picture it sent over the socket so far: whose picture is it that came? */
  pictures: string[]
}

/** A ComfyUI node for tests. */
export interface StandIn extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly url: string
  readonly port: number
  /** What was posted to /prompt, in order; of more than a thousand, the last thousand. */
  readonly prompts: readonly Posted[]
  /** Requests that came in, such as `POST /prompt`; of more than a thousand, the last thousand. */
  readonly requests: readonly string[]
  /** How many sockets are open. */
  readonly sockets: number
  /** How many prompts wait or run. */
  readonly remaining: number
  /** What is wrong with it; switched by assigning. */
  readonly faults: Faults
  /** Every place where the text or the picture of a prompt still is, in words. */
  leaks(): string[]
  /** The process dies: connections are reset, the port refuses, history, queue, temp folder and memory are lost. */
  crash(): Promise<void>
  /** Starts it again on the same port. */
  restart(): Promise<void>
}

const versions: Record<Generation, string> = { '0.3.64': '0.3.64', newest: '0.28.1' }
/** As many prompts and requests are remembered. */
const mostRemembered = 1000

/** Starts a stand-in for a ComfyUI node. Rejects if the port is taken. */
export async function standIn(options: StandInOptions = {}): Promise<StandIn> {
  const behaviour: Behaviour = {
    generation: options.generation ?? 'newest',
    msPerStep: options.msPerStep ?? 0,
    msToLoad: options.msToLoad ?? 0,
    previewMethod: options.previewMethod ?? 'none',
    metadata: options.metadata ?? false,
    cache: options.cache ?? 'classic',
    isNoise: options.isNoise ?? false,
    maxUploadBytes: options.maxUploadBytes ?? 100 * 1024 * 1024,
  }
  const models = { ...Object.fromEntries(modelFolders.map((name) => [name, []])), ...usualModels, ...options.models }
  const classes = objectInfo(behaviour.generation, models, options.isLab ?? false)
  const faults = noFaults()
  const files = fileStore()
  const prompts: Posted[] = []
  const requests: string[] = []
  const shared: Shared = {
    models,
    number: { next: 0 },
    posted: (prompt) => remember(prompts, { ...prompt, pictures: [] }),
    version: versions[behaviour.generation],
    argv: argvOf(behaviour, options.flags ?? []),
  }
  let port = options.port ?? 0
  let running: { life: Life; end: () => Promise<void> } | undefined

  async function start(): Promise<void> {
    const leave = new AbortController()
    const room = socketRoom(
      faults,
      {
        status: () => statusOf(life.queue),
        executing: (sid) => (life.client === sid ? life.lastNode : null),
        features: () => featuresOf(life),
        warn: (line) => life.log(line),
      },
      options.perMessageDeflate ?? true,
    )
    const sent = (id: string, picture: Buffer) => {
      const prompt = prompts.findLast((each) => each.id === id)
      prompt?.pictures.push(createHash('sha256').update(picture).digest('hex'))
    }
    const life = newLife({ signal: leave.signal, options: behaviour, faults, classes, room, sent }, files)
    const connections = new Set<Socket>()
    const server = http.createServer((request, response) => {
      void answer(request, response, life).catch(() => request.socket.destroy())
    })
    server.on('connection', (socket) => {
      connections.add(socket)
      socket.on('close', () => connections.delete(socket))
      faultyWire(socket, faults)
    })
    server.on('upgrade', (_request, socket: Socket) => upgraded(socket))
    room.listenOn(server)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve)
    })
    port = (server.address() as AddressInfo).port
    const working = work(life)
    running = {
      life,
      async end() {
        leave.abort()
        const closed = new Promise((resolve) => server.close(resolve))
        for (const socket of connections) socket.resetAndDestroy()
        room.clear()
        await Promise.all([closed, working])
      },
    }
  }

  async function answer(request: http.IncomingMessage, response: http.ServerResponse, life: Life): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://node')
    const path = pathname
      .replace(/^\/api(?=\/)/, '')
      .split('/')
      .slice(1)
      .map(decodeURIComponent)
    const name = `${request.method} /${path[0]}`
    remember(requests, name)
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length <= behaviour.maxUploadBytes) chunks.push(chunk)
    }
    const fault = faults.routes[name]
    if (faults.halfOpen === 'everything' || fault?.answer === 'hang') return
    if (fault) {
      if (fault.times !== undefined && --fault.times <= 0) delete faults.routes[name]
      if (fault.answer === 'reset') return void request.socket.resetAndDestroy()
      return send(response, { status: Number(fault.answer), body: fault.body ?? `${fault.answer}: Fault` })
    }
    if (length > behaviour.maxUploadBytes) return send(response, { status: 413, body: '413: Request Entity Too Large' })
    const asked = {
      isBelowApi: pathname.startsWith('/api/'),
      method: request.method ?? 'GET',
      path,
      query: searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks),
    }
    let said
    try {
      said = answerTo(asked, life, shared)
    } catch {
      said = { status: 500, body: '500 Internal Server Error\n\nServer got itself in trouble' }
    }
    const late = faults.delays[name]
    if (late) await delay(late, undefined, { signal: life.signal })
    send(response, said)
  }

  async function crash(): Promise<void> {
    const was = running
    running = undefined
    files.clearTemp()
    await was?.end()
  }

  await start()
  return {
    get url() {
      return `http://127.0.0.1:${port}`
    },
    get port() {
      return port
    },
    prompts,
    requests,
    get sockets() {
      return running?.life.room.size ?? 0
    },
    get remaining() {
      return running?.life.queue.remaining ?? 0
    },
    faults,
    leaks: () => leaksOf(files, prompts, running?.life),
    crash,
    async restart() {
      if (running) await crash()
      await start()
    },
    [Symbol.asyncDispose]: crash,
  }
}

/** How a node was started that behaves so, and is closed off as it should be. */
function argvOf({ metadata, cache, previewMethod }: Behaviour, flags: string[]): string[] {
  const closed = [
    '--disable-all-custom-nodes',
    '--whitelist-custom-nodes',
    'websocket_image_save.py',
    '--disable-api-nodes',
  ]
  return [
    'main.py',
    ...closed,
    ...(metadata ? [] : ['--disable-metadata']),
    ...(cache === 'pressure' ? [] : [`--cache-${cache}`]),
    ...(previewMethod === 'none' ? [] : ['--preview-method', previewMethod]),
    ...flags,
  ]
}

function remember<Thing>(all: Thing[], thing: Thing): void {
  all.push(thing)
  if (all.length > mostRemembered) all.shift()
}
