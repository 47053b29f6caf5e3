import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gatewayAt, Refusal } from '../src/api.ts'
import { emptyPlan, followDesk, mergePlans, mostOfAPart, openPlan, type PlanKeeper } from '../src/help/plan.ts'
import { type FakeGateway, fakeGateway } from './support.ts'

let house: FakeGateway
let laid: unknown
let who: { writer: string } | undefined | 'away'
/** Whether the house answers at all. */
let isAway = false
const keepers: PlanKeeper[] = []

beforeEach(async () => {
  house = await fakeGateway()
  laid = undefined
  who = { writer: 'w' }
  isAway = false
  house.routes['GET /v1/plan'] = { body: { ...emptyPlan, signs: 'no sleep' } }
  house.routes['PUT /v1/plan'] = () => (isAway ? { status: 503, body: { code: 'unavailable' } } : { status: 204 })
})
afterEach(() => house[Symbol.asyncDispose]())

function keeper(): PlanKeeper {
  const opened = openPlan({
    api: {
      ...gatewayAt(house.origin),
      whoIsIt: async () => {
        if (who === 'away') throw new Refusal('unavailable')
        return who && { ...who, recovery: false }
      },
    },
    aside: {
      findAside: async () => laid,
      layAside: async (thing) => {
        laid = thing
      },
    },
    firstMs: 5,
    slowestMs: 10,
    restMs: 1,
  })
  keepers.push(opened)
  return opened
}

const settled = async (plan: PlanKeeper, place: string) => {
  await expect.poll(() => plan.state().place).toBe(place)
}
const puts = () => house.calls.filter((call) => call.startsWith('PUT'))

test('the plan is fetched, and a sealed copy is laid by for when the house is away', async () => {
  const plan = keeper()
  plan.look()
  await settled(plan, 'kept')
  expect(plan.state().plan.signs).toBe('no sleep')
  who = 'away'
  const later = keeper()
  later.look()
  await settled(later, 'kept')
  expect(later.state().plan.signs).toBe('no sleep')
})

test('what is written is laid by at once and brought to the house', async () => {
  const plan = keeper()
  plan.look()
  await settled(plan, 'kept')
  plan.write({ ...plan.state().plan, self: 'a walk' })
  expect(laid).toMatchObject({ plan: { self: 'a walk' }, isKept: false })
  await settled(plan, 'kept')
  expect(puts()).toHaveLength(1)
  expect(laid).toMatchObject({ plan: { signs: 'no sleep', self: 'a walk' }, isKept: true })
})

test('while the house is away it waits, and is brought when it is back', async () => {
  const plan = keeper()
  plan.look()
  await settled(plan, 'kept')
  isAway = true
  plan.write({ ...plan.state().plan, self: 'a walk' })
  await settled(plan, 'here')
  isAway = false
  plan.wake()
  await settled(plan, 'kept')
  expect(laid).toMatchObject({ isKept: true })
})

test('what was written before anybody could tell whose it is is added to what the house has', async () => {
  who = 'away'
  const plan = keeper()
  plan.look()
  await settled(plan, 'away')
  plan.write({ ...emptyPlan, signs: 'short of breath', self: 'tea' })
  await settled(plan, 'here')
  who = { writer: 'w' }
  plan.wake()
  await settled(plan, 'kept')
  expect(plan.state().plan).toMatchObject({ signs: 'no sleep\nshort of breath', self: 'tea' })
})

test('what a network says in place of the house takes no plan away', async () => {
  laid = { plan: { ...emptyPlan, self: 'a walk' }, writer: 'w', isKept: true }
  // No JSON.
  house.routes['GET /v1/plan'] = {}
  const plan = keeper()
  plan.look()
  await settled(plan, 'kept')
  expect(plan.state().plan.self).toBe('a walk')
  expect(laid).toMatchObject({ plan: { self: 'a walk' } })
})

test('nothing that waits for one writer is brought to another', async () => {
  laid = { plan: { ...emptyPlan, self: 'of somebody else' }, writer: 'other', isKept: false }
  const plan = keeper()
  plan.look()
  await settled(plan, 'kept')
  expect(plan.state().plan).toEqual({ ...emptyPlan, signs: 'no sleep' })
  expect(puts()).toEqual([])
})

test('where nobody is signed in, nothing of a writer is shown, and what is written waits for one', async () => {
  laid = { plan: { ...emptyPlan, self: 'of w' }, writer: 'w', isKept: true }
  who = undefined
  const plan = keeper()
  plan.look()
  await settled(plan, 'nobody’s')
  expect(plan.state().plan).toEqual(emptyPlan)
})

test('a house that refuses is not asked again and again, and the plan stays in the tab', async () => {
  house.routes['PUT /v1/plan'] = { status: 403, body: { code: 'forbidden' } }
  const plan = keeper()
  plan.look()
  await settled(plan, 'kept')
  plan.write({ ...emptyPlan, self: 'tea' })
  await settled(plan, 'refused')
  expect(plan.state().plan.self).toBe('tea')
  expect(puts()).toHaveLength(1)
})

describe('whoever is at the desk', () => {
  /** A desk that somebody comes to and leaves. */
  function desk() {
    let listener = () => {}
    let state: Record<string, unknown> = { isKnown: undefined, needsCode: false, hasCard: undefined }
    return {
      state: () => state,
      subscribe: (on: () => void) => {
        listener = on
        return () => {}
      },
      become: (next: object) => {
        state = { ...state, ...next }
        listener()
      },
    }
  }

  test('the plan comes with its writer and goes with them', async () => {
    const plan = keeper()
    const at = desk()
    followDesk(plan, at as never)
    at.become({ isKnown: true, hasCard: false })
    await settled(plan, 'kept')
    at.become({ isKnown: false, hasCard: undefined })
    expect(plan.state()).toEqual({ plan: emptyPlan, place: 'nobody’s' })
    expect(laid).toBeUndefined()
  })

  test('when another writer signs in, nothing is shown until theirs is there', async () => {
    const plan = keeper()
    const at = desk()
    followDesk(plan, at as never)
    at.become({ isKnown: true, hasCard: false })
    await settled(plan, 'kept')
    who = { writer: 'other' }
    house.routes['GET /v1/plan'] = { body: { ...emptyPlan, signs: 'theirs' } }
    at.become({ hasCard: undefined })
    expect(plan.state().plan).toEqual(emptyPlan)
    await settled(plan, 'kept')
    expect(plan.state().plan.signs).toBe('theirs')
  })
})

test('two plans become one without losing or doubling a word', () => {
  const merged = mergePlans(
    { ...emptyPlan, signs: 'a', self: 'b', people: 'long c' },
    { ...emptyPlan, self: 'd', people: 'c', places: 'e' },
  )
  expect(merged).toEqual({ ...emptyPlan, signs: 'a', self: 'b\nd', people: 'long c', places: 'e' })
})

test('two plans that are as long as the form lets them be are not too long for the house as one', () => {
  const contract = readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8')
  const most = Number(/"signs": \{\s*"type": "string",\s*"maxLength": (\d+)/.exec(contract)![1])
  const full = (letter: string) => ({ ...emptyPlan, signs: letter.repeat(mostOfAPart) })
  expect(mergePlans(full('a'), full('b')).signs.length).toBeLessThanOrEqual(most)
})
