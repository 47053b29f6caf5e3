import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { readQuestions } from '../../src/questions.ts'
import { everythingIn, fakeClients, freshDb, gatewayOf, post, someReading, writerAt } from '../support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

const word = 'Zebrafinch'
const secret = 'Xylophone'

/** A writer with a sitting of every kind of row in it. */
async function writtenSitting(url: string) {
  const writer = await writerAt(url)
  const desk = await writer.connect()
  desk.send({ type: 'write', id: 'a', text: `${word} on the sea.`, look: { style: 'ink' }, viewpoint: 'far' })
  desk.send({ type: 'write', id: 'p', text: `${secret}, for nobody.`, private: true })
  desk.send({ type: 'write', id: 'b', text: `${word} once more.` })
  await Promise.all(['a', 'p', 'b'].map((id) => desk.hear(id, 'done')))
  desk.send({ type: 'again', id: 'c', of: 'a' })
  desk.send({ type: 'revise', id: 'd', of: 'b', text: `${word}, revised.` })
  await Promise.all(['c', 'd'].map((id) => desk.hear(id, 'done')))
  await desk.leave()
  const { version, questions } = readQuestions(undefined)
  const answer = {
    sitting: writer.sitting,
    sentence: 'a',
    question: questions[0]!.id,
    version,
    text: `${word}, answered.`,
  }
  expect(await post(`${url}/v1/answers`, answer, writer.headers)).toMatchObject({ kept: true })
  const { picture } = await desk.hear('a', 'picture')
  return { ...writer, picture: picture.url as string }
}

test('nothing of what is written, read, wished or painted lies in the database', async () => {
  const worrying = async ({ id }: { id: string }) => ({
    ...someReading,
    id,
    concern: { signs: ['SIGN_PASSIVE_IDEATION' as const] },
  })
  const { url } = await gatewayOf(db, fakeClients({ read: worrying }))
  const { code } = await writtenSitting(url)
  const all = await everythingIn(db)
  const content = [
    word,
    secret,
    'ink',
    'far',
    'webp',
    'SETTING_SEA',
    'sadness',
    'IDEATION',
    'impressionist',
    'One possible',
  ]
  for (const one of [...content, 'kept', 'reading', 'carry this alone', '"en"', code, code.replaceAll('-', '')])
    expect(all).not.toContain(one)
})

test('times are to the minute, and lengths tell nothing of a sentence', async () => {
  const { url } = await gatewayOf(db)
  const { sitting } = await writtenSitting(url)
  const { rows } = await sql<{ second: number }>`
    select extract(second from created_at) + extract(milliseconds from created_at) as second from sitting
    union all select extract(second from created_at) from sentence
    union all select extract(second from created_at) from picture
    union all select extract(second from created_at) from note
    union all select extract(second from created_at) from writer`.execute(db)
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.filter(({ second }) => Number(second) !== 0)).toEqual([])
  const lengths = await sql<{ length: number }>`
    select distinct length(sealed_content) as length from sentence where sitting_id = ${sitting}`.execute(db)
  expect(lengths.rows.map(({ length }) => (length - 33) % 64)).toEqual(lengths.rows.map(() => 0))
})

/** Every cell that is sealed: its table, column, and what names a row. */
const cells = [
  ['sitting', 'item_key', 'id'],
  ['sitting', 'sealed_content', 'id'],
  ['sentence', 'item_key', 'id'],
  ['sentence', 'sealed_content', 'id'],
  ['sentence', 'sealed_reading', 'id'],
  ['event', 'sealed_body', 'seq'],
  ['picture', 'sealed_data', 'id'],
  ['note', 'sealed_content', 'id'],
] as const

const unopened = 'What is kept here cannot be opened'
interface Problem {
  detail: string
}

test('whatever is flipped, swapped, moved or cut short in the database: a problem, never a word', async () => {
  const { url } = await gatewayOf(db)
  const writers = [await writtenSitting(url), await writtenSitting(url)]
  const ours = sql`(${sql.join(writers.map(({ sitting }) => sitting))})`
  const rowsOf = async ([table, column, name]: (typeof cells)[number]) => {
    const owner = sql.ref(table === 'sitting' ? 'id' : 'sitting_id')
    const { rows } = await sql<{ owner: string; name: string | number; cell: Buffer }>`
      select ${owner} as owner, ${sql.ref(name)} as name, ${sql.ref(column)} as cell from ${sql.table(table)}
      where ${owner} in ${ours} and ${sql.ref(column)} is not null order by 1, 2`.execute(db)
    return {
      rows,
      write: (row: (typeof rows)[number], cell: Buffer) =>
        sql`update ${sql.table(table)} set ${sql.ref(column)} = ${cell}
          where ${owner} = ${row.owner} and ${sql.ref(name)} = ${row.name}`.execute(db),
    }
  }
  /** What each writer is answered, on all ways to what they wrote. */
  const answers = () =>
    Promise.all(
      writers.flatMap(({ get, sitting, picture }) =>
        ['/v1/sittings', `/v1/sittings/${sitting}`, '/v1/answers', picture].map(async (path) => {
          const response = await get(path)
          return { status: response.status, text: await response.text() }
        }),
      ),
    )
  const whole = await answers()
  expect(whole.map(({ status }) => status)).toEqual(whole.map(() => 200))

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...cells),
      fc.constantFrom(...cells),
      fc.nat(),
      fc.nat(),
      fc.constantFrom('flip', 'swap', 'move', 'cut', 'empty'),
      async (cell, otherCell, which, where, how) => {
        const { rows, write } = await rowsOf(cell)
        const row = rows[which % rows.length]!
        const changed = Buffer.from(row.cell)
        const bit = where % (8 * changed.length)
        changed[bit >> 3]! ^= 1 << (bit & 7)
        const others = (how === 'swap' ? rows : (await rowsOf(otherCell)).rows).filter(
          (one) => !one.cell.equals(row.cell),
        )
        const other = others[where % others.length]!
        const become = {
          flip: changed,
          swap: other.cell,
          move: other.cell,
          cut: row.cell.subarray(0, where % row.cell.length),
          empty: Buffer.alloc(0),
        }[how as 'flip']
        await write(row, become)
        const found = await answers()
        await write(row, row.cell)
        // Of the pictures only one is looked at; whatever else was changed is noticed by some answer.
        expect(cell[0] === 'picture' || found.some(({ status }) => status === 500)).toBe(true)
        const told = found.map(({ status, text }) => (status === 500 ? (JSON.parse(text) as Problem).detail : text))
        expect(told).toEqual(found.map(({ status }, i) => (status === 500 ? unopened : whole[i]!.text)))
      },
    ),
    { seed: 20_261_128, numRuns: 40, endOnFailure: true },
  )
  expect(await answers()).toEqual(whole)
})

test('a private sentence that was made ordinary from outside is neither shown, read nor painted', async () => {
  const { url } = await gatewayOf(db)
  const writer = await writtenSitting(url)
  await sql`update sentence set is_private = false where sitting_id = ${writer.sitting} and id = 'p'`.execute(db)
  expect((await writer.get(`/v1/sittings/${writer.sitting}`)).status).toBe(500)
  const desk = await writer.connect()
  expect(await desk.until(({ type }) => type === 'problem')).toMatchObject({ code: 'internal' })
})

test('a row of another writer that was put under one’s own name does not open', async () => {
  const { url } = await gatewayOf(db)
  const [mine, theirs] = [await writtenSitting(url), await writtenSitting(url)]
  await sql`update sitting set writer_id = ${mine.writer} where id = ${theirs.sitting}`.execute(db)
  const answer = await mine.get(`/v1/sittings/${theirs.sitting}`)
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain(word)
})
