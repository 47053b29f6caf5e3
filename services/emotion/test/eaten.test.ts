import { expect, test } from 'vitest'
import { read } from '../src/read.ts'
import { told } from './support.ts'

const scene = (text: string) => read(text).scene!

test.each([
  'I am skilled at cooking fish.',
  'We ate salmon and bread.',
  'I baked a trout.',
  'I like fried fish.',
  '我做了红烧鱼，全家人都说好吃',
  '吃了一条大鱼',
  '我爱吃鱼',
  '奶奶烧的鱼',
  '妈妈给我煎带鱼',
  '咸鱼',
])('a fish that is cooked or eaten lies on a plate in a room: %s', (text) => {
  expect(told(scene(text))).toContain('cooked_fish')
  expect(scene(text).setting).toBe('SETTING_ROOM')
})

test.each(['The fish swims.', 'I fed the fish', 'I caught a fish', '他在河边钓鱼', '我做梦梦见鱼', '我吃完饭去看鱼'])(
  'a fish that nobody eats swims: %s',
  (text) => {
    expect(told(scene(text))).toContain('fish')
    expect(told(scene(text))).not.toContain('cooked_fish')
    expect(scene(text).setting).toBe('SETTING_RIVER')
  },
)

test.each([
  ['I ate an apple and a piece of cake', 'SETTING_ROOM'],
  ['我吃了一个苹果和一块蛋糕', 'SETTING_ROOM'],
  ['I have eaten too many strawberries', 'SETTING_UNSPECIFIED'],
  ['I picked an apple', 'SETTING_GARDEN'],
  ['I ate an apple in the garden', 'SETTING_GARDEN'],
])('fruit that is eaten says nothing of a garden: %s', (text, setting) => {
  expect(scene(text).setting).toBe(setting)
})
