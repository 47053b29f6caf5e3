import { expect, test } from 'vitest'
import { read } from '../src/read.ts'
import { told } from './support.ts'

test.each([
  // What jieba takes for somebody or a town.
  ['她戴着红帽子', 'hat'],
  ['雪梨炖好了', 'pear'],
  ['去崂山看樱花', 'mountain, cherry_blossom'],
  ['住在青岛', ''],
  // A verb and its thing in one word.
  ['孩子们堆雪人', 'snowman'],
  ['我们去采蘑菇', 'mushroom'],
  // Measures that are there themselves.
  ['再加两勺盐', 'spoon 2, salt'],
  // What stands in no other list.
  ['阿姨端来一盆水饺', 'sink 1, dumpling 1'],
  ['抽屉里有他的存折', 'drawer, ledger'],
  ['石榴裂了口', 'fruit'],
  ['路灯下有只橘猫', 'street_lamp, cat'],
  ['我桌上有一杯奶茶', 'desk, cup 1, tea'],
  ['院里的九重葛开了', 'garden, flower'],
  ['药瓶摔碎了', 'bottle'],
  ['一碗刀削面', 'bowl 1, noodle 1'],
])('everyday things by their Chinese names: %s', (text, scene) =>
  expect(told({ ...read(text).scene!, people: [] })).toBe(scene),
)
