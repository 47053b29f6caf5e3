import type { Person } from '@aiw/proto'
import { afterAll, expect, test } from 'vitest'
import type { Clients, Painting, SittingReader } from '../src/clients.ts'
import {
  fakeClients,
  freshDb,
  gatewayOf,
  type Heard,
  someReading,
  somePicture,
  unreachable,
  writerAt,
} from './support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

const person = (relation: string, over: Partial<Person> = {}): Person => ({
  role: 'ROLE_OTHER',
  age: 'AGE_UNSPECIFIED',
  relation,
  presence: 'PRESENCE_PRESENT',
  quantity: 'QUANTITY_ONE',
  ...over,
})
const people = [person('', { role: 'ROLE_SELF' }), person('mother'), person('brother', { presence: 'PRESENCE_ABSENT' })]
const read: SittingReader['read'] = async ({ id }) => ({
  ...someReading,
  id,
  scene: { ...someReading.scene!, people },
})

/** A writer with a sentence of three people, and everything that was asked of the painter. */
async function withPeople(over: Partial<Clients> = {}) {
  const asked: Painting[] = []
  const plain = fakeClients({ read, ...over })
  const clients: Clients = {
    ...plain,
    paint(painting, call) {
      asked.push(painting)
      return plain.paint(painting, call)
    },
  }
  clients.conceptTitles = async () =>
    new Map([
      ['mother', { en: 'mother', zh: '妈妈' }],
      ['aunt', { en: 'aunt', zh: '阿姨' }],
    ])
  const { url } = await gatewayOf(db, clients)
  const writer = await writerAt(url)
  const desk = await writer.connect()
  desk.send({ type: 'write', id: 'a', text: 'Mother and I waited for my brother.' })
  await desk.hear('a', 'done')
  const ask = async (message: object): Promise<Heard> => {
    const { id } = message as { id: string }
    desk.send({ type: 'again', of: 'a', ...message })
    return (await desk.hear(id, 'picture')).picture
  }
  return { ...writer, url, desk, asked, ask, painted: () => asked.at(-1)!.scene }
}

/** A brush that paints nothing until it is told to. */
function heldBrush() {
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>()
  const paint: Clients['paint'] = async function* (_painting, { signal }) {
    yield { preview: somePicture.image }
    await Promise.race([finished, new Promise((resolve) => signal.addEventListener('abort', resolve))])
    signal.throwIfAborted()
    yield { picture: somePicture }
  }
  return { paint, finish }
}

test('a reading names the people of the sentence, and who tells it', async () => {
  const { desk } = await withPeople()
  const reading = await desk.hear('a', 'reading')
  expect(reading.voice).toBe('first_person')
  expect(reading.people).toMatchObject([
    { index: 0, role: 'self', title: { en: 'you' } },
    { index: 1, role: 'other', relation: 'mother', presence: 'present', title: { zh: '妈妈' } },
    { index: 2, relation: 'brother', presence: 'absent' },
  ])
})

test('seen through somebody’s eyes they are not in the picture, and the writer is', async () => {
  const { ask, painted } = await withPeople()
  const { alt } = await ask({ id: 'b', through: 2 })
  expect(painted()).toMatchObject({
    viewpoint: 'VIEWPOINT_OTHER_EYES',
    people: [{ relation: 'brother', presence: 'PRESENCE_PRESENT' }, { role: 'ROLE_SELF' }, { relation: 'mother' }],
  })
  expect(alt).toContain('a figure close by, mother')
  expect(alt).toContain('as brother might see it')
  expect(alt).not.toContain('no brother')
})

test('who is left out is not painted, not described, and stays out of the next picture and of a revision', async () => {
  const { desk, ask, painted } = await withPeople()
  const { alt } = await ask({ id: 'b', without: [1] })
  expect(alt).not.toContain('mother')
  const out = () => painted().people.map(({ relation }) => relation)
  expect(out()).toEqual(['', 'brother'])
  await ask({ id: 'c', of: 'b', look: { warmth: 1 } })
  expect(out()).toEqual(['', 'brother'])
  desk.send({ type: 'revise', id: 'd', of: 'c', text: 'Mother waited longer than I did.' })
  await desk.hear('d', 'picture')
  expect(out()).toEqual(['', 'brother'])
  await ask({ id: 'e', of: 'd', without: [] })
  expect(out()).toEqual(['', 'mother', 'brother'])
})

test('somebody who was taken for another is painted as who they are', async () => {
  const { ask, painted } = await withPeople()
  await ask({ id: 'b', as: [{ person: 1, relation: 'aunt' }] })
  expect(painted().people[1]).toMatchObject({ role: 'ROLE_OTHER', relation: 'aunt' })
  await ask({ id: 'c', of: 'b', as: [{ person: 1, relation: 'anna_from_ward_four' }] })
  expect(painted().people[1]).toMatchObject({ role: 'ROLE_OTHER', relation: '' })
})

test('a first picture may be asked for from another moment', async () => {
  const { desk, painted } = await withPeople()
  desk.send({ type: 'write', id: 'b', text: 'Later it rained.', moment: 'later', viewpoint: 'far' })
  await desk.hear('b', 'picture')
  expect(painted()).toMatchObject({ moment: 'MOMENT_LATER', viewpoint: 'VIEWPOINT_FAR' })
})

test('people who are not there, or cannot be meant, are refused, and nothing is kept', async () => {
  const { desk, review } = await withPeople()
  const wrong = {
    'nobody has this number': { through: 5 },
    'the writer is nobody else': { through: 0 },
    'eyes, from afar': { through: 1, viewpoint: 'far' },
    'no number': { through: -1 },
    'two at once': { through: [1, 2] },
    'left out, and not there': { without: [7] },
    'a relation in words': { as: [{ person: 1, relation: 'my Mother!' }] },
  }
  for (const [id, asked] of Object.entries(wrong)) desk.send({ type: 'again', id, of: 'a', ...asked })
  for (const id of Object.keys(wrong)) expect(await desk.hear(id, 'problem')).toMatchObject({ code: 'invalid' })
  expect((await review()).sentences).toHaveLength(1)
})

test('the seed is kept for another view or cast, is new for another picture, and is what was asked for', async () => {
  const { desk, ask } = await withPeople()
  const { seed } = (await desk.hear('a', 'picture')).picture
  expect((await ask({ id: 'b', without: [1] })).seed).toBe(seed)
  expect((await ask({ id: 'c', look: { warmth: 1 }, seed: 'same' })).seed).toBe(seed)
  expect((await ask({ id: 'd', viewpoint: 'far', seed: 'new' })).seed).not.toBe(seed)
  expect((await ask({ id: 'e' })).seed).not.toBe(seed)
})

/** A writer who asked for three second opinions that are being painted. */
async function withOpinions() {
  const brush = heldBrush()
  const { url, live } = await gatewayOf(db, fakeClients({ read, paint: brush.paint }))
  const writer = await writerAt(url)
  const desk = await writer.connect()
  desk.send({ type: 'write', id: 'a', text: 'Which one?' })
  for (const id of opinions) desk.send({ type: 'again', id, of: 'a', beside: true })
  await Promise.all(opinions.map((id) => desk.hear(id, 'preview')))
  const remove = (path: string) => fetch(`${url}${path}`, { method: 'DELETE', headers: writer.headers })
  return { ...writer, url, live, desk, brush, remove }
}
const opinions = ['x', 'y', 'z']

test('second opinions are painted side by side; a look asked for meanwhile ends none of them', async () => {
  const { desk, brush, review } = await withOpinions()
  desk.send({ type: 'again', id: 'look', of: 'a', look: { warmth: 1 } })
  await desk.hear('look', 'preview')
  brush.finish()
  const all = await Promise.all([...opinions, 'look'].map((id) => desk.hear(id, 'picture')))
  expect(new Set(all.map(({ picture }) => picture.seed as number)).size).toBe(4)
  const { sentences } = await review()
  expect(sentences.filter((one) => 'view' in one && (one.view as { beside: boolean }).beside)).toHaveLength(3)
})

test('of second opinions one is kept, or none: the others are deleted, and whoever comes back finds it so', async () => {
  const { desk, brush, review, remove, connect } = await withOpinions()
  brush.finish()
  const pictures = await Promise.all(opinions.map((id) => desk.hear(id, 'done').then(() => desk.hear(id, 'picture'))))
  const leave = async (n: number) => (await remove(`/v1/pictures/${pictures[n]!.picture.id}`)).status
  expect(await Promise.all([leave(0), leave(2)])).toEqual([204, 204])
  const left = async () => (await review()).sentences.slice(1).map((one) => one.pictures.length)
  expect(await left()).toEqual([0, 1, 0])
  expect(await leave(1)).toBe(204)
  expect(await left()).toEqual([0, 0, 0])
  const back = await connect()
  back.send({ type: 'resume', after: 0 })
  await back.hear('z', 'done')
  expect(opinions.flatMap((id) => back.types(id))).not.toContain('picture')
})

test('who stops one second opinion gets the others', async () => {
  const { desk, brush } = await withOpinions()
  desk.send({ type: 'stop', id: 'y' })
  await desk.hear('y', 'done')
  brush.finish()
  await Promise.all(['x', 'z'].map((id) => desk.hear(id, 'picture')))
  expect(desk.types('y')).not.toContain('picture')
})

test('who leaves while second opinions are painted finds all of them when back', async () => {
  const { desk, brush, connect } = await withOpinions()
  await desk.leave()
  brush.finish()
  const back = await connect()
  back.send({ type: 'resume', after: 0 })
  await Promise.all(opinions.map((id) => back.hear(id, 'picture')))
  expect(back.heard.filter(({ type }) => type === 'picture').map(({ id }) => id)).toEqual(
    expect.arrayContaining(opinions),
  )
})

test('a painter that dies under three second opinions costs three pictures and no word', async () => {
  const { url } = await gatewayOf(db, fakeClients({ read, paint: unreachable }))
  const { connect, review } = await writerAt(url)
  const desk = await connect()
  desk.send({ type: 'write', id: 'a', text: 'Which one?' })
  for (const id of opinions) desk.send({ type: 'again', id, of: 'a', beside: true })
  for (const id of opinions) expect(await desk.hear(id, 'problem')).toMatchObject({ code: 'unavailable', retry: true })
  expect((await review()).sentences[0]).toMatchObject({ text: 'Which one?' })
})
