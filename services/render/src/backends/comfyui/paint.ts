import { Failure } from '@aiw/kit/errors'
import type { Finisher, Job, Painted } from '../backend.ts'
import { type Access, drive } from './drive.ts'
import type { Reason } from './execution.ts'
import { graphFor } from './graph.ts'
import { promptFor } from './prompt.ts'
import type { Level, Recipe } from './recipe.ts'
import { upload } from './requests.ts'

/** A recipe, and how much of it is taken. */
export interface Choice {
  recipe: Recipe
  level: Level
}

/** What painting one picture took; milliseconds. */
export interface Took {
  /** From the node's beginning to its picture, or until it was given up; undefined where it never began. */
  gpuMs: number | undefined
  /** Besides: preparing and finishing. */
  aroundMs?: number
  /** Whether its picture came, all of it painted at once. */
  isWhole: boolean
  /** The recipe that was painted by before, if any. */
  before: string | undefined
}

/** At most so many previews a second are brought to their look. */
const previewsPerSecond = 3

/**
 * Paints one picture on a node: prepares what its recipe needs, has its graph executed, and brings what comes back to the look.
 * Throws as `drive`.
 */
export async function paintBy(
  by: {
    access: Access
    /** Files the node has. */
    loras: ReadonlySet<string> | undefined
    finisher: Finisher
    /** The painter's picture; needed by recipes that paint over one. */
    underpaint: ((job: Job, signal: AbortSignal) => Promise<Uint8Array>) | undefined
  },
  { job, choice, expectedMs }: { job: Job; choice: Choice; expectedMs: number },
  hearer: {
    tell(event: Painted): void
    /** The node begins; returns the recipe it painted by before. */
    begun(): string | undefined
    failed(reason: Reason, errors: readonly string[]): void
    took(took: Took): void
  },
  signal: AbortSignal,
): Promise<void> {
  const { access, loras, finisher, underpaint } = by
  const { recipe, level } = choice
  const { cleaning } = access
  const startedAt = performance.now()
  const hasPicture = new AbortController()
  const previewing = AbortSignal.any([signal, hasPicture.signal])
  let nextPreviewAt = 0
  let isPreviewing = false
  let begunAt: number | undefined
  let before: string | undefined
  let beginnings = 0
  let gpuMs: number | undefined
  let aroundMs: number | undefined
  let finishing: Promise<void> | undefined
  let input: string | undefined

  async function showPreview(image: Blob): Promise<void> {
    const now = performance.now()
    if (isPreviewing || now < nextPreviewAt || hasPicture.signal.aborted) return
    isPreviewing = true
    nextPreviewAt = now + 1_000 / previewsPerSecond
    try {
      const preview = await finisher.preview(await bytesOf(image), job, previewing)
      if (!previewing.aborted) hearer.tell({ kind: 'preview', image: preview })
    } catch {
      // One of many, and nobody waits for it.
    } finally {
      isPreviewing = false
    }
  }

  async function finish(image: Blob, paintedBy: string): Promise<void> {
    hasPicture.abort()
    const cameAt = performance.now()
    gpuMs = cameAt - (begunAt ?? cameAt)
    const finished = await finisher.picture(await bytesOf(image), job, signal).catch(() => {
      signal.throwIfAborted()
      throw new Failure('unavailable', 'What the node delivered is no picture')
    })
    const endedAt = performance.now()
    aroundMs = preparedMs + endedAt - cameAt
    const paintedMs = Math.round(endedAt - (begunAt ?? startedAt))
    hearer.tell({ kind: 'picture', ...finished, recipe: paintedBy, paintedMs })
  }

  let preparedMs = 0
  try {
    if (recipe.needsInput) {
      const under = await underpaint!(job, signal)
      input = cleaning.noteUpload()
      await upload(access.http, input, under, signal)
      preparedMs = performance.now() - startedAt
    }
    const {
      graph,
      output,
      recipe: paintedBy,
    } = graphFor(recipe, {
      prompt: promptFor(job, recipe),
      seed: job.seed,
      width: job.width,
      height: job.height,
      level,
      look: job.look,
      ...(loras && { loras }),
      ...(input && { input: `${input} [temp]` }),
    })
    await drive(
      access,
      { graph, output, expectedMs },
      {
        begun() {
          begunAt = performance.now()
          const painted = hearer.begun()
          if (beginnings++ === 0) before = painted
        },
        progress: (done) => hearer.tell({ kind: 'progress', done }),
        preview: (image) => void showPreview(image),
        picture(image) {
          finishing = finish(image, paintedBy)
          finishing.catch(() => {})
        },
        failed: (reason, errors) => hearer.failed(reason, errors),
      },
      signal,
    )
    await finishing
  } finally {
    hasPicture.abort()
    const isWhole = gpuMs !== undefined && beginnings === 1
    hearer.took({
      gpuMs: gpuMs ?? (begunAt === undefined ? undefined : performance.now() - begunAt),
      ...(aroundMs !== undefined && { aroundMs }),
      isWhole,
      before,
    })
    if (input) await cleaning.release(input)
  }
}

const bytesOf = async (image: Blob): Promise<Uint8Array> => new Uint8Array(await image.arrayBuffer())
