import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, inject } from 'vitest'
import { standIn, type StandIn } from '../../src/stand-in.ts'
import { ask, posted, type Heard, type Reply } from '../support.ts'

// What a driver relies on, asked of a node: of a real one with `npm run test:comfyui -- --url http://…`, else of the
// stand-in. No test needs weights unless it says so; none leaves a file that a restart does not take away.

/** The node that is asked. Nothing of it is known before the first test runs. */
export interface Node {
  url: string
  /** Whether it is of this version or a later one. */
  isAtLeast(version: string): boolean
  /** A checkpoint that it has, if any. */
  checkpoint: string | undefined
  /** Whether a prompt that asks for previews gets them. */
  showsPreviews: boolean
  get(path: string): Promise<Reply>
  send(path: string, body: unknown): Promise<Reply>
  /** The entry of a prompt in its history; undefined if there is none. */
  // oxlint-disable-next-line typescript/no-explicit-any
  historyOf(id: string): Promise<any>
}

/** Tests that are run against the node that was named, or else against a stand-in of either generation. */
export function ofEachNode(tests: (node: Node) => void): void {
  const given = inject('comfyuiUrl')
  describe.each(given ? (['the node'] as const) : (['0.3.64', 'newest'] as const))('%s', (target) => {
    let started: StandIn | undefined
    let version = '0'
    const node: Node = {
      url: given ?? '',
      isAtLeast: (wanted) => {
        const [has, asked] = [version, wanted].map((each) => each.split('.').map(Number))
        const at = has!.findIndex((part, i) => part !== asked![i])
        return at < 0 || has![at]! > asked![at]!
      },
      checkpoint: undefined,
      showsPreviews: true,
      get: (path) => ask(node.url, 'GET', path),
      send: (path, body) => ask(node.url, 'POST', path, body),
      historyOf: async (id) => (await node.get(`/history/${id}`)).json[id],
    }

    beforeAll(async () => {
      if (target !== 'the node') {
        started = await standIn({ generation: target, msPerStep: 25, previewMethod: 'latent2rgb' })
        node.url = started.url
      }
      node.checkpoint = (await node.get('/models/checkpoints')).json[0]
      const { argv, comfyui_version } = (await node.get('/system_stats')).json.system as {
        argv: string[]
        comfyui_version: string
      }
      version = comfyui_version
      node.showsPreviews = node.isAtLeast('0.5.0') || argv.includes('latent2rgb') || argv.includes('auto')
    })
    // Whatever became of a test: what it posted neither runs on nor stays.
    afterEach(async () => {
      const ids = posted.splice(0)
      await node.send('/queue', { delete: ids })
      const { queue_running } = (await node.get('/queue')).json as { queue_running: [number, string][] }
      for (const [, id] of queue_running) if (ids.includes(id)) await node.send('/interrupt', { prompt_id: id })
      const isAnyRunning = async () => {
        const now = (await node.get('/queue')).json as { queue_running: [number, string][] }
        return now.queue_running.some(([, id]) => ids.includes(id))
      }
      await expect.poll(isAnyRunning, { timeout: 100_000 }).toBe(false)
      await node.send('/history', { delete: ids })
    })
    afterAll(async () => {
      await started?.[Symbol.asyncDispose]()
    })

    tests(node)
  })
}

/** What was heard, by kind. */
export function kinds(heard: Heard[]): string[] {
  return heard.map(({ event }) => event)
}

/** A frame in two words. */
export function wordOf({ event, data }: Heard): string {
  if (event === 'executing') return `executing ${data.node}`
  if (event === 'progress') return `progress ${data.value}/${data.max}`
  if (event === 'status') return `status ${data.status.exec_info.queue_remaining}`
  return event
}

/** The first thing that is wrong: its type, at which node, of what class, for which outputs. */
export function errorOf({ json }: Reply): unknown[] {
  const [id, { errors, dependent_outputs, class_type }] = Object.entries(json.node_errors)[0] as [
    string,
    { errors: { type: string }[]; dependent_outputs: string[]; class_type: string },
  ]
  return [errors[0]!.type, id, dependent_outputs, class_type]
}

/** The colour in the middle of a picture. */
export async function colourOf(image: Buffer): Promise<number> {
  const { data, info } = await sharp(image).raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels
  return data.readUIntBE(at, 3)
}
