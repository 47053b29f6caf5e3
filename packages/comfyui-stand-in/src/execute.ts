import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import { isLink, neededBy, signatureOf, type Graph, type GraphNode } from './graph.ts'
import type { Life } from './life.ts'
import { picturesOf, runNode, samplers, savers, type Running, type Value } from './nodes.ts'
import { jpegOf, pngOf, type Picture } from './picture.ts'
import { planOf } from './plan.ts'
import type { HistoryEntry, Item } from './queue.ts'

/** Thrown where a prompt notices that it was interrupted. */
class Interrupted extends Error {}

/** Thrown where the sampler runs out of memory. */
class OutOfMemory extends Error {}

interface Progress {
  value: number
  max: number
  state: 'running' | 'finished'
}

/** Runs prompts one after the other until the node dies. */
export async function work(life: Life): Promise<void> {
  while (!life.signal.aborted) {
    const item = await life.queue.take()
    if (life.signal.aborted) return
    if (item) {
      const entry = await runPrompt(life, item)
      if (life.signal.aborted) return
      life.queue.done(entry)
      const sid = clientOf(item)
      if (sid !== undefined) life.room.send('executing', { node: null, prompt_id: item[1] }, sid)
    }
    life.applyFree()
  }
}

async function runPrompt(life: Life, item: Item): Promise<HistoryEntry> {
  const [, prompt_id, graph, extra, outputs] = item
  const { room, cache, faults, options } = life
  const sid = clientOf(item)
  const messages: HistoryEntry['status']['messages'] = []
  life.interrupt = false
  life.client = sid

  function say(event: string, facts: Record<string, unknown>, toAll = false): void {
    const data = { ...facts, timestamp: Date.now() }
    messages.push([event, data])
    if (sid !== undefined || toAll) room.send(event, data, sid)
  }
  const hear = (event: string, data: unknown) => sid !== undefined && room.send(event, data, sid)

  say('execution_start', { prompt_id })
  const signatures = new Map<string, string>()
  const signature = (id: string) => signatureOf(graph, id, (node) => life.files.contentOf(node), signatures)
  cache.startPrompt(Object.keys(graph).map(signature))
  const cached = Object.keys(graph).filter((id) => isKept(graph, id) && cache.get(signature(id)))
  say('execution_cached', { nodes: cached, prompt_id })

  const nodes: Record<string, Progress> = {}
  const executed: string[] = []
  const ui: Record<string, unknown> = {}
  const meta: Record<string, unknown> = {}
  const isOutput = (id: string) => life.classes[graph[id]!.class_type]?.output_node === true
  const isCached = (id: string) => isKept(graph, id) && cache.get(signature(id)) !== undefined
  const plan = planOf(graph, outputs, isOutput, isCached)

  function showProgress(): void {
    const shown = Object.entries(nodes).map(([id, progress]) => [id, { ...progress, ...attribution(id) }])
    room.send('progress_state', { prompt_id, nodes: Object.fromEntries(shown) }, sid)
  }
  function attribution(id: string) {
    return { node_id: id, prompt_id, display_node_id: id, parent_node_id: null, real_node_id: id }
  }

  async function progress(id: string, value: number, max: number, image?: ['image/png' | 'image/jpeg', Buffer]) {
    if (life.interrupt) throw new Interrupted()
    nodes[id] = { value, max, state: 'running' }
    showProgress()
    if (image) room.sendAttributed(image[0], attribution(id), image[1], sid)
    room.send('progress', { value, max, prompt_id, node: id }, sid)
    if (image) room.sendPicture(image[0], image[1], sid)
  }

  async function runOne(id: string): Promise<void> {
    const node = graph[id]!
    const kept = isKept(graph, id) ? cache.get(signature(id)) : undefined
    if (kept) {
      if (kept.ui) [ui[id], meta[id]] = [kept.ui, metaOf(id)]
      hear('executed', { node: id, display_node: id, output: kept.ui ?? null, prompt_id })
      nodes[id] = { value: nodes[id]?.max ?? 1, max: nodes[id]?.max ?? 1, state: 'finished' }
      return showProgress()
    }
    nodes[id] = { value: 0, max: 1, state: 'running' }
    showProgress()
    life.lastNode = id
    hear('executing', { node: id, display_node: id, prompt_id })
    await turn()
    if (life.interrupt) throw new Interrupted()
    if (faults.failAt === node.class_type) {
      faults.failAt = undefined
      throw new Error(`${node.class_type} failed`)
    }
    if (samplers.has(node.class_type) && faults.outOfMemory > 0) {
      faults.outOfMemory--
      throw new OutOfMemory('CUDA out of memory. Tried to allocate 2.00 GiB.')
    }
    const values = savers.has(node.class_type) ? [] : await runNode(node, running(id, node))
    const shown = savers.has(node.class_type) ? await save(id, node) : undefined
    if (shown) {
      ui[id] = shown
      meta[id] = metaOf(id)
      hear('executed', { node: id, display_node: id, output: shown, prompt_id })
    }
    cache.set(signature(id), { values, ui: shown, node })
    nodes[id] = { value: nodes[id]!.max, max: nodes[id]!.max, state: 'finished' }
    showProgress()
    executed.push(id)
  }
  const metaOf = (id: string) => ({ node_id: id, display_node: id, parent_node: null, real_node_id: id })

  function running(id: string, node: GraphNode): Running {
    return {
      graph,
      id,
      signature: signature(id),
      isNoise: options.isNoise,
      from: (name) => valueOf(node, name),
      file: (name) => life.files.read(name),
      step: async (done, all, preview) => {
        while (faults.stalled) await delay(5, undefined, { signal: life.signal })
        const isShown = preview && (node.class_type === 'LabSampler' || life.showsPreviews(extra))
        await progress(id, done, all, isShown ? ['image/jpeg', await jpegOf(await preview())] : undefined)
      },
      stepTime: (ms = options.msPerStep) => life.wait(ms),
      loadModels: async () => {
        const names = [...neededBy(graph, id)].flatMap((each) => life.modelsIn(graph[each]!))
        const cold = names.filter((name) => !life.warm.has(name))
        if (cold.length > 0) await life.wait(options.msToLoad)
        for (const name of cold) life.warm.add(name)
      },
    }
  }

  function valueOf(node: GraphNode, name: string): Value {
    const link = node.inputs[name]
    return isLink(link) ? (cache.get(signature(link[0]))?.values[link[1]] ?? null) : null
  }

  async function save(id: string, node: GraphNode): Promise<unknown> {
    const pictures = picturesOf(valueOf(node, 'images'))
    if (node.class_type === 'SaveImageWebsocket') {
      for (const [i, picture] of pictures.entries())
        await progress(id, i, pictures.length, ['image/png', pngOf(picture)])
      return undefined
    }
    const texts = options.metadata ? metadataOf(graph, extra) : {}
    const isTemp = node.class_type === 'PreviewImage'
    const prefix = isTemp ? 'ComfyUI_temp_stand' : String(node.inputs.filename_prefix)
    return {
      images: pictures.map((picture: Picture) =>
        life.files.save(isTemp ? 'temp' : 'output', prefix, pngOf(picture, texts)),
      ),
    }
  }

  let isSuccess = true
  for (let id = plan.next(); id !== undefined; id = plan.next()) {
    try {
      await runOne(id)
      plan.done(id)
    } catch (error) {
      if (life.signal.aborted) break
      isSuccess = false
      const where = { prompt_id, node_id: id, node_type: graph[id]!.class_type, executed }
      if (error instanceof Interrupted) {
        life.interrupt = false
        say('execution_interrupted', where, true)
      } else {
        if (error instanceof OutOfMemory) life.warm.clear()
        const failure = failureOf(error, graph[id]!)
        life.log(`!!! Exception during processing !!! ${failure.exception_message.split('\n')[0]}`)
        say('execution_error', { ...where, ...failure, current_outputs: Object.keys(graph) })
      }
      break
    }
  }
  if (isSuccess) say('execution_success', { prompt_id })
  life.lastNode = null
  const status = { status_str: isSuccess ? 'success' : 'error', completed: isSuccess, messages } as const
  return { prompt: item, outputs: ui, status, meta }
}

/** Who asked; undefined if nobody said. */
function clientOf([, , , extra]: Item): string | undefined {
  return typeof extra.client_id === 'string' ? extra.client_id : undefined
}

/** SaveImageWebsocket is never the same as before; all else is kept. */
function isKept(graph: Graph, id: string): boolean {
  return graph[id]?.class_type !== 'SaveImageWebsocket'
}

/** What a failed node says: its plain inputs as they are, what came over links as some object. */
function failureOf(error: unknown, { class_type, inputs }: GraphNode) {
  const { message } = error as Error
  const isMemory = error instanceof OutOfMemory
  const tips = isMemory
    ? 'This error means you ran out of memory on your GPU.\n\nTIPS: If the workflow worked before you might have accidentally set the batch_size to a large number.'
    : ''
  return {
    exception_message: `${message}\n${tips}`,
    exception_type: isMemory ? 'torch.OutOfMemoryError' : 'RuntimeError',
    traceback: [`  File "execution.py", line 496, in execute\n`, `  File "nodes.py", line 1, in ${class_type}\n`],
    current_inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [name, [isLink(value) ? '<object>' : value]]),
    ),
  }
}

/** What SaveImage and PreviewImage write into their files. */
function metadataOf(graph: Graph, extra: Record<string, unknown>): Record<string, string> {
  const more = Object.entries((extra.extra_pnginfo ?? {}) as Record<string, unknown>)
  return Object.fromEntries([
    ['prompt', JSON.stringify(graph)],
    ...more.map(([key, value]) => [key, JSON.stringify(value)]),
  ])
}
