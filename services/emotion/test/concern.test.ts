import { describe, expect, test } from 'vitest'
import { listed } from '../src/concern-lists.ts'
import { read } from '../src/read.ts'
import { cut } from '../src/tokens.ts'

const signsOf = (text: string) => read(text).concern!.signs

describe('signs are seen', () => {
  test.each([
    ["I can't go on like this.", 'SIGN_PASSIVE_IDEATION'],
    ['I hope this winter is my last.', 'SIGN_PASSIVE_IDEATION'],
    ['I could just go to sleep and be done with it.', 'SIGN_PASSIVE_IDEATION'],
    ['I don’t want to wake up tomorrow.', 'SIGN_PASSIVE_IDEATION'],
    ['They would be better off without me.', 'SIGN_PASSIVE_IDEATION'],
    ['I want to die.', 'SIGN_ACTIVE_IDEATION'],
    ['I keep thinking about ending it all.', 'SIGN_ACTIVE_IDEATION'],
    ['I have been saving up my pills.', 'SIGN_PLAN_OR_MEANS'],
    ['I wrote goodbye letters to everyone.', 'SIGN_PREPARATION'],
    ['I hurt myself again last night.', 'SIGN_SELF_HARM'],
    ['If I went in my sleep tonight I should not complain.', 'SIGN_PASSIVE_IDEATION'],
    ['It should have been me.', 'SIGN_PASSIVE_IDEATION'],
    ['I know the day, and the letters are written for after.', 'SIGN_PLAN_OR_MEANS'],
    ['He grabbed me by the hair and I told no one.', 'SIGN_HARM_BY_OTHERS'],
    ['要是没有我，他们就轻松了', 'SIGN_PASSIVE_IDEATION'],
    ['When he is drunk he uses his belt on me.', 'SIGN_HARM_BY_OTHERS'],
    ['他一喝酒就拿皮带抽我', 'SIGN_HARM_BY_OTHERS'],
    ['My husband broke my finger and told the doctor I fell.', 'SIGN_HARM_BY_OTHERS'],
    ['他一生气就拿椅子砸我，邻居都听见了', 'SIGN_HARM_BY_OTHERS'],
    ['后事我都写在纸上了，过完年就不拖累谁了', 'SIGN_PREPARATION'],
    ['昨晚他又对我动手', 'SIGN_HARM_BY_OTHERS'],
    ['My husband hits me when he drinks.', 'SIGN_HARM_BY_OTHERS'],
    ['My brother killed himself and I want to die too.', 'SIGN_ACTIVE_IDEATION'],
    ['我不想活了', 'SIGN_ACTIVE_IDEATION'],
    ['活着真累，我想消失', 'SIGN_PASSIVE_IDEATION'],
    ['我撐不下去了', 'SIGN_PASSIVE_IDEATION'],
    ['我攒了很多安眠药', 'SIGN_PLAN_OR_MEANS'],
    ['我写好了遗书', 'SIGN_PREPARATION'],
    ['我又伤害自己了', 'SIGN_SELF_HARM'],
    ['他喝醉了就打我', 'SIGN_HARM_BY_OTHERS'],
    ['I want to sleep and never wake up.', 'SIGN_PASSIVE_IDEATION'],
    ['好累，我想睡过去再也不醒', 'SIGN_PASSIVE_IDEATION'],
    ["I want to rest. I gave my ring to my sister because I won't need it.", 'SIGN_PASSIVE_IDEATION'],
    ['我累了，想躺下等死', 'SIGN_PASSIVE_IDEATION'],
    ['活得好累，我想睡了', 'SIGN_PASSIVE_IDEATION'],
    ['There is nothing left for me, I am so tired, I need to rest.', 'SIGN_PASSIVE_IDEATION'],
    ['I want to lie down in front of a train.', 'SIGN_ACTIVE_IDEATION'],
    ['很累，什么都不想做，只想从这世上走掉', 'SIGN_PASSIVE_IDEATION'],
  ])('%s', (text, sign) => expect(signsOf(text)).toContain(sign))
})

describe('the model finds signs that no list has', () => {
  test.each([
    ['I wish I could simply stop being anybody.', 'SIGN_PASSIVE_IDEATION'],
    ['I have asked God to just fetch me, softly, so that she is not there by herself.', 'SIGN_PASSIVE_IDEATION'],
    ['I would not mind if this were the last night.', 'SIGN_PASSIVE_IDEATION'],
    ['It would be easier if the morning did not come for me.', 'SIGN_PASSIVE_IDEATION'],
    ['I gave my books away, I won’t need them, and nobody asked.', 'SIGN_PREPARATION'],
    ['夜里想，要是天不亮就好了', 'SIGN_PASSIVE_IDEATION'],
    ['我又拿自己出气了，没人知道', 'SIGN_SELF_HARM'],
    ['He takes my phone and my wages and says he will find me if I leave.', 'SIGN_HARM_BY_OTHERS'],
  ])('%s', (text, sign) => {
    expect(listed(cut(text)).signs.size).toBe(0)
    expect(signsOf(text)).toEqual([sign])
  })

  test('and is not asked where a list found a sign, a figure of speech, somebody else, or where it knows no language', () => {
    expect(signsOf('I wish I could simply stop being anybody.')).toHaveLength(1)
    expect(signsOf('I wish I could simply stop being anybody, in the novel he killed himself.')).toEqual([])
    expect(signsOf('Ich möchte nicht mehr da sein und niemand weiß es.')).toEqual([])
  })
})

describe('figures of speech, other people and the past are let be', () => {
  test.each([
    'I am dying to see you.',
    'I hope this year is my last in school.',
    'The baby should go to sleep and be done with it.',
    'The news hit me hard.',
    'My brother beat me at chess.',
    'I hope spring comes soon.',
    'I gave away my old coats because they do not fit.',
    '结婚的日子定了，十月六号',
    '我想消失一个周末，谁也别找我',
    '爸爸打我电话，我没接到',
    'I would kill for a slice of cake.',
    'My feet are killing me.',
    'I was bored to death.',
    'We killed time at the station.',
    'I cut myself shaving.',
    'The frost killed the beans.',
    'He killed himself in the novel.',
    'I no longer want to die.',
    'My goldfish died.',
    '我快饿死了',
    '笑死我了',
    '累死了，想睡觉',
    '想死你们了',
    '这本小说里主角自杀了',
    '我以前想过自杀，现在很好',
    '今天要跳楼价大甩卖',
    '我能照顾自己',
    '打自己人的球',
    '弟弟拿雪球砸我，我们笑成一团',
    'He broke my heart.',
    'A fall broke my arm.',
    'I am so tired.',
    'I said goodbye to my colleagues, I retire on Friday.',
    'We pushed the car home and laughed.',
    'I was afraid before the operation.',
    'He is gone and the house is quiet.',
    'I am not there in any of the pictures.',
    '我很难过',
    '今天好累，我想躺下',
    '我太累了，什么都不想做',
    '我特别想躺下',
    'I am so tired, I just want to lie down.',
    'I want to go to bed and read.',
    '打球把胳膊摔青了',
    '搬家的日子定了',
    '我累了，真的累了',
    '奶奶走了三年，我还留着她的碗',
    'I keep thinking about my ex.',
    'I can’t stop thinking about her at night.',
  ])('%s', (text) => expect(signsOf(text)).toEqual([]))

  test('thinking of somebody excuses nothing beside it', () => {
    expect(signsOf('I keep thinking about ending it.')).toEqual(['SIGN_ACTIVE_IDEATION'])
    expect(signsOf('I keep thinking about her and not waking up.')).toEqual(['SIGN_PASSIVE_IDEATION'])
  })
})

describe('a sentence is looked at beside the two before it', () => {
  const open = 'Perhaps it would be easier for them without my chair at the table.'

  test('after one with a sign less is enough', () => {
    expect(signsOf(open)).toEqual([])
    expect(read(open, { before: ['The kettle boils.', 'I am busy.'] }).concern!.signs).toEqual([])
    expect(read(open, { before: ['I want to die.'] }).concern!.signs).toEqual(['SIGN_PASSIVE_IDEATION'])
    expect(read(open, { before: ['I want to die.', 'Nobody knows.'] }).concern!.signs).toHaveLength(1)
  })

  test('three sentences later it is not', () => {
    const before = ['I want to die.', 'The kettle boils.', 'I am busy.']
    expect(read(open, { before }).concern!.signs).toEqual([])
  })

  test('a sign in them alone is none in it', () => {
    const before = ['I want to die.', 'Nobody knows.']
    expect(read('The kettle boils.', { before }).concern!.signs).toEqual([])
    expect(read('I want to die.', { before: ['The kettle boils.'] }).concern!.signs).toContain('SIGN_ACTIVE_IDEATION')
  })
})

test.each(['if i would not be here ', '要是我不在了他们就', 'a'])(
  'ten times the text takes not much more than ten times as long: %s',
  (piece) => {
    const timeOf = (text: string) => {
      const begin = performance.now()
      for (let i = 0; i < 20; i++) listed(cut(text))
      return performance.now() - begin
    }
    timeOf(piece.repeat(20))
    const ratios = [1, 2, 3].map(() => timeOf(piece.repeat(200)) / Math.max(0.5, timeOf(piece.repeat(20))))
    expect(Math.min(...ratios)).toBeLessThan(40)
  },
)

test.each([
  'I cannot stop thinking about the bridge and how it would all be over, I want to die.',
  'I have been saving up my pills in the box by the bed.',
  '我攒了很多安眠药，放在床头的盒子里',
  '我想从楼顶跳下去，死了算了',
])('no height, no pill and no place of it is shown: %s', (text) => {
  expect(read(text).scene).toMatchObject({ motifs: [], people: [], setting: 'SETTING_GARDEN' })
})

test.each([
  'I keep thinking about stepping in front of the train.',
  '我想走进海里，就这样消失',
  'I wish I was not here any more.',
])('beside a sign of danger nothing is shown but a garden without anybody, and nothing bright answers: %s', (text) => {
  const { scene, feeling } = read(text)
  expect(scene).toMatchObject({ motifs: [], people: [], setting: 'SETTING_GARDEN' })
  expect(feeling!.valence).toBeLessThan(-0.3)
})
