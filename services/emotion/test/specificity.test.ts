import { expect, test } from 'vitest'
import { read } from '../src/read.ts'

const of = (text: string) => read(text).specificity

test.each([
  ['I am useless.', 'I am skilled at cooking fish.'],
  ['我没用', '我很会烧鱼'],
  ['Everything is always fine.', 'The scan was fine and I bought a pear on the way home.'],
  ['一切总是很好。', '昨天复查没事，回家路上我买了两个梨。'],
  ['Nobody ever listens to me.', 'She put the phone down while I was still talking.'],
  ['人都是自私的。', '他把最后一块排骨夹走了。'],
  ['Life is beautiful.', 'The light lay on the river when we crossed the bridge.'],
])('a bare judgement is far from something that is done or happened: %s / %s', (general, specific) => {
  expect(of(general)).toBeLessThan(0.3)
  expect(of(specific)).toBeGreaterThan(0.6)
})

test.each(['', '？', '🐦', 'a', '<b></b>', 'مرحبا'])('is a number from 0 to 1 for any text: %j', (text) => {
  expect(of(text)).toBeGreaterThanOrEqual(0)
  expect(of(text)).toBeLessThanOrEqual(1)
})
