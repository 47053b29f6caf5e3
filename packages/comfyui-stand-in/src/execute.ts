import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import { isLink, neededBy, signatureOf, type Graph, type GraphNode } from './graph.ts'
import type { Life } from './life.ts'
import { picturesOf, runNode, samplers, savers, type Value } from './nodes.ts'
import { jpegOf, pngOf } from './picture.ts'
import { planOf } from './plan.ts'
import type { HistoryEntry, Item } from './queue.ts'
import { telling } from './telling.ts'

/** Thrown where a prompt notices that it was interrupted. */
class Interrupted extends Error {}

/** Thrown where the sampler runs out of memory. */
class OutOfMemory extends Error {}

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
    // A prompt that came in the meantime runs before this, as in ComfyUI.
    life.applyFree()
  }
}

async function runPrompt(life: Life, item: Item): Promise<HistoryEntry> {
  const [, prompt_id, graph, extra, outputs] = item
  const { cache } = life
  const tell = telling(life.room, clientOf(item), prompt_id)
  life.interrupt = false
  life.client = clientOf(item)
  tell.say('execution_start', {})

  const signatures = new Map<string, string>()
  const signature = (id: string) => signatureOf(graph, id, (node) => life.files.contentOf(node), signatures)
  const keptOf = (id: string) => (isKept(graph[id]!) ? cache.get(signature(id)) : undefined)
  cache.startPrompt(Object.keys(graph).map(signature))
  tell.say('execution_cached', { nodes: Object.keys(graph).filter(keptOf) })

  const executed: string[] = []
  const ui: Record<string, unknown> = {}
  const isOutput = (id: string) => life.classes[graph[id]!.class_type]!.output_node
  const plan = planOf(graph, outputs, isOutput, (id) => !!keptOf(id))

  function valueOf(node: GraphNode, name: string): Value {
    const link = node.inputs[name]
    return isLink(link) ? (cache.get(signature(link[0]))?.values[link[1]] ?? null) : null
  }

  async function step(id: string, value: number, max: number, shown?: Parameters<typeof tell.progress>[3]) {
    while (life.faults.stalled) await delay(5, undefined, { signal: life.signal })
    if (life.interrupt) throw new Interrupted()
    tell.progress(id, value, max, shown)
  }

  async function loadModels(id: string): Promise<void> {
    const names = [...neededBy(graph, id)].flatMap((each) => life.modelsIn(graph[each]!))
    const cold = names.filter((name) => !life.warm.has(name))
    if (cold.length === 0) return
    if (life.options.generation === 'newest') tell.loading(id, true)
    await life.wait(life.options.msToLoad)
    for (const name of cold) life.warm.add(name)
    if (life.options.generation === 'newest') tell.loading(id, false)
  }

  function valuesOf(id: string, node: GraphNode): Promise<Value[]> {
    const showsPreviews = node.class_type === 'LabSampler' || life.showsPreviews(extra)
    return runNode(node, {
      graph,
      signature: signature(id),
      isNoise: life.options.isNoise,
      from: (name) => valueOf(node, name),
      file: (name) => life.files.read(name),
      step: async (done, all, preview) => {
        const shown = preview && showsPreviews && { type: 'image/jpeg' as const, image: await jpegOf(preview()) }
        await step(id, done, all, shown || undefined)
      },
      stepTime: (ms = life.options.msPerStep) => life.wait(ms),
      loadModels: () => loadModels(id),
    })
  }

  /** Sends pictures over the socket or writes them to files; of files, what there is to show. */
  async function save(id: string, node: GraphNode): Promise<unknown> {
    const pictures = picturesOf(valueOf(node, 'images'))
    if (node.class_type === 'SaveImageWebsocket') {
      for (const [i, picture] of pictures.entries()) {
        const image = pngOf(picture)
        await step(id, i, pictures.length, { type: 'image/png', image })
        life.sent(prompt_id, image)
      }
      return undefined
    }
    const texts = life.options.metadata ? metadataOf(graph, extra) : {}
    const isTemp = node.class_type === 'PreviewImage'
    const prefix = isTemp ? 'ComfyUI_temp_stand' : String(node.inputs.filename_prefix)
    const files = pictures.map((each) => life.files.save(isTemp ? 'temp' : 'output', prefix, pngOf(each, texts)))
    return { images: files }
  }

  async function runOne(id: string): Promise<void> {
    const node = graph[id]!
    const kept = keptOf(id)
    if (kept) {
      if (kept.ui) ui[id] = kept.ui
      tell.executed(id, kept.ui ?? null)
      return tell.finish(id)
    }
    life.lastNode = id
    tell.begin(id)
    await turn()
    if (life.interrupt) throw new Interrupted()
    throwIfFaulty(life, node)
    const isSaver = savers.has(node.class_type)
    const values = isSaver ? [valueOf(node, 'images')] : await valuesOf(id, node)
    const shown = isSaver ? await save(id, node) : undefined
    if (shown) {
      ui[id] = shown
      tell.executed(id, shown)
    }
    if (isKept(node)) cache.set(signature(id), { values, ui: shown, node })
    tell.finish(id)
    executed.push(id)
  }

  let isSuccess = true
  for (let id = plan.next(); id !== undefined && isSuccess; id = plan.next()) {
    try {
      await runOne(id)
      plan.done(id)
    } catch (error) {
      isSuccess = false
      if (!life.signal.aborted) tellOf(error, life, tell, graph, id, executed)
    }
  }
  if (isSuccess) tell.say('execution_success', {})
  life.lastNode = null
  await life.wait(life.faults.historyMs).catch(() => {})
  cache.endPrompt()
  const status = { status_str: isSuccess ? 'success' : 'error', completed: isSuccess, messages: tell.messages } as const
  const meta = Object.keys(ui).map((id) => [id, { node_id: id, display_node: id, parent_node: null, real_node_id: id }])
  return { prompt: item, outputs: ui, status, meta: Object.fromEntries(meta) }
}

/** Who asked; undefined if nobody said. */
function clientOf([, , , extra]: Item): string | undefined {
  return typeof extra.client_id === 'string' ? extra.client_id : undefined
}

/** SaveImageWebsocket is never the same as before; all else is kept. */
function isKept({ class_type }: GraphNode): boolean {
  return class_type !== 'SaveImageWebsocket'
}

function throwIfFaulty({ faults }: Life, { class_type }: GraphNode): void {
  if (faults.failAt === class_type) {
    faults.failAt = undefined
    throw new Error(`${class_type} failed`)
  }
  if (samplers.has(class_type) && faults.outOfMemory > 0) {
    faults.outOfMemory--
    throw new OutOfMemory('CUDA out of memory. Tried to allocate 2.00 GiB.')
  }
}

function tellOf(
  error: unknown,
  life: Life,
  tell: ReturnType<typeof telling>,
  graph: Graph,
  id: string,
  executed: string[],
): void {
  const { class_type, inputs } = graph[id]!
  const where = { node_id: id, node_type: class_type, executed }
  if (error instanceof Interrupted) {
    life.interrupt = false
    life.log('Processing interrupted')
    return tell.say('execution_interrupted', where, true)
  }
  const { message } = error as Error
  const isMemory = error instanceof OutOfMemory
  if (isMemory) life.warm.clear()
  life.log(`!!! Exception during processing !!! ${message}`)
  // Plain inputs as they are; of what came over a link, only that it is some object.
  const current_inputs = Object.entries(inputs).map(([name, value]) => [name, [isLink(value) ? '<object>' : value]])
  tell.say('execution_error', {
    ...where,
    exception_message: `${message}\n${isMemory ? outOfMemoryTip : ''}`,
    exception_type: isMemory ? 'torch.OutOfMemoryError' : 'RuntimeError',
    traceback: [`  File "execution.py", in execute\n`, `  File "nodes.py", in ${class_type}\n`],
    current_inputs: Object.fromEntries(current_inputs),
    current_outputs: Object.keys(graph),
  })
}

const outOfMemoryTip = 'This error means you ran out of memory on your GPU.'

/** What SaveImage and PreviewImage write into their files. */
function metadataOf(graph: Graph, extra: Record<string, unknown>): Record<string, string> {
  const more = Object.entries((extra.extra_pnginfo ?? {}) as Record<string, unknown>)
  const texts = [['prompt', graph] as const, ...more].map(([key, value]) => [key, JSON.stringify(value)])
  return Object.fromEntries(texts) as Record<string, string>
}
