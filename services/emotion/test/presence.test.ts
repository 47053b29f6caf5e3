import { describe, expect, test } from 'vitest'
import { read } from '../src/read.ts'
import { told } from './support.ts'

const thingsOf = (text: string) => told({ ...read(text).scene!, people: [] })

describe('a denial takes nothing away that is there', () => {
  test.each([
    ['I could not stop looking at the sea.', 'sea 1'],
    ["I couldn't stop eating cake.", 'cake 1'],
    ["She won't eat peas.", 'bean few'],
    ['My phone died on the bus.', 'mobile_phone 1, bus 1'],
    ['不是因为下雨', 'rain'],
    ['我没有关窗', 'window'],
    ['没有一把椅子是新的', 'chair 1'],
    ['今天下雪没有', 'snow'],
    ['没多久下雪了。', 'snow'],
    ['没过几天就下雨了', 'rain'],
    ['The snow stopped the trains.', 'snow, train few'],
    ['I lost the tennis match.', 'tennis 1'],
    ['我在路口等车。', 'crossing, bus_stop'],
    ['We might lose the house.', 'house 1'],
    ['He took my picture by the sea.', 'picture 1, sea 1'],
    ['I finished all my homework.', 'notebook 1'],
    ['Their dog is not allowed on the bed.', 'dog 1, bed 1'],
    ['路上没几辆车', 'road, car few'],
    ['拐杖倒了', 'walking_stick'],
    ['他在市场卖鱼', 'market, fish'],
  ])('%s', (text, scene) => expect(thingsOf(text)).toBe(scene))
})

describe('what is lost, sold, eaten up or never came is not there', () => {
  test.each([
    ['We ran out of beans.', '-bean few'],
    ['He lost the house.', '-house 1'],
    ['I never once brought her flowers.', '-flower few'],
    ['Nobody owns a suitcase.', '-suitcase 1'],
    ['牛卖了。', '-cow'],
    ['校车没来。', '-bus'],
    ['哪里还有墙', '-wall'],
    ['蜡烛没有。', '-candle'],
    ['没一会儿雨停了', '-rain'],
    ['I shouted at him for losing his hearing aid.', '-hearing_aid 1'],
    ['He brought a bottle instead of a Bible.', 'bottle 1, -book 1'],
    ['They took my bag and ran.', '-bag 1'],
    ['The bus was late.', '-bus 1'],
    ['爸爸卖了车给我看病', '-car'],
    ['老伴偷偷卖了她的耳环', '-earring'],
    ['丈夫炒菜忘了放盐', 'meal, -salt'],
    ['我没打伞', '-umbrella'],
    ['池子里的荷花今年一朵没开', 'pond, -lotus'],
    ['过年抢不到票', '-ticket'],
    ['夜里有人把玫瑰连根挖走了', '-rose'],
    ['黄鼠狼叼走了三只小鸡', '-chicken few'],
    ['When the rain had finally stopped we went out.', '-rain'],
  ])('%s', (text, scene) => expect(thingsOf(text)).toBe(scene))
})

test.each([
  ['I miss my mum.', '@self, -@mother'],
  ["I put flowers on my grandmother's grave.", '@self, -@grandmother old'],
  ['My father is not dead.', '@self, @father'],
  ['My husband has not died.', '@self, @husband'],
  ['We buried Papa in the rain.', '@self, @other, -@father'],
  ['奶奶的坟在山上', '-@grandmother old'],
  ['我想念爸爸', '@self, -@father'],
])('who is missed or dead is not there: %s', (text, people) => {
  expect(told({ ...read(text).scene!, motifs: [] })).toBe(people)
})

describe('a word of another meaning shows what is meant', () => {
  test.each([
    ['We climbed a flight of steps.', 'stairs few'],
    ['A flight of birds crossed the sky.', 'bird few, sky 1'],
    ['The match was on television.', 'television 1'],
    ['He struck a match.', 'lighter 1'],
    ['她站在月台上。', 'station'],
  ])('%s', (text, scene) => expect(thingsOf(text)).toBe(scene))
})
