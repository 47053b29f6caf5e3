import { describe, expect, test, vi } from 'vitest'
import { dictation, type Said, type Stage } from '../src/writing/dictation.ts'
import type { Recording } from '../src/writing/recorder.ts'

/** Somebody at a microphone that is ready when the test says so; the house understands `heard`. */
function speaking(heard = 'The light was on.') {
  const microphone = Promise.withResolvers<Recording>()
  const understood = Promise.withResolvers<string>()
  const [stages, said, texts]: [Stage[], Said[], string[]] = [[], [], []]
  const recording = { stop: vi.fn<() => Promise<Blob>>(async () => new Blob(['sound'])), drop: vi.fn<() => void>() }
  let time = 0
  let signal: AbortSignal | undefined
  const one = dictation({
    record: () => microphone.promise,
    understand: (_audio, given) => {
      signal = given
      return understood.promise
    },
    now: () => time,
    onStage: (stage) => stages.push(stage),
    onSaid: (what) => said.push(what),
    onText: (text) => texts.push(text),
  })
  return {
    ...one,
    recording,
    stages,
    said,
    texts,
    after: (ms: number) => (time += ms),
    ready: async () => {
      microphone.resolve(recording)
      await microphone.promise
    },
    refuse: () => microphone.reject(new Error('not allowed')),
    understand: () => understood.resolve(heard),
    isAborted: () => signal?.aborted,
  }
}

describe('speaking', () => {
  test('a press begins and the next ends it; what was understood comes to be looked over', async () => {
    const it = speaking()
    it.press()
    it.after(100)
    it.release()
    await it.ready()
    it.press()
    it.understand()
    await expect.poll(() => it.texts).toEqual(['The light was on.'])
    expect(it.stages).toEqual(['asking', 'recording', 'sending', 'idle'])
    expect(it.said).toEqual([undefined, 'dictate.recording', 'dictate.sending', 'dictate.check'])
  })

  test('held, letting go ends it', async () => {
    const it = speaking('')
    it.press()
    await it.ready()
    it.after(2_000)
    it.release()
    it.understand()
    await expect.poll(() => it.said.at(-1)).toBe('dictate.nothing')
    expect(it.texts).toEqual([])
  })

  test('held and let go before the microphone is ready, nothing is recorded', async () => {
    const it = speaking()
    it.press()
    it.after(2_000)
    it.release()
    await it.ready()
    await expect.poll(() => it.recording.drop).toHaveBeenCalledOnce()
    expect(it.stages).toEqual(['asking', 'idle'])
  })

  test.each(['drop', 'close'] as const)('%s lets the microphone go and throws away what it heard', async (how) => {
    const it = speaking()
    it.press()
    await it.ready()
    it[how]()
    expect(it.recording.drop).toHaveBeenCalledOnce()
    expect(it.recording.stop).not.toHaveBeenCalled()
    expect([it.stages.at(-1), it.said.at(-1)]).toEqual(['idle', undefined])
  })

  test('dropped while the browser still asks, it does not begin afterwards', async () => {
    const it = speaking()
    it.press()
    it.drop()
    await it.ready()
    await expect.poll(() => it.recording.drop).toHaveBeenCalledOnce()
    expect(it.stages).toEqual(['asking', 'idle'])
  })

  test('words on their way still come when the microphone is dropped, and not when the button goes', async () => {
    const it = speaking()
    it.press()
    await it.ready()
    it.press()
    it.drop()
    await expect.poll(() => it.isAborted()).toBe(false)
    it.close()
    expect(it.isAborted()).toBe(true)
    it.understand()
    await it.ready()
    expect(it.texts).toEqual([])
  })

  test('refused, it says so and can be tried again', async () => {
    const it = speaking()
    it.press()
    it.refuse()
    await expect.poll(() => it.said.at(-1)).toBe('dictate.refused')
    expect(it.stages.at(-1)).toBe('idle')
  })
})
