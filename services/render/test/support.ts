import { once } from 'node:events'
import { createLogger } from '@aiw/kit/log'
import type { Look, Scene } from '@aiw/proto'
import type { Backend, Job, Painted } from '../src/backends/backend.ts'

export const log = createLogger('test', 'silent')

export const scene: Scene = {
  setting: 'SETTING_SEA',
  timeOfDay: 'TIME_OF_DAY_DUSK',
  weather: 'WEATHER_UNSPECIFIED',
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

/** A backend that does what it is told to, when it is told to. */
export function scripted(name: string, { slots = 1, isReady = true }: { slots?: number; isReady?: boolean } = {}) {
  const started: string[] = []
  const stopped: string[] = []
  const tasks = new Map<string, (act: () => Painted[]) => void>()
  const backend: Backend = {
    name,
    slots,
    styles: [{ name: 'plain', title: { en: 'Plain', zh: '素' } }],
    isReady: async () => isReady,
    async *paint({ id }, signal) {
      const told = new Promise<() => Painted[]>((resolve) => tasks.set(id, resolve))
      started.push(id)
      yield { kind: 'progress', done: 0 }
      const left = once(signal, 'abort').then(() => stopped.push(id))
      const act = await Promise.race([told, left.then(() => undefined)])
      signal.throwIfAborted()
      yield* act!()
    },
    close: async () => {},
  }
  return {
    backend,
    started,
    stopped,
    /** Lets a painting end with its picture, or by throwing. */
    finish: (id: string, act: () => Painted[] = () => [picture]) => tasks.get(id)!(act),
  }
}
