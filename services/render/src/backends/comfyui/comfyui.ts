import { setTimeout as delay } from 'node:timers/promises'
import { Failure, toFailure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import { emptyScene, plainLook, size as usualSize } from '../../request.ts'
import type { Backend, Finisher, Job, Offer, Painted } from '../backend.ts'
import { styles } from '../painter/styles.ts'
import type { Access } from './drive.ts'
import { sizeFor } from './graph.ts'
import { keepNode, type Timing } from './node.ts'
import {
  aroundMs,
  loadMs,
  type OnNode,
  type Pace,
  paintMs,
  unknownPace,
  usualMs,
  waitMs,
  withAround,
  withLoad,
  withMeasured,
  withPicture,
  type Work,
} from './pace.ts'
import { type Choice, paintBy, type Took } from './paint.ts'
import type { Recipe } from './recipe.ts'

/** What an operator is told of a node. */
export interface NodeState {
  /** Why it takes no job now; empty while it would. */
  problem: string
  /** "0.3.64"; empty while it is not known. */
  version: string
  /** What it can do beyond ComfyUI 0.3.64: its own flags, and "cancel_by_id". */
  features: readonly string[]
  /** The accelerator as the node names it. */
  device: string
  /** Of the accelerator, in bytes. */
  memory: number
  /** Prompts on the node, running and waiting: this house's, and all others. */
  own: number
  foreign: number
  /** Names of recipes it paints by. */
  recipes: readonly string[]
  /** Recipes it cannot paint by, each with what it lacks. */
  missing: readonly { recipe: string; parts: string[] }[]
  /** How what is painted there would be kept, or given away. */
  leaks: readonly string[]
  /** Median of the last pictures by recipe, on the GPU; milliseconds. */
  medianMs: Readonly<Record<string, number>>
}

/** Measured on nodes with a GPU at rest and on one without: longer than any honest silence, shorter than a writer's patience. */
const usualTiming: Timing = {
  connectMs: 3_000,
  pingMs: 1_000,
  silenceMs: 5_000,
  hearMs: 1_500,
  quietMs: 4_000,
  endMs: 1_000,
  asksMs: [0, 10, 40, 150, 400, 800, 1_600, 3_000], // a step of a slow GPU ends within
  reopenMs: 100,
  longestReopenMs: 5_000,
  refreshMs: 60_000,
  retryMs: 1_000,
  failedMs: 600_000,
  scrubMs: 5_000,
  measureMs: 300_000,
  leastDeadlineMs: 8_000,
}
/** No picture is waited for longer, in milliseconds. */
const longestDeadlineMs = 30_000
/** Nor the first one of a recipe, whose models may have to be read from a disk. */
const neutralDeadlineMs = 300_000
/** How long a size is not offered that a GPU's memory did not suffice for, in milliseconds. */
const tooLargeMs = 600_000
/** How long closing waits for the node to be cleaned, in milliseconds. */
const closeMs = 3_000

export interface ComfyuiOptions {
  /** For logs and operators. */
  name: string
  /** http://host:port, or https. */
  url: string
  /** What it may paint by, the house's own first. */
  recipes: readonly Recipe[]
  finisher: Finisher
  /** Uses nodes that would keep what is painted. Never with patients. */
  allowLeaks?: boolean
  /** The painter's picture of a job, as PNG, JPEG or WebP, for recipes that paint over one. Without it they are left out. */
  underpaint?: (job: Job, signal: AbortSignal) => Promise<Uint8Array>
  log: Log
}

/** One ComfyUI node, 0.3.64 or newer, as a backend. It is connected to, looked at and warmed at once, and kept so for ever. */
export function comfyui(
  { name, url, recipes, finisher, allowLeaks = false, underpaint, log }: ComfyuiOptions,
  timing: Timing = usualTiming,
): Backend & { state(): NodeState } {
  const watchers = new Set<() => void>()
  const closing = new AbortController()
  const usable = recipes.filter(({ needsInput }) => !needsInput || underpaint)
  const own = new Set<OnNode>()
  const paintings = new Set<Promise<void>>()
  /** Sizes that the GPU's memory did not suffice for, by recipe. */
  const tooLarge = new Map<Recipe, { pixels: number; until: number }>()
  let pace: Pace = unknownPace
  /** What the node painted by last. */
  let last: Choice | undefined
  let resting: AbortController | undefined
  let restTimer: NodeJS.Timeout | undefined
  let neutralSeed = 1

  const node = keepNode({
    name,
    url,
    recipes: usable,
    allowLeaks,
    log,
    timing,
    warm,
    changed: () => watchers.forEach((changed) => changed()),
  })

  const workOf = ({ recipe, level }: Choice, job: Pick<Job, 'width' | 'height'>): Work => ({
    recipe: recipe.name,
    steps: level.steps,
    ...sizeFor(recipe, job, level),
  })
  const wayOf = ({ recipe, steps, width, height }: Work) => `${recipe}, ${steps} steps, ${width}x${height}`

  /** Every way in which the job could be painted here, the best first. */
  const choicesFor = (job: Job): Choice[] =>
    node
      .recipes()
      .filter((recipe) => recipe.styles.includes(job.look.style))
      .flatMap((recipe) => recipe.levels.map((level) => ({ recipe, level })))
      .filter(({ recipe, level }) => {
        const limit = tooLarge.get(recipe)
        const { width, height } = sizeFor(recipe, job, level)
        return !limit || performance.now() > limit.until || width * height < limit.pixels
      })
      .toSorted((a, b) => b.level.quality - a.level.quality)

  function offers(job: Job): Offer[] {
    if (node.problem() !== '') return []
    const before = waitMs(pace, [...own], node.remaining() - own.size, performance.now())
    return choicesFor(job).map((choice) => {
      const work = workOf(choice, job)
      const delayMs = loadMs(pace, work.recipe, lastRecipe()) + paintMs(pace, work, choice.level.assumedMs)
      const ms = before + delayMs + aroundMs(pace, work.recipe)
      return { way: wayOf(work), quality: choice.level.quality, ms: Math.round(ms), delayMs: Math.round(delayMs) }
    })
  }

  /** What will have been painted by last, when all that is on the node is through. */
  const lastRecipe = (): string | undefined => [...own].at(-1)?.recipe ?? last?.recipe.name

  /** Learns from a picture. One that came from the node's cache, or was waited for in vain, tells little. */
  function learn(work: Work, { gpuMs, aroundMs: around, isWhole, before }: Took): void {
    if (gpuMs === undefined) return
    if (!isWhole) {
      if (gpuMs > paintMs(pace, work, 0)) pace = withPicture(pace, work, gpuMs)
    } else if (before === work.recipe) pace = withPicture(pace, work, gpuMs)
    else if (before !== undefined) pace = withLoad(pace, work.recipe, gpuMs - paintMs(pace, work, gpuMs))
    if (around !== undefined) pace = withAround(pace, work.recipe, around)
  }

  /** Paints a neutral picture, and drops it. */
  async function paintNeutral(access: Access, choice: Choice, seed: number, signal: AbortSignal): Promise<number> {
    const { recipe } = choice
    const job = {
      id: 'neutral',
      scene: emptyScene,
      look: { ...plainLook, style: recipe.styles[0]! },
      seed,
      ...usualSize,
    }
    let ms = 0
    await paintBy(
      { access, loras: lorasOf(), finisher, underpaint },
      { job, choice, expectedMs: neutralDeadlineMs / 5 },
      {
        tell: () => {},
        begun() {
          last = choice
          return undefined
        },
        failed: (reason, errors) => log.warn({ node: name, recipe: recipe.name, reason, errors }, 'node did not paint'),
        took({ gpuMs = 0, aroundMs: around }) {
          ms = gpuMs
          if (around !== undefined) pace = withAround(pace, recipe.name, around)
        },
      },
      AbortSignal.any([signal, AbortSignal.timeout(neutralDeadlineMs)]),
    )
    return ms
  }

  /** The first picture of a recipe loads its models; the second tells how fast it is. */
  async function warm(access: Access, recipe: Recipe, signal: AbortSignal): Promise<void> {
    const choice = { recipe, level: recipe.levels[0]! }
    const firstMs = await paintNeutral(access, choice, 0, signal)
    const ms = await paintNeutral(access, choice, 1, signal)
    pace = withLoad(withMeasured(pace, workOf(choice, usualSize), ms), recipe.name, firstMs - ms)
    log.debug(
      { node: name, recipe: recipe.name, firstMs: Math.round(firstMs), ms: Math.round(ms) },
      'recipe was warmed',
    )
    restLater(timing.measureMs, true)
  }

  /**
   * When nobody paints any more, a neutral picture as small as can be takes the last scene's place in the node's memory. Later
   * and from time to time a whole one tells how fast the node is now: who seems slow is not asked, and could not show better.
   */
  function restLater(ms = timing.scrubMs, isMeasured = false): void {
    clearTimeout(restTimer)
    restTimer = setTimeout(() => void rest(isMeasured), ms).unref()
  }

  async function rest(isMeasured: boolean): Promise<void> {
    if (last && own.size === 0 && node.remaining() === 0 && node.problem() === '') {
      const { recipe } = last
      const choice = { recipe, level: isMeasured ? recipe.levels[0]! : recipe.levels.at(-1)! }
      resting = new AbortController()
      try {
        const signal = AbortSignal.any([resting.signal, closing.signal])
        const ms = await paintNeutral(node.access, choice, ++neutralSeed, signal)
        if (isMeasured) pace = withMeasured(pace, workOf(choice, usualSize), ms)
      } catch {
        // Broken off by the next picture, which takes that place itself; or the node has trouble, and says so.
      }
    }
    if (own.size === 0 && !closing.signal.aborted) restLater(timing.measureMs, true)
  }

  const lorasOf = () => node.inspected()?.inventory.models.get('loras')

  return {
    name,
    slots: 2,
    get problem() {
      return node.problem()
    },
    get styles() {
      return styles
        .filter((style) => node.recipes().some((recipe) => recipe.styles.includes(style.name)))
        .map((style) => ({ name: style.name, title: style.title }))
    },
    get about() {
      const { version, device, recipes: names, missing, leaks } = state()
      return {
        version: version && `ComfyUI ${version}`,
        device,
        recipes: [...names],
        missing: missing.map(({ recipe, parts }) => ({ recipe, parts })),
        leaks: [...leaks],
      }
    },
    state,
    offers,
    async *paint(job, signal, offer) {
      const choice = choicesFor(job).find((one) => wayOf(workOf(one, job)) === offer.way)
      if (!choice || closing.signal.aborted) throw new Failure('unavailable', 'The node does not paint this now')
      const { recipe } = choice
      const left = new AbortController()
      const deadline = AbortSignal.timeout(Math.min(longestDeadlineMs, Math.max(timing.leastDeadlineMs, offer.ms * 4)))
      const work = workOf(choice, job)
      const onNode: OnNode = { recipe: recipe.name, expectedMs: offer.delayMs }
      const events: Painted[] = []
      let wake = () => {}
      let hasEnded = false
      let failure: Failure | undefined
      resting?.abort()
      own.add(onNode)
      const painting = paintBy(
        { access: node.access, loras: lorasOf(), finisher, underpaint },
        { job, choice, expectedMs: offer.ms },
        {
          tell(event) {
            events.push(event)
            wake()
          },
          begun() {
            const before = last?.recipe.name
            onNode.begunAt = performance.now()
            last = choice
            return before
          },
          failed(reason, errors) {
            log.warn({ node: name, job: job.id, recipe: recipe.name, reason, errors }, 'node did not paint')
            if (reason === 'memory') {
              tooLarge.set(recipe, { pixels: work.width * work.height, until: performance.now() + tooLargeMs })
              node.cool()
            } else if (reason === 'refused' || reason === 'error') node.doubt(recipe)
          },
          took: (took) => learn(work, took),
        },
        AbortSignal.any([signal, deadline, left.signal, closing.signal]),
      )
        .catch((error: unknown) => {
          if (signal.aborted) failure = toFailure(signal.reason)
          else if (closing.signal.aborted) failure = new Failure('unavailable', 'The node is being closed')
          else if (deadline.aborted) failure = new Failure('timeout', 'The node took too long')
          else failure = toFailure(error)
        })
        .finally(() => {
          own.delete(onNode)
          paintings.delete(painting)
          hasEnded = true
          wake()
          restLater()
        })
      paintings.add(painting)
      try {
        for (;;) {
          const event = events.shift()
          if (event) yield event
          else if (hasEnded) break
          else await new Promise<void>((resolve) => (wake = resolve))
        }
        if (failure) throw failure
      } finally {
        left.abort()
        await painting
      }
    },
    watch(changed) {
      watchers.add(changed)
    },
    async close() {
      closing.abort()
      clearTimeout(restTimer)
      await Promise.race([Promise.all(paintings).then(() => node.close()), delay(closeMs, undefined, { ref: false })])
    },
  }

  function state(): NodeState {
    const inspected = node.inspected()
    return {
      problem: node.problem(),
      version: inspected?.inventory.version ?? '',
      features: inspected?.features ?? [],
      device: inspected?.device ?? '',
      memory: inspected?.memory ?? 0,
      own: own.size,
      foreign: Math.max(0, node.remaining() - own.size),
      recipes: node.recipes().map((recipe) => recipe.name),
      missing: node.missing(),
      leaks: inspected?.leaks ?? [],
      medianMs: Object.fromEntries(usable.map((recipe) => [recipe.name, Math.round(usualMs(pace, recipe.name))])),
    }
  }
}
