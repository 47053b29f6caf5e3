import { expect, test } from 'vitest'
import { concepts } from '../src/lexicon/concepts.ts'
import { chineseTones, englishTones } from '../src/lexicon/feelings.ts'
import { chinese, english, singulars, things } from '../src/lexicon/things.ts'
import { simplify } from '../src/lexicon/traditional.ts'

test('every concept has a stable key, each once, and a name in both languages', () => {
  const all = concepts()
  expect(all.filter(({ key }) => !/^[a-z0-9]+(_[a-z0-9]+)*$/.test(key))).toEqual([])
  expect(new Set(all.map(({ key }) => key)).size).toBe(all.length)
  expect(all.filter(({ title }) => title.en === '' || !/\p{Script=Han}/u.test(title.zh))).toEqual([])
  expect(all.find(({ key }) => key === 'empty_chair')?.title).toEqual({ en: 'empty chair', zh: '空椅子' })
  expect(all.find(({ key }) => key === 'mother')?.title).toEqual({ en: 'mother', zh: '妈妈' })
  const inChinese = Object.fromEntries(all.map(({ key, title }) => [key, title.zh]))
  expect(inChinese).toMatchObject({
    car: '汽车',
    dog: '狗',
    water: '水',
    bus_stop: '公交站',
    flower_pot: '花盆',
    egret: '白鹭',
  })
})

test('no concept is a weapon, a means, a wound or a part of the body', () => {
  const unfit =
    /(?:^|_)(?:knife|gun|sword|dagger|bomb|rope|razor|pill|syringe|blood|poison|heart|brain|bone|tooth|eye|coffin)(?:_|$)/
  // A box for the week's pills is no means; beside a sign of concern nothing is shown at all.
  expect([...things.keys()].filter((key) => unfit.test(key) && key !== 'pill_box')).toEqual([])
})

test('the Chinese of the lexicons is simplified, as the text is when it is looked up', () => {
  const words = [...chinese.keys(), ...chineseTones.keys()]
  expect(words.filter((word) => simplify(word) !== word)).toEqual([])
})

test('the everyday things of both languages lead to the same concepts', () => {
  for (const [en, zh] of [
    ['window sill', '窗台'],
    ['drawer', '抽屉'],
    ['stove', '炉子'],
    ['quilt', '被子'],
    ['pond', '池塘'],
    ['street', '街'],
    ['wheelchair', '轮椅'],
    ['lab report', '化验单'],
  ] as const)
    expect(english.get(en)?.thing.concept).toBe(chinese.get(zh)?.concept)
})

test('tones stay inside the ranges of a feeling', () => {
  for (const { valence, arousal, dominance, kinds } of [...englishTones.values(), ...chineseTones.values()]) {
    for (const value of [valence, arousal, dominance]) expect(Math.abs(value)).toBeLessThanOrEqual(1)
    expect(Object.values(kinds).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5)
  }
})

test.each([
  ['birds', 'bird'],
  ['cherries', 'cherry'],
  ['potatoes', 'potato'],
  ['shoes', 'shoe'],
  ['boxes', 'box'],
  ['mice', 'mouse'],
  ['leaves', 'leaf'],
  ['houses', 'house'],
  ['buses', 'bus'],
])('%s is the plural of %s', (plural, singular) => expect(singulars(plural)).toContain(singular))

test.each(['glass', 'bus', 'grass', 'news', 'stairs'])('%s is no plural', (word) =>
  expect(singulars(word)).toEqual([word]),
)
