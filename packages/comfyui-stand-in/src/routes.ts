import type { IncomingMessage, ServerResponse } from 'node:http'
import { randomUUID } from 'node:crypto'
import type { Folder } from './files.ts'
import type { Graph } from './graph.ts'
import { isJobId, jobsAnswer } from './jobs.ts'
import { statusOf, type Life } from './life.ts'
import type { Models } from './object-info.ts'
import { validate } from './validate.ts'

/** What a route says. A body that is no text and no bytes goes out as JSON. */
export interface Answer {
  status: number
  body?: unknown
  type?: string
}

/** What a request brings. */
export interface Request {
  method: string
  path: string[]
  /** Whether it came with `/api` before its path. */
  isBelowApi: boolean
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
}

/** What all routes share beyond the life of the node. */
export interface Shared {
  models: Models
  /** Counts the prompts, for their numbers. */
  number: { next: number }
  posted: (prompt: { id: string; clientId: string | undefined; graph: Graph; body: unknown }) => void
  version: string
  argv: string[]
}

/** The answer of one route to one request. Throws SyntaxError where a body should be JSON and is not. */
export function answerTo(request: Request, life: Life, shared: Shared): Answer {
  const { method, path, query } = request
  const [first, second] = path
  switch (`${method} /${first}`) {
    case 'GET /prompt':
      return ok(statusOf(life.queue))
    case 'POST /prompt':
      return postPrompt(request, life, shared)
    case 'GET /queue':
      return ok({ queue_running: life.queue.running, queue_pending: life.queue.pending })
    case 'POST /queue':
      return postQueue(bodyOf(request), life)
    case 'POST /interrupt':
      return postInterrupt(request, life)
    case 'GET /history':
      return ok(historyOf(life, second, query))
    case 'POST /history':
      return postHistory(bodyOf(request), life)
    case 'GET /object_info':
      if (second === undefined) return ok(life.classes)
      return ok(life.classes[second] ? { [second]: life.classes[second] } : {})
    case 'GET /models': {
      if (second === undefined) return ok(Object.keys(shared.models))
      const found = shared.models[second]
      return found ? ok(found) : { status: 404 }
    }
    case 'GET /system_stats':
      return ok(systemStats(shared))
    case 'GET /extensions':
      return ok([])
    case 'GET /embeddings':
      return ok((shared.models.embeddings ?? []).map((name) => name.replace(/\.[^.]*$/, '')))
    case 'GET /features':
      return ok(featuresOf(life))
    case 'POST /free': {
      const { unload_models, free_memory } = bodyOf(request) as { unload_models?: boolean; free_memory?: boolean }
      if (unload_models) life.free.unload = true
      if (free_memory) life.free.forget = true
      life.queue.wake()
      return { status: 200 }
    }
    case 'POST /upload':
      return second === 'image' ? upload(request, life) : notFound
    case 'GET /view':
      return view(query, life)
    case 'GET /internal':
      if (path.join('/') === 'internal/logs/raw')
        return ok({ entries: life.lines.map((m) => ({ t: '', m })), size: null })
      return path.join('/') === 'internal/logs' ? ok(life.lines.join('\n')) : notFound
    case 'GET /jobs':
    case 'POST /jobs':
      if (life.options.generation === '0.3.64' || !request.isBelowApi) return notFound
      return jobsAnswer(method, path.slice(1), query, jsonOrNothing(request), life) ?? notFound
    case 'GET /ws':
      return { status: 400, body: 'No WebSocket UPGRADE hdr: None\n Can "Upgrade" only to "WebSocket".' }
    default:
      return routes.has(first ?? '') ? otherMethod : notFound
  }
}

const routes = new Set(['prompt', 'queue', 'interrupt', 'history', 'object_info', 'models', 'features', 'free', 'ws'])

const notFound: Answer = { status: 404 }

const otherMethod: Answer = { status: 405, body: '405: Method Not Allowed' }

/** Flags a node tells of. */
export function featuresOf({ options }: Life): Record<string, unknown> {
  const older = { supports_preview_metadata: true, max_upload_size: options.maxUploadBytes }
  if (options.generation === '0.3.64') return older
  const newer = {
    supports_model_type_tags: true,
    extension: { manager: { supports_v4: true } },
    node_replacements: true,
  }
  return { ...older, ...newer, assets: false }
}

function postPrompt(request: Request, life: Life, shared: Shared): Answer {
  life.log('got prompt')
  const body = bodyOf(request) as {
    prompt?: Graph
    prompt_id?: unknown
    client_id?: string
    number?: unknown
    front?: boolean
    extra_data?: Record<string, unknown>
    partial_execution_targets?: string[]
  }
  const { generation } = life.options
  const count = shared.number.next
  if (body.number === undefined) shared.number.next++
  const number = body.number === undefined ? (body.front ? -count : count) : Number(body.number)
  if (!body.prompt) {
    const error = { type: 'no_prompt', message: 'No prompt provided', details: 'No prompt provided', extra_info: {} }
    return { status: 400, body: { error, node_errors: {} } }
  }
  const isMissing = body.prompt_id === undefined || (generation === 'newest' && body.prompt_id === null)
  const id = isMissing ? randomUUID() : String(body.prompt_id)
  if (generation === 'newest' && !isMissing && !isJobId(body.prompt_id)) {
    const details =
      'prompt_id must be a UUID string in canonical lowercase hyphenated form; omit it to let the server generate one'
    const error = { type: 'invalid_prompt_id', message: 'prompt_id must be a valid UUID', details, extra_info: {} }
    return { status: 400, body: { error, node_errors: {} } }
  }
  shared.posted({ id, clientId: body.client_id, graph: body.prompt, body })
  const { error, outputs, node_errors } = validate(
    body.prompt,
    { classes: life.classes, generation, hasImage: life.files.has, log: life.log },
    body.partial_execution_targets,
  )
  if (error) {
    life.log(`invalid prompt: ${JSON.stringify(error)}`)
    return { status: 400, body: { error, node_errors } }
  }
  const extra = { ...body.extra_data, ...(body.client_id !== undefined && { client_id: body.client_id }) }
  if (generation === 'newest') Object.assign(extra, { create_time: Date.now() })
  life.queue.put([number, id, body.prompt, extra, outputs])
  if (life.faults.partialValidation) Object.assign(node_errors, anOutputThatWillNotRun)
  return ok({ prompt_id: id, number, node_errors })
}

const anOutputThatWillNotRun = {
  none: {
    errors: [
      {
        type: 'required_input_missing',
        message: 'Required input is missing',
        details: 'images',
        extra_info: { input_name: 'images' },
      },
    ],
    dependent_outputs: ['none'],
    class_type: 'SaveImageWebsocket',
  },
}

function postQueue(body: Record<string, unknown>, { queue }: Life): Answer {
  if (body.clear) queue.clear()
  for (const id of (body.delete ?? []) as string[]) queue.remove(id)
  return { status: 200 }
}

/** Without the id of a prompt, whatever runs is interrupted. */
function postInterrupt(request: Request, life: Life): Answer {
  const body = jsonOrNothing(request)
  if (Array.isArray(body)) throw new TypeError("'list' object has no attribute 'get'")
  const id = (body as { prompt_id?: unknown } | undefined)?.prompt_id
  if (!id || life.queue.running.some((item) => item[1] === id)) life.interrupt = true
  return { status: 200 }
}

function historyOf({ queue }: Life, id: string | undefined, query: URLSearchParams): Record<string, unknown> {
  const entries = id === undefined ? [...queue.history] : [...queue.history].filter(([each]) => each === id)
  const most = query.has('max_items') && id === undefined ? Number(query.get('max_items')) : entries.length
  const offset = query.has('offset') ? Number(query.get('offset')) : -1
  const start = offset < 0 ? Math.max(0, entries.length - most) : offset
  return Object.fromEntries(entries.slice(start, start + most).map(([each, entry]) => [each, entry]))
}

function postHistory(body: Record<string, unknown>, { queue }: Life): Answer {
  if (body.clear) queue.history.clear()
  for (const id of (body.delete ?? []) as string[]) queue.history.delete(id)
  return { status: 200 }
}

function upload(request: Request, { files }: Life): Answer {
  const parts = partsOf(request)
  const image = parts.get('image')
  if (!image?.filename) return { status: 400 }
  const text = (name: string, otherwise: string) => parts.get(name)?.data.toString() || otherwise
  const name = { filename: image.filename, subfolder: text('subfolder', ''), type: text('type', 'input') as Folder }
  const isReplacing = ['true', '1'].includes(text('overwrite', ''))
  if (!isReplacing) name.filename = freeName(name.filename, (filename) => !!files.find({ ...name, filename }))
  files.put(name, image.data)
  return ok({ name: name.filename, subfolder: name.subfolder, type: name.type })
}

function freeName(name: string, isTaken: (name: string) => boolean): string {
  const [, stem, ending] = /^(.*?)(\.[^.]*)?$/.exec(name)!
  let free = name
  for (let n = 1; isTaken(free); n++) free = `${stem} (${n})${ending ?? ''}`
  return free
}

function view(query: URLSearchParams, { files }: Life): Answer {
  const filename = query.get('filename')
  if (!filename) return { status: 404 }
  const type = (query.get('type') ?? 'output') as Folder
  const body = files.find({ filename, subfolder: query.get('subfolder') ?? '', type })
  return body ? { status: 200, body, type: 'image/png' } : { status: 404 }
}

/** The parts of a multipart form, by name. */
function partsOf({ headers, body }: Request): Map<string, { filename: string | undefined; data: Buffer }> {
  const parts = new Map<string, { filename: string | undefined; data: Buffer }>()
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1]
  if (!boundary) return parts
  const mark = Buffer.from(`--${boundary}`)
  for (let at = body.indexOf(mark); at >= 0;) {
    const next = body.indexOf(mark, at + mark.length)
    if (next < 0) break
    const part = body.subarray(at + mark.length + 2, next - 2)
    const end = part.indexOf('\r\n\r\n')
    const head = part.subarray(0, end).toString()
    const name = /\bname="([^"]*)"/.exec(head)?.[1]
    const filename = /\bfilename="([^"]*)"/.exec(head)?.[1]
    if (name !== undefined) parts.set(name, { filename, data: part.subarray(end + 4) })
    at = next
  }
  return parts
}

function bodyOf({ body }: Request): Record<string, unknown> {
  return JSON.parse(body.toString()) as Record<string, unknown>
}

function jsonOrNothing(request: Request): unknown {
  try {
    return bodyOf(request)
  } catch {
    return undefined
  }
}

function ok(body: unknown): Answer {
  return { status: 200, body }
}

function systemStats({ version, argv }: Shared): unknown {
  const memory = 24 * 1024 ** 3
  return {
    system: {
      os: 'posix',
      ram_total: memory,
      ram_free: memory,
      comfyui_version: version,
      required_frontend_version: '1.27.10',
      python_version: '3.11.2 (main, Apr 28 2025, 14:11:48) [GCC 12.2.0]',
      pytorch_version: '2.9.0',
      embedded_python: false,
      argv,
    },
    devices: [
      {
        name: 'cuda:0 stand-in',
        type: 'cuda',
        index: 0,
        vram_total: memory,
        vram_free: memory,
        torch_vram_total: memory,
        torch_vram_free: memory,
      },
    ],
  }
}

/** Sends an answer as aiohttp would. */
export function send(response: ServerResponse, { status, body, type }: Answer): void {
  if (body === undefined) return void response.writeHead(status, { 'content-length': 0 }).end()
  const isPlain = typeof body === 'string' || Buffer.isBuffer(body)
  const data = isPlain ? body : JSON.stringify(body)
  response.writeHead(status, {
    'content-type': type ?? (isPlain ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'),
    'content-length': Buffer.byteLength(data),
  })
  response.end(data)
}
