import { Failure } from '@aiw/kit/errors'
import { createLogger } from '@aiw/kit/log'
import type { Reading } from '@aiw/proto'
import { describe, expect, test, vi } from 'vitest'
import { read } from '../../src/read.ts'
import { withBetter } from '../../src/readers/better.ts'
import { type BetterReader, corrected, type Opinion } from '../../src/readers/blend.ts'
import { logged } from './support.ts'

const silent = createLogger('test', 'silent')
const never = new AbortController().signal

/** An embedded reading of a bird, as sure of its sadness as is said. */
function reading(confidence: number): Reading {
  const whole = read('There was only one bird.')
  const emotions = whole.feeling!.emotions.map(({ kind }) => ({ kind, score: kind === 'EMOTION_KIND_SADNESS' ? 1 : 0 }))
  return {
    ...whole,
    reader: 'embedded/11',
    specificity: 0.4,
    feeling: { valence: -0.5, arousal: 0, dominance: 0.2, emotions, confidence, implied: false },
  }
}

const scoreOf = ({ feeling }: Reading, kind: string) => feeling!.emotions.find((it) => it.kind.endsWith(kind))!.score

describe('what two readers say is weighed by how sure they are', () => {
  const opinion: Opinion = { valence: 0.5, kinds: { joy: 30 }, confidence: 0.5, specificity: 0.8, implied: true }

  test('as sure: half way', () => {
    const both = corrected(reading(0.5), opinion, 'llm/m')
    expect(both).toMatchObject({ reader: 'llm/m', specificity: expect.closeTo(0.6) })
    expect(both.feeling).toMatchObject({ valence: expect.closeTo(0), implied: true })
    expect([scoreOf(both, 'JOY'), scoreOf(both, 'SADNESS')]).toEqual([0.5, 0.5])
    // They agree in nothing: neither makes the other surer.
    expect(both.feeling!.confidence).toBeCloseTo(0.5)
  })

  test('surer counts for more, and what one does not say the other does', () => {
    const both = corrected(reading(0.2), { ...opinion, confidence: 0.6 }, 'llm/m')
    expect(both.feeling).toMatchObject({ valence: expect.closeTo(0.25), arousal: 0, dominance: 0.2 })
    expect(corrected(reading(0.6), { ...opinion, confidence: 0.2 }, 'm').feeling).toMatchObject({
      valence: expect.closeTo(-0.25),
      implied: false,
    })
  })

  test('only the better one knows: it is taken whole; it knows nothing: nothing changes', () => {
    expect(corrected(reading(0), opinion, 'm').feeling).toMatchObject({ valence: 0.5, confidence: 0.5 })
    const unsure = corrected(reading(0.3), { ...opinion, confidence: 0 }, 'm')
    expect(unsure.feeling).toEqual(reading(0.3).feeling)
    expect(corrected(reading(0), { confidence: 0 }, 'm').feeling!.confidence).toBe(0)
  })

  test('two that say the same are surer than one', () => {
    const both = corrected(reading(0.5), { valence: -0.5, kinds: { sadness: 1 }, confidence: 0.5 }, 'm')
    expect(both.feeling!.confidence).toBeCloseTo(0.625)
  })

  test('whatever is said, scores sum to 1 and nothing leaves its range', () => {
    for (const confidence of [0, 0.3, 1])
      for (const kinds of [undefined, {}, { joy: 0 }, { joy: 0.1, fear: 0.4 }, { neutral: 900 }]) {
        const { feeling } = corrected(reading(confidence), { valence: 1, kinds, confidence: 1 - confidence / 2 }, 'm')
        expect(feeling!.emotions.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1)
        for (const { score } of feeling!.emotions) expect(score).toBeGreaterThanOrEqual(0)
        expect(feeling!.valence).toBeLessThanOrEqual(1)
        expect(feeling!.confidence).toBeLessThanOrEqual(1)
      }
  })
})

describe('the scene stays', () => {
  test('as the embedded reader sees it', () => {
    const own = read('There was only one bird in the garden.')
    expect(corrected(own, { valence: -1, confidence: 1 }, 'm').scene).toEqual(own.scene)
  })

  test('but who speaks is whom a reader is sure of, and the writer is there where they do', async () => {
    const text = 'Took the bus.'
    const own = read(text)
    const heard = (share: number) =>
      withBetter(
        read,
        scripted(async () => ({
          confidence: 0,
          voice: { is: own.voice === 'VOICE_FIRST_PERSON' ? 'third' : 'first', share },
        })),
        { timeoutMs: 1_000, log: silent },
      )(text, {}, { signal: never, log: silent })
    const isThere = ({ scene }: Reading) => scene!.people.some(({ role }) => role === 'ROLE_SELF')
    expect((await heard(0.5)).voice).toBe(own.voice)
    expect(isThere(await heard(0.5))).toBe(isThere(own))
    expect((await heard(0.9)).voice).not.toBe(own.voice)
    expect(isThere(await heard(0.9))).toBe(!isThere(own))
  })

  test('but signs are those of both, and what one of them forbids is not shown', () => {
    const own = read('There was only one bird in the garden.')
    expect(own.scene!.motifs).not.toEqual([])
    const hurt = corrected(own, { confidence: 0, signs: ['SIGN_HARM_BY_OTHERS'] }, 'm')
    expect([hurt.concern!.signs, hurt.scene]).toEqual([['SIGN_HARM_BY_OTHERS'], own.scene])
    const danger = corrected(own, { confidence: 0, signs: ['SIGN_PLAN_OR_MEANS', 'SIGN_PLAN_OR_MEANS'] }, 'm')
    expect(danger.concern!.signs).toEqual(['SIGN_PLAN_OR_MEANS'])
    expect(danger.scene).toMatchObject({ motifs: [], people: [], setting: 'SETTING_GARDEN' })
    for (const { feeling } of [hurt, danger]) expect(feeling!.valence).toBeLessThanOrEqual(-0.4)
  })

  test('a sign the embedded reader saw is never taken back', () => {
    const own = read('I want to kill myself.')
    expect(own.concern!.signs).not.toEqual([])
    const both = corrected(own, { confidence: 1, signs: [] }, 'm')
    expect([both.concern, both.scene]).toEqual([own.concern, own.scene])
  })
})

/** A better reader that does what it is told, and how often it was asked. */
function scripted(act: (signal: AbortSignal, text: string) => Promise<Opinion>, isLocal = false) {
  const better: BetterReader & { asked: string[][] } = {
    name: 'llm/m',
    isLocal,
    asked: [],
    async read(text, before, signal) {
      better.asked.push([...before, text])
      return act(signal, text)
    },
    close: async () => {},
  }
  return better
}
const opinion: Opinion = { valence: 1, confidence: 1 }

describe('a better reader', () => {
  test('is told the two sentences before', async () => {
    const better = scripted(async () => opinion)
    const reader = withBetter(read, better, { timeoutMs: 1_000, log: silent })
    expect(await reader('d', { before: ['a', 'b', 'c'] }, { signal: never, log: silent })).toMatchObject({
      reader: 'llm/m',
    })
    expect(better.asked).toEqual([['b', 'c', 'd']])
  })

  test('chooses with it the place of a thought, and moves nothing that was named', async () => {
    const sceneOf = async (text: string, valence: number) => {
      const better = scripted(async () => ({ valence, confidence: 1 }))
      const reader = withBetter(() => reading(0), better, { timeoutMs: 1_000, log: silent })
      return (await reader(text, {}, { signal: never, log: silent })).scene!
    }
    const thought = 'I wonder what it means.'
    expect((await sceneOf(thought, 0.9)).weather).not.toBe((await sceneOf(thought, -0.9)).weather)
    const bird = 'There was only one bird in the garden.'
    expect(await sceneOf(bird, 0.9)).toEqual(await sceneOf(bird, -0.9))
  })

  test('knows with the embedded one whom a pronoun of a thought means', async () => {
    const reader = withBetter(
      read,
      scripted(async () => opinion),
      { timeoutMs: 1_000, log: silent },
    )
    const before = ['My grandmother came on Sunday.']
    const { scene } = await reader('She laughed.', { before }, { signal: never, log: silent })
    expect(scene!.people).toMatchObject([{ relation: 'grandmother' }])
  })

  test('that is quick tells which words moved what both say; one that is not leaves that to the embedded reader', async () => {
    const text = 'The lamp fell and the wardrobe stood.'
    const wardrobe = async (_: AbortSignal, part: string): Promise<Opinion> => ({
      valence: part.includes('wardrobe') ? -1 : 0,
      kinds: part.includes('wardrobe') ? { fear: 1 } : { neutral: 1 },
      confidence: 1,
    })
    const ask = { signal: never, log: silent }
    const quick = withBetter(read, scripted(wardrobe, true), { timeoutMs: 1_000, log: silent })
    const [first] = (await quick(text, { explain: true }, ask)).because
    expect(text.slice(first!.start, first!.end)).toBe('wardrobe')
    expect(first).toMatchObject({ kind: 'EMOTION_KIND_FEAR' })
    expect(first!.weight).toBeLessThan(-0.5)
    expect((await quick(text, {}, ask)).because).toEqual([])
    const slow = withBetter(read, scripted(wardrobe), { timeoutMs: 1_000, log: silent })
    expect((await slow(text, { explain: true }, ask)).because).toEqual(read(text, { explain: true }).because)
  })

  test('that cannot tell its reasons leaves these, and these alone, to the embedded reader', async () => {
    let asked = 0
    const tires = () => (asked++ ? Promise.reject(new Failure('unavailable', 'gone')) : Promise.resolve(opinion))
    const reader = withBetter(read, scripted(tires, true), { timeoutMs: 1_000, log: silent })
    const text = 'There was only one bird.'
    const { because, reader: name, feeling } = await reader(text, { explain: true }, { signal: never, log: silent })
    expect([because, name]).toEqual([read(text, { explain: true }).because, 'llm/m'])
    expect(feeling!.valence).toBeGreaterThan(read(text).feeling!.valence)
  })

  test('whose reasons take longer than 2.5 s leaves these, and these alone, to the embedded reader', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      let waitsFor: (reason: string) => void
      const hangs = new Promise<string>((resolve) => (waitsFor = resolve))
      let asked = 0
      const better = scripted((signal) => {
        if (asked++ === 0) return Promise.resolve(opinion)
        waitsFor('reasons')
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
      }, true)
      const text = 'There was only one bird.'
      const reading = withBetter(read, better, { timeoutMs: 1_000, log: silent })(
        text,
        { explain: true },
        { signal: never, log: silent },
      )
      await hangs
      vi.advanceTimersByTime(2_500)
      expect(await reading).toMatchObject({ because: read(text, { explain: true }).because, reader: 'llm/m' })
    } finally {
      vi.useRealTimers()
    }
  })

  test('of this machine that has too much to do for a moment is asked again the next', async () => {
    let isFull = true
    const better = scripted(async () => {
      if (isFull) throw new Failure('busy', 'Too many texts wait')
      return opinion
    }, true)
    const reader = withBetter(read, better, { timeoutMs: 1_000, log: silent })
    const nameOf = async () => (await reader('A bird.', {}, { signal: never, log: silent })).reader.split('/')[0]
    for (let i = 0; i < 12; i++) expect(await nameOf()).toBe('embedded')
    isFull = false
    expect(await nameOf()).toBe('llm')
  })

  test('that hears nothing is not waited for, and is told to stop', async () => {
    let heard: AbortSignal | undefined
    const better = scripted((signal) => {
      heard = signal
      return new Promise(() => {})
    })
    const reader = withBetter(read, better, { timeoutMs: 20, log: silent })
    const reading = await reader('There was only one bird.', {}, { signal: never, log: silent })
    expect(reading).toEqual(read('There was only one bird.'))
    expect(heard).toMatchObject({ aborted: true, reason: { name: 'TimeoutError' } })
  })

  test('that fails costs its correction only, and is not named', async () => {
    const reader = withBetter(
      read,
      scripted(() => Promise.reject(new Error('chair'))),
      { timeoutMs: 50, log: silent },
    )
    expect((await reader('a bird', {}, { signal: never, log: silent })).reader).toMatch(/^embedded\//)
  })

  test('is stopped when the caller leaves, which is no failure of its own', async () => {
    const leave = new AbortController()
    const better = scripted((signal) => {
      leave.abort()
      return Promise.reject(signal.reason as Error)
    })
    const { log, lines } = logged()
    const reader = withBetter(read, better, { timeoutMs: 1_000, log })
    await expect(reader('a', {}, { signal: leave.signal, log })).rejects.toMatchObject({ name: 'AbortError' })
    await expect(reader('a', {}, { signal: leave.signal, log })).rejects.toMatchObject({ name: 'AbortError' })
    expect([better.asked.length, lines]).toEqual([1, []])
  })

  test('that fails again and again is left alone for a while, which is said once', async () => {
    let time = 0
    let isWell = false
    const better = scripted(async () => {
      if (!isWell) throw new Failure('busy', 'The server answered 429')
      return opinion
    })
    const { log, lines } = logged()
    const reader = withBetter(read, better, { timeoutMs: 1_000, log, now: () => time })
    const readTimes = async (times: number) => {
      for (let i = 0; i < times; i++) await reader('chair', {}, { signal: never, log: silent })
      return better.asked.length
    }
    expect(await readTimes(4)).toBe(4)
    isWell = true
    expect(await readTimes(1)).toBe(5) // one that answers makes it well again
    isWell = false
    expect(await readTimes(9)).toBe(10)
    time = 29_999
    expect(await readTimes(3)).toBe(10)
    time = 30_000
    expect(await readTimes(3)).toBe(11) // asked again, once: it still fails
    time = 60_000
    isWell = true
    expect(await readTimes(2)).toBe(13)
    expect(lines.map(({ msg, code, reason }) => [msg, code, reason])).toEqual([
      ['reader failed too often and is left alone', 'busy', 'The server answered 429'],
      ['reader answers again', undefined, undefined],
    ])
  })
})
