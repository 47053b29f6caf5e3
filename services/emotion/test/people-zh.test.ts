import { expect, test } from 'vitest'
import { read } from '../src/read.ts'
import { told } from './support.ts'

test.each([
  // Kin by the names that regions have for them.
  ['孃孃给我夹菜', '@self, @aunt'],
  ['家姐來看我', '@self, @sister'],
  ['孙女子考上了学校', '@grandchild'],
  ['大姑姐送来一袋米', '@family'],
  // Who is called uncle or aunt without being one.
  ['食堂阿姨给我一勺肉', '@self, @other'],
  ['开门的叔叔给我一颗糖', '@self, @other'],
  ['我叔叔给我一颗糖', '@self, @uncle'],
  // Those who were named before are nobody else.
  ['室友她们没叫我', '@self, @roommate'],
  ['老伴他又咳了一夜', '@husband old'],
  ['老伴又咳了一夜', '@self, @partner old'],
  // Who moved away, died or did not come home is not there.
  ['同桌转学以后我哭了', '@self, -@classmate'],
  ['妈妈今天没回来', '-@mother'],
  ['奶奶没等到我回来', '@self, -@grandmother old'],
  ['同学都走光了', '-@classmate'],
  ['丈夫归队了', '-@husband'],
])('%s', (text, people) => expect(told({ ...read(text).scene!, motifs: [] })).toBe(people))
