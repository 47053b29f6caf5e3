import { expect, test } from 'vitest'
import { laneQueue } from '../src/lanes.ts'

test('lanes take turns, and each gives its newest', () => {
  const queue = laneQueue<string>()
  for (const item of ['a1', 'a2', 'a3']) queue.add(item, 'a')
  for (const item of ['b1', 'b2']) queue.add(item, 'b')
  expect(queue.order()).toEqual(['a3', 'b2', 'a2', 'b1', 'a1'])
})

test('a lane whose item was taken goes to the end of the line', () => {
  const queue = laneQueue<string>()
  queue.add('a1', 'a')
  queue.add('a2', 'a')
  queue.add('b1', 'b')
  expect(queue.remove('a2')).toBe(true)
  expect(queue.order()).toEqual(['b1', 'a1'])
})

test('leaving the middle of a lane costs it no turn', () => {
  const queue = laneQueue<string>()
  for (const item of ['a1', 'a2']) queue.add(item, 'a')
  queue.add('b1', 'b')
  queue.remove('a1')
  expect(queue.order()).toEqual(['a2', 'b1'])
})

test('what comes back goes before all others', () => {
  const queue = laneQueue<string>()
  queue.add('a1', 'a')
  queue.addFirst('x')
  expect(queue.order()).toEqual(['x', 'a1'])
  expect([queue.length(), queue.remove('x'), queue.remove('x'), queue.length()]).toEqual([2, true, false, 1])
})
