import { parentPort } from 'node:worker_threads'
import { NoPicture } from './encode.ts'
import { finish, finishPreview, paint, sketch, underpaint, warmUp } from './tasks.ts'
import type { FromWorker, Said, Task, ToWorker } from './thread.ts'
import { joinTurns } from './turns.ts'

const port = parentPort!

port.on('message', ({ id, task, cancel }: ToWorker) => void work(id, task, new Int32Array(cancel)))
{
  const { turn, leave } = joinTurns('nothing')
  void warmUp({ turn, isCancelled: () => false }).finally(leave)
}

/**
 * Does one task. Always ends with exactly one `picture` or `image`, `cancelled`, `refused` or `failed`, and says nothing more
 * of it after that.
 */
async function work(id: number, task: Task, cancel: Int32Array): Promise<void> {
  const say = (said: Said) => port.postMessage({ ...said, id } satisfies FromWorker)
  const { turn, leave } = joinTurns(task.kind)
  const isCancelled = () => Atomics.load(cancel, 0) !== 0
  let last: Said
  try {
    last = (await does(task, { turn, isCancelled }, say)) ?? { kind: 'cancelled' }
  } catch (error) {
    if (error instanceof NoPicture) last = { kind: 'refused' }
    else last = { kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : 'not an error' }
  }
  leave()
  say(last)
}

function does(
  task: Task,
  at: { turn: () => Promise<void>; isCancelled: () => boolean },
  say: (said: Said) => void,
): Promise<Said | undefined> {
  switch (task.kind) {
    case 'sketch':
      return sketch(task.job, at)
    case 'finish':
      return finish(task.image, task.job, at)
    case 'preview':
      return finishPreview(task.image, task.job, at)
    case 'underpaint':
      return underpaint(task.job, at)
    case 'paint':
      return paint(task.job, at, say)
  }
}
