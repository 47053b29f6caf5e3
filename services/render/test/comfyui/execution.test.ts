import { expect, test } from 'vitest'
import { advance, type Execution, type Happening, notPosted } from '../../src/backends/comfyui/execution.ts'
import type { Message } from '../../src/backends/comfyui/messages.ts'

const prompt = 'p'
const output = '90'
const image = new Blob(['png'])
const posted: Happening = { kind: 'posted' }
const lost: Happening = { kind: 'lost' }
const begun: Message = { kind: 'begun', prompt }
const sampling: Message = { kind: 'working', prompt, node: '7' }
const step = (done: number): Message => ({ kind: 'step', prompt, node: '7', done })
const preview: Message = { kind: 'image', prompt, node: '7', image: new Blob(['jpeg']) }
const working: Message = { kind: 'working', prompt, node: output }
const picture: Message = { kind: 'image', prompt, node: output, image }
const succeeded: Message = { kind: 'succeeded', prompt }
const ended: Message = { kind: 'ended', prompt }
const failed = (isOutOfMemory: boolean): Message => ({ kind: 'failed', prompt, node: '7', error: 'X', isOutOfMemory })

/** All that a node says of one picture. */
const trace = [begun, sampling, step(0.25), preview, step(0.5), step(1), working, picture, succeeded, ended]

const after = (...events: (Happening | Message)[]) =>
  events.reduce<Execution>((execution, event) => advance(execution, event, output), notPosted)

test('a picture is posted, painted, delivered and done', () => {
  const phases = trace.map((_, at) => after(posted, ...trace.slice(0, at + 1)).phase)
  expect(after(posted).phase).toBe('posted')
  expect(phases).toEqual([...Array<string>(7).fill('running'), 'delivered', 'delivered', 'done'])
  expect(after(posted, ...trace).picture).toBe(image)
})

test('progress never falls, not even when it is posted again', () => {
  const events = [
    posted,
    ...trace.slice(0, 6),
    lost,
    found('running', false),
    posted,
    begun,
    sampling,
    step(0.25),
    ...trace.slice(5),
  ]
  const progress = events.map((_, at) => after(...events.slice(0, at + 1)).progress)
  expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  expect(progress.at(-1)).toBeGreaterThan(0.9)
})

test('an image of another node is no picture', () => {
  expect(after(posted, begun, preview).picture).toBeUndefined()
})

test('the picture may come before the post is answered', () => {
  expect(after(posted, begun, picture).phase).toBe('delivered')
})

test.each(trace.slice(0, 7).map((_, at) => at))('lost after event %i, it must be looked for', (at) => {
  expect(after(posted, ...trace.slice(0, at + 1), lost).phase).toBe('lost')
})

test('lost after the picture has come, there is nothing to look for', () => {
  const execution = after(posted, begun, picture, lost)
  expect(execution).toMatchObject({ phase: 'done', picture: image })
})

function found(where: 'waiting' | 'running' | 'succeeded' | 'interrupted' | 'nowhere', isHeard: boolean): Happening {
  return { kind: 'found', found: { where }, isHeard }
}

test.each([
  ['waiting', false, 'again'],
  ['running', false, 'again'],
  ['succeeded', false, 'again'],
  ['interrupted', false, 'again'],
  ['nowhere', false, 'failed'],
  ['waiting', true, 'posted'],
  ['running', true, 'running'],
  ['succeeded', true, 'again'],
  ['nowhere', true, 'again'],
] as const)('lost and found %s, heard still: %s, it is %s', (where, isHeard, phase) => {
  expect(after(posted, begun, lost, found(where, isHeard)).phase).toBe(phase)
})

test('what the node knows nothing of after its line was lost is gone', () => {
  expect(after(posted, lost, found('nowhere', false)).reason).toBe('gone')
})

test('what failed while nobody heard it has failed', () => {
  const look: Happening = { kind: 'found', found: { where: 'failed', isOutOfMemory: true }, isHeard: false }
  expect(after(posted, lost, look)).toMatchObject({ phase: 'failed', reason: 'memory' })
})

test('what is heard while somebody looks counts', () => {
  expect(after(posted, lost, begun, found('waiting', false)).phase).toBe('running')
})

test.each([
  ['ended without a picture', [begun, succeeded, ended]],
  ['interrupted by somebody else', [begun, { kind: 'interrupted', prompt } as const]],
])('what is %s is posted again', (_, events) => {
  expect(after(posted, ...events).phase).toBe('again')
})

test('it is posted three times, then given up', () => {
  const round = [posted, begun, succeeded, ended]
  expect(after(...round, ...round, ...round).phase).toBe('again')
  expect(after(...round, ...round, ...round, posted)).toMatchObject({ phase: 'failed', reason: 'silent' })
})

test.each([
  ['refused', { kind: 'refused' } as const],
  ['error', failed(false)],
  ['memory', failed(true)],
])('it fails for reason %s, and stays so', (reason, event) => {
  expect(after(posted, event, begun, picture, lost)).toMatchObject({ phase: 'failed', reason })
})

test('an error after the picture has come changes nothing', () => {
  expect(after(posted, begun, picture, failed(false), ended)).toMatchObject({ phase: 'done', picture: image })
})
