import type { Life } from './life.ts'
import type { HistoryEntry, Item } from './queue.ts'

/** What `/api/jobs` answers. */
export interface JobsAnswer {
  status: number
  body: unknown
}

const ids = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const states = ['pending', 'in_progress', 'completed', 'failed', 'cancelled']

/** Whether a text may be the id of a prompt: a UUID in small letters, with hyphens. */
export function isJobId(id: unknown): id is string {
  return typeof id === 'string' && ids.test(id)
}

/** The routes below `/api/jobs`; undefined where there is none. `body` is what was sent, undefined if that is no JSON. */
export function jobsAnswer(method: string, path: string[], query: URLSearchParams, body: unknown, life: Life) {
  const [id, verb, ...rest] = path
  if (rest.length > 0) return undefined
  if (method === 'GET' && id === undefined) return list(query, life)
  if (method === 'GET' && verb === undefined) return one(id!, life)
  if (method === 'POST' && id === 'cancel' && verb === undefined) return cancelAll(body, life)
  if (method === 'POST' && verb === 'cancel') return { status: 200, body: { cancelled: cancel(id!, life) } }
  return undefined
}

/** Interrupts a prompt that runs, takes out one that waits. Whether there was one. */
function cancel(id: string, life: Life): boolean {
  if (life.queue.running.some((item) => item[1] === id)) return (life.interrupt = true)
  return life.queue.remove(id)
}

function cancelAll(body: unknown, life: Life): JobsAnswer {
  if (body === undefined) return refused('Request body must be valid JSON')
  const asked = (body as { job_ids?: unknown } | null)?.job_ids
  if (!Array.isArray(asked)) return refused('job_ids must be a list')
  const invalid_ids = asked.filter((id) => !isJobId(id)).map((id) => (typeof id === 'string' ? id : JSON.stringify(id)))
  if (invalid_ids.length > 0) return { status: 400, body: { error: 'job_ids contains invalid id(s)', invalid_ids } }
  const cancelled = asked.map((id) => cancel(String(id), life)).some(Boolean)
  return { status: 200, body: { cancelled } }
}

function list(query: URLSearchParams, { queue }: Life): JobsAnswer {
  const wanted = query.get('status')?.split(',').filter(Boolean) ?? states
  const unknown = wanted.filter((state) => !states.includes(state))
  if (unknown.length > 0) {
    return refused(`Invalid status value(s): ${unknown.join(', ')}. Valid values: ${states.join(', ')}`)
  }
  const limit = query.has('limit') ? Number(query.get('limit')) : null
  if (limit !== null && !(limit > 0)) return refused('limit must be a positive integer')
  const offset = Math.max(0, Number(query.get('offset') ?? 0))
  const all = [
    ...queue.running.map((item) => waiting(item, 'in_progress')),
    ...queue.pending.map((item) => waiting(item, 'pending')),
    ...[...queue.history.values()].map((entry) => ended(entry)),
  ].filter(({ status }) => wanted.includes(status))
  const newestFirst = all.toSorted((a, b) => b.create_time - a.create_time)
  const jobs = newestFirst.slice(offset, limit === null ? undefined : offset + limit)
  const has_more = offset + jobs.length < all.length
  return { status: 200, body: { jobs, pagination: { offset, limit, total: all.length, has_more } } }
}

function one(id: string, { queue }: Life): JobsAnswer {
  const entry = queue.history.get(id)
  if (entry) {
    const [, , prompt, extra_data] = entry.prompt
    const more = { outputs: entry.outputs, execution_status: entry.status, workflow: { prompt, extra_data } }
    return { status: 200, body: { ...ended(entry), ...more } }
  }
  const running = queue.running.find((item) => item[1] === id)
  if (running) return { status: 200, body: waiting(running, 'in_progress') }
  const pending = queue.pending.find((item) => item[1] === id)
  if (pending) return { status: 200, body: waiting(pending, 'pending') }
  return { status: 404, body: { error: 'Job not found' } }
}

function waiting([priority, id, , extra]: Item, status: string) {
  return { id, status, priority, create_time: Number(extra.create_time), outputs_count: 0 }
}

function ended({ prompt, status, outputs }: HistoryEntry) {
  const said = new Map(status.messages as [string, { timestamp: number }][])
  const isInterrupted = said.has('execution_interrupted')
  const state = status.status_str === 'success' ? 'completed' : isInterrupted ? 'cancelled' : 'failed'
  const end = said.get('execution_success') ?? said.get('execution_error') ?? said.get('execution_interrupted')
  const error = said.get('execution_error')
  return {
    ...waiting(prompt, state),
    execution_start_time: said.get('execution_start')?.timestamp,
    execution_end_time: end?.timestamp,
    ...(error && { execution_error: error }),
    outputs_count: Object.keys(outputs).length,
  }
}

function refused(error: string): JobsAnswer {
  return { status: 400, body: { error } }
}
