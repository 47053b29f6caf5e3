import { once } from 'node:events'
import { createLogger } from '@aiw/kit/log'
import type { Look, Scene } from '@aiw/proto'
import type { Job, Painted } from '../src/backends/backend.ts'
import { fleet, type FleetOptions, type Painter } from '../src/fleet.ts'

export const log = createLogger('test', 'silent')

export const scene: Scene = {
  setting: 'SETTING_SEA',
  timeOfDay: 'TIME_OF_DAY_DUSK',
  weather: 'WEATHER_UNSPECIFIED',
  season: 'SEASON_UNSPECIFIED',
  motifs: [{ concept: 'bird', presence: 'PRESENCE_PRESENT', quantity: 'QUANTITY_ONE' }],
  people: [
    {
      role: 'ROLE_CROWD',
      age: 'AGE_UNSPECIFIED',
      relation: '',
      presence: 'PRESENCE_ABSENT',
      quantity: 'QUANTITY_UNSPECIFIED',
    },
  ],
  viewpoint: 'VIEWPOINT_UNSPECIFIED',
  moment: 'MOMENT_UNSPECIFIED',
}

export const look: Look = { style: 'plain', brightness: 0, warmth: 0, energy: 0.3, blur: 0, abstraction: 0 }

export const jobOf = (id: string): Job => ({ id, scene, look, seed: 1, width: 256, height: 256 })

const image = { mediaType: 'image/webp', data: Buffer.from('webp'), width: 256, height: 256 }
export const preview: Painted = { kind: 'preview', image }
export const picture: Painted = {
  kind: 'picture',
  image,
  recipe: 'scripted/1',
  paintedMs: 1,
  measured: { lightness: 50, yellowness: 0, sharpness: 1 },
}

interface Script {
  slots?: number
  problem?: string
  /** Milliseconds and quality it offers. */
  ms?: number
  quality?: number
  style?: string
}

/** A backend that does what it is told to, when it is told to. */
export function scripted(
  name: string,
  { slots = 1, problem = '', ms = 10, quality = 0, style = 'plain' }: Script = {},
) {
  const started: string[] = []
  const stopped: string[] = []
  const sketched: string[] = []
  const tasks = new Map<string, (act: () => Painted[]) => void>()
  let changed = () => {}
  const backend = {
    name,
    slots,
    problem,
    styles: [{ name: style, title: { en: 'Plain', zh: '素' } }],
    offers: ({ look }: Job) => (look.style === style ? [{ way: 'scripted', quality, ms, delayMs: ms / slots }] : []),
    async *paint({ id }: Job, signal: AbortSignal): AsyncGenerator<Painted> {
      const told = new Promise<() => Painted[]>((resolve) => tasks.set(id, resolve))
      started.push(id)
      yield { kind: 'progress', done: 0 }
      const left = once(signal, 'abort').then(() => stopped.push(id))
      const act = await Promise.race([told, left.then(() => undefined)])
      signal.throwIfAborted()
      yield* act!()
    },
    async sketch({ id }: Job) {
      sketched.push(id)
      return image
    },
    watch: (listener: () => void) => void (changed = listener),
    close: async () => {},
  } satisfies Painter
  return {
    /** A painter and a node alike. */
    backend: backend as Painter & { problem: string },
    started,
    stopped,
    sketched,
    /** Says that something about it changed by itself. */
    change: () => changed(),
    /** Lets a painting end with its picture, or by throwing. */
    finish: (id: string, act: () => Painted[] = () => [picture]) => tasks.get(id)!(act),
  }
}

/** A fleet of a scripted painter and scripted nodes. */
export function fleetOf(
  painter: ReturnType<typeof scripted>,
  nodes: ReturnType<typeof scripted>[] = [],
  options: Partial<FleetOptions> = {},
) {
  return fleet({
    painter: painter.backend,
    nodes: {
      list: () => nodes.map(({ backend }) => backend),
      watch: (changed) => nodes.forEach(({ backend }) => backend.watch(changed)),
    },
    queueLength: 8,
    ...options,
  })
}
