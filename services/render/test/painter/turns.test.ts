import { expect, onTestFinished, test, vi } from 'vitest'
import { joinTurns } from '../../src/backends/painter/turns.ts'

/** Something with two steps between which others may go first. */
async function work(kind: Parameters<typeof joinTurns>[0], name: string, done: string[]): Promise<void> {
  const { turn, leave } = joinTurns(kind)
  for (const step of [1, 2]) {
    await turn()
    done.push(`${name}${step}`)
  }
  leave()
}

test('what is more urgent goes before what was begun', async () => {
  const done: string[] = []
  await Promise.all([work('paint', 'painting', done), work('finish', 'finish', done), work('sketch', 'sketch', done)])
  expect(done).toEqual(['sketch1', 'sketch2', 'finish1', 'finish2', 'painting1', 'painting2'])
})

test('who has waited long is laid aside no more', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const done: string[] = []
  const painting = work('paint', 'painting', done)
  const finishing = [work('finish', 'a', done), work('finish', 'b', done)]
  vi.advanceTimersByTime(1_600)
  const late = work('sketch', 'late', done)
  await Promise.all([painting, ...finishing, late])
  expect(done.indexOf('painting1')).toBeLessThan(done.indexOf('late1'))
})

test('warming up goes after all else, however long it has waited', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const done: string[] = []
  const warming = work('nothing', 'warming', done)
  vi.advanceTimersByTime(60_000)
  await Promise.all([warming, work('paint', 'painting', done)])
  expect(done).toEqual(['painting1', 'painting2', 'warming1', 'warming2'])
})
