import { setImmediate as tick } from 'node:timers/promises'
import { Failure } from '@aiw/kit/errors'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { bounds, soundGateway } from './fuzz-support.ts'
import { connect, fakeClients, freshDb, type Heard, someReading, somePicture, writerAt } from './support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

/** One thing a writer, or the world around the writer, does. */
const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), id: fc.nat(5), private: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('again' as const, 'revise' as const), id: fc.nat(8), of: fc.nat(8) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stop' as const), id: fc.nat(8) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('resume' as const), after: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('reconnect' as const, 'drop' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ticks: fc.nat(40) }) },
)
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

const ticks = async (count: number) => {
  for (let i = 0; i < count; i++) await tick()
}

/** A house whose reader and painter take as many turns as the list says, one number a call, and fail on every seventh. */
function unevenHouse(turns: readonly number[]) {
  let calls = 0
  const work = async (signal: AbortSignal) => {
    const wait = turns[calls++ % turns.length]!
    for (let i = 0; i < wait; i++) {
      await tick()
      signal.throwIfAborted()
    }
    if (wait % 7 === 6) throw new Failure('unavailable', 'The service cannot be reached')
  }
  return fakeClients({
    read: async ({ id }, _before, signal) => {
      await work(signal)
      return { ...someReading, id }
    },
    paint: async function* (_painting, { signal }) {
      yield { waiting: { ahead: 1 } }
      await work(signal)
      yield { preview: somePicture.image }
      await work(signal)
      yield { picture: somePicture }
    },
  })
}

/** A writer's client as docs/api.md advises: after a lost line it resumes and repeats what was not answered. */
async function writerWithMemory(url: string, headers: Record<string, string>, sitting: string) {
  const unanswered = new Map<string, object>()
  const said = new Map<number, Heard>()
  const events = new Map<string, Heard[]>()
  let nudges = 0
  let desk = await connect(url, sitting, headers)
  let read = 0

  /** Looks through what came since the last time; every number must stand for one event, whoever says it and when. */
  function listen(): void {
    for (const one of desk.heard.slice(read)) {
      read++
      if (one.id.startsWith('nudge')) continue
      unanswered.delete(one.id)
      expect(one.code).not.toBe('internal')
      const isRefusal = one.type === 'problem' && !events.get(one.id)?.some(({ type }) => type === 'kept')
      if (isRefusal) continue
      expect(one).toEqual(said.get(one.seq) ?? one)
      if (!said.has(one.seq)) events.set(one.id, [...(events.get(one.id) ?? []), one])
      said.set(one.seq, one)
    }
  }
  /** Resolves when all that was sent before has been answered. */
  async function nudge(): Promise<void> {
    const id = `nudge ${++nudges}`
    desk.send({ type: 'no such type', id })
    await desk.hear(id, 'problem')
    listen()
  }
  const send = (message: { id: string; [field: string]: unknown }) => {
    unanswered.set(message.id, message)
    desk.send(message)
  }
  return {
    events,
    send,
    nudge,
    sendOnly: (message: object) => desk.send(message),
    async comeBack(isPolite: boolean) {
      listen()
      if (isPolite) await desk.leave()
      else desk.socket.terminate()
      desk = await connect(url, sitting, headers)
      read = 0
      desk.send({ type: 'resume', after: Math.max(0, ...said.keys()) })
      for (const message of unanswered.values()) desk.send(message)
    },
    /** Waits until all that is kept is done; hears the whole sitting again, from its start. */
    async finish(ids: readonly string[]) {
      desk.send({ type: 'resume', after: 0 })
      await nudge()
      for (const id of ids) await desk.hear(id, 'done')
      listen()
    },
    leave: () => desk.leave(),
  }
}

test('a sitting keeps each sentence once and ends each once, whatever is sent, repeated, stopped and cut off', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { minLength: 3, maxLength: 25 }),
      fc.array(fc.nat(30), { minLength: 1, maxLength: 6 }),
      async (actions: Action[], turns) => {
        const { url, errors } = await soundGateway(db, unevenHouse(turns))
        const { headers, sitting, review } = await writerAt(url)
        const writer = await writerWithMemory(url, headers, sitting)
        const texts = new Map<string, string[]>()
        for (const [i, one] of actions.entries()) {
          if (one.do === 'write' || one.do === 'revise') {
            const id = `s${one.id}`
            const text = `${one.do} ${i}`
            texts.set(id, [...(texts.get(id) ?? []), text])
            if (one.do === 'write') writer.send({ type: 'write', id, private: one.private, text })
            else writer.send({ type: 'revise', id, of: `s${one.of}`, text })
          } else if (one.do === 'again') writer.send({ type: 'again', id: `s${one.id}`, of: `s${one.of}` })
          else if (one.do === 'stop') writer.sendOnly({ type: 'stop', id: `s${one.id}` })
          else if (one.do === 'resume') writer.sendOnly({ type: 'resume', after: one.after })
          else if (one.do === 'wait') await ticks(one.ticks)
          else await writer.comeBack(one.do === 'reconnect')
        }
        await writer.nudge()
        const before = await review()
        await writer.finish(before.sentences.map(({ id }) => id))
        const { sentences } = await review()

        expect(sentences.map(({ id, text, kind }) => ({ id, text, kind }))).toEqual(
          before.sentences.map(({ id, text, kind }) => ({ id, text, kind })),
        )
        expect(new Set(sentences.map(({ id }) => id)).size).toBe(sentences.length)
        expect([...writer.events.keys()].toSorted()).toEqual(sentences.map(({ id }) => id).toSorted())
        for (const { id, text, kind, pictures } of sentences) {
          expect(kind === 'again' ? [undefined] : texts.get(id)).toContain(text)
          const all = writer.events.get(id)!.toSorted((a, b) => a.seq - b.seq)
          expect(all[0]!.type).toBe('kept')
          expect(all.filter(({ type }) => type === 'done')).toEqual([all.at(-1)])
          expect(pictures.length).toBeLessThanOrEqual(1)
        }
        expect(errors).toEqual([])
        await writer.leave()
      },
    ),
    { ...bounds, numRuns: 40 },
  )
})
