import type { Client } from '@stable-canvas/comfyui-client'
import { Failure } from '@aiw/kit/errors'
import { ask, post, Refusal, safely, within } from './client.ts'
import type { Found } from './execution.ts'
import type { Graph } from './graph.ts'
import { at, errorOf, textAt } from './messages.ts'
import { ownMark } from './socket.ts'

/** How long a list of all prompts, or a picture, may be on its way; milliseconds. */
const slowMs = 15_000

/**
 * Posts a graph; an urgent one is put before all that wait. Returns the number the node counts it by: smaller than the last one, it was
 * restarted between. Throws Refusal, also where only a part of the graph would be done; Failure `unavailable`
 * when no answer came, and then nobody knows.
 */
export async function submit(
  client: Client,
  order: { prompt: string; graph: Graph; clientId: string; isUrgent: boolean },
): Promise<number> {
  const answer = await post(client, '/prompt', {
    prompt: order.graph,
    prompt_id: order.prompt,
    client_id: order.clientId,
    ...(order.isUrgent && { front: true }),
    // Newer nodes make previews for whoever asks; older ones as they were started. The cheapest kind will do.
    extra_data: { preview_method: 'latent2rgb' },
  })
  // Accepted, but of what was asked for something is left out.
  if (Object.keys(at(answer, 'node_errors') ?? {}).length > 0) throw new Refusal(200, ['partly_accepted'])
  if (textAt(answer, 'prompt_id') !== order.prompt)
    throw new Failure('unavailable', 'The node does not take the id of a prompt')
  return Math.abs(Number(at(answer, 'number')) || 0)
}

/** Looks where a prompt is. Throws Refusal, or Failure `unavailable` when the node does not answer. */
export async function find(client: Client, prompt: string, signal?: AbortSignal): Promise<Found> {
  // The queue before the history: what ends between is then found in the second.
  const queue = await ask(client, '/queue', { signal: within(slowMs, signal) })
  if (idsIn(at(queue, 'queue_running')).includes(prompt)) return { where: 'running' }
  if (idsIn(at(queue, 'queue_pending')).includes(prompt)) return { where: 'waiting' }
  return findInHistory(client, prompt, signal)
}

async function findInHistory(client: Client, prompt: string, signal?: AbortSignal): Promise<Found> {
  const history = await ask(client, `/history/${prompt}`, { signal: within(slowMs, signal) })
  const entry = at(history, prompt)
  if (entry === undefined) return { where: 'nowhere' }
  const status = at(entry, 'status')
  if (textAt(status, 'status_str') === 'success') return { where: 'succeeded' }
  const messages = at(status, 'messages')
  const [event, data] = (Array.isArray(messages) ? (messages as unknown[][]) : []).at(-1) ?? []
  if (event === 'execution_interrupted') return { where: 'interrupted' }
  return { where: 'failed', isOutOfMemory: errorOf(data).isOutOfMemory }
}

/** Takes a prompt out of the queue, or stops it if it runs; whatever else is on the node is not touched. Throws as `find`. */
export async function cancel(client: Client, prompt: string): Promise<void> {
  try {
    await post(client, `/api/jobs/${prompt}/cancel`, {})
  } catch (error) {
    // Before v0.26 there is no such route: taken for one of the page's files, which can only be got.
    if (!(error instanceof Refusal && [404, 405].includes(error.status))) throw error
    await safely(() => client.deleteItem('queue', prompt))
    await safely(() => client.interrupt(prompt))
  }
}

/** Deletes what the node remembers of prompts that ended; true when it remembers nothing any more. Throws as `find`. */
export async function forget(client: Client, prompt: string): Promise<boolean> {
  await safely(() => client.deleteItem('history', prompt))
  return (await findInHistory(client, prompt)).where === 'nowhere'
}

/** Prompts in the node's history that houses like this one posted, and did not clean up. Throws as `find`. */
export async function findLeftBehind(client: Client, signal: AbortSignal): Promise<string[]> {
  const history = await ask(client, '/history?max_items=500', { signal: within(slowMs, signal) })
  return Object.entries(history ?? {}).flatMap(([id, entry]: [string, unknown]) => {
    const prompt = at(entry, 'prompt')
    const extra = Array.isArray(prompt) ? (prompt as unknown[])[3] : undefined
    return textAt(extra, 'client_id')?.startsWith(ownMark) ? [id] : []
  })
}

/** Puts a picture into the node's folder of temporary files, in place of one of that name. Throws as `find`. */
export async function upload(client: Client, name: string, image: Uint8Array, signal?: AbortSignal): Promise<void> {
  const form = new FormData()
  form.set('image', new File([Buffer.from(image)], name, { type: 'image/png' }))
  form.set('type', 'temp')
  form.set('overwrite', 'true')
  await ask(client, '/upload/image', { method: 'POST', body: form, signal: within(slowMs, signal) })
}

/** A grey pixel as PNG: what is left where an uploaded picture was. Files cannot be deleted. */
export const greyPixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

/** Ids in a list of the queue, whose entries are `[number, id, graph, …]`. */
const idsIn = (list: unknown): unknown[] => (Array.isArray(list) ? list.map((entry: unknown[]) => entry[1]) : [])
