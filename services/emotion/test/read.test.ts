import { describe, expect, test } from 'vitest'
import { type Memory, read } from '../src/read.ts'
import { strongest } from './support.ts'

const kinds = 'NEUTRAL JOY LOVE HOPE CALM SADNESS FEAR ANGER DISGUST SHAME SURPRISE'
  .split(' ')
  .map((kind) => `EMOTION_KIND_${kind}`)

test.each(['I am happy.', '我很害怕', '', 'σήμερα', '🐦'])('a reading is whole, whatever was read: %s', (text) => {
  const { feeling, specificity, scene, reader } = read(text)
  expect(feeling!.emotions.map(({ kind }) => kind)).toEqual(kinds)
  expect(feeling!.emotions.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 9)
  for (const value of [feeling!.valence, feeling!.arousal, feeling!.dominance])
    expect(Math.abs(value)).toBeLessThanOrEqual(1)
  for (const value of [feeling!.confidence, specificity]) expect(value).toBeGreaterThanOrEqual(0)
  for (const value of [feeling!.confidence, specificity]) expect(value).toBeLessThanOrEqual(1)
  expect(scene).toMatchObject({ viewpoint: 'VIEWPOINT_UNSPECIFIED', moment: 'MOMENT_UNSPECIFIED' })
  expect(reader).toBe('embedded/11')
})

describe('a feeling is read', () => {
  test.each([
    ['I am so happy today!', 'joy', 1],
    ['I am grateful for my nurse.', 'love', 1],
    ['I hope spring comes soon.', 'hope', 1],
    ['At last I feel at peace.', 'calm', 1],
    ['I cried all night.', 'sadness', -1],
    ['I am scared of the results.', 'fear', -1],
    ['How dare he lie to me!', 'anger', -1],
    ['The smell made me sick, it was disgusting.', 'disgust', -1],
    ['I am ashamed of what I said.', 'shame', -1],
    ['我今天特别开心！', 'joy', 1],
    ['谢谢你一直陪着我', 'love', 1],
    ['我相信一切会好起来', 'hope', 1],
    ['湖边很安静，我心里很平静', 'calm', 1],
    ['我好难过，一直在哭', 'sadness', -1],
    ['我好害怕，一直发抖', 'fear', -1],
    ['他又骗了我，气死我了！', 'anger', -1],
    ['那股臭味让我恶心', 'disgust', -1],
    ['我觉得很丢脸，很内疚', 'shame', -1],
    ['我好難過，一直流淚', 'sadness', -1],
  ])('%s', (text, kind, sign) => {
    const reading = read(text)
    expect(strongest(reading)).toBe(kind)
    expect(Math.sign(reading.feeling!.valence)).toBe(sign)
  })
})

describe('a feeling is turned by the words around it', () => {
  const valence = (text: string) => read(text).feeling!.valence

  test.each([
    ['I am happy', 'I am not happy'],
    ['I am not afraid any more', 'I am afraid'],
    ['It was good, but in the end I cried', 'I cried, but in the end it was good'].toReversed() as [string, string],
    ['我开心', '我不开心'],
    ['我不再害怕了', '我害怕'],
    ['我没有生气', '我很生气'],
    ['虽然难过，但是最后大家都很开心', '虽然大家都很开心，但是最后我很难过'],
    ['笑死我了', '我想死'],
  ])('%s: brighter than: %s', (brighter, darker) => {
    expect(valence(brighter)).toBeGreaterThan(valence(darker))
  })

  test.each([
    ['I am not happy', -1],
    ["We don't talk about the war", -1],
    ['我不开心', -1],
    ["I'm not afraid of the dark any more", 1],
    ['我不再害怕了', 1],
    ["I'm not happy any more", -1],
  ])('%s', (text, sign) => expect(Math.sign(valence(text))).toBe(sign))

  test('degree and exclamation stir', () => {
    const arousal = (text: string) => read(text).feeling!.arousal
    expect(arousal('I am angry!!')).toBeGreaterThan(arousal('I am angry'))
    expect(arousal('我非常激动！')).toBeGreaterThan(arousal('我有点激动'))
    expect(valence('I am very sad')).toBeLessThan(valence('I am a little sad'))
  })
})

test.each([
  ['His chair has been empty since March.', 'sadness'],
  ['The bank says we have thirty days to leave.', 'fear|anger'],
  ['I passed the exam.', 'joy'],
  ['他的拖鞋还放在门口。', 'sadness'],
  ['我考上了大学', 'joy'],
])('what happened is felt without a word of feeling: %s', (text, kind) => {
  expect(strongest(read(text))).toMatch(new RegExp(`^(?:${kind})$`))
})

test('a feeling told in words is not implied, one told by what happened is', () => {
  expect(read('I am sad.').feeling!.implied).toBe(false)
  expect(read('His chair has been empty since March.').feeling!.implied).toBe(true)
})

test('a bare sentence takes after the sentences before it, a plain one keeps its own feeling', () => {
  const before = ['I cried all night.', 'I miss her so much.']
  const alone = read('The clock ticks.').feeling!.valence
  expect(Math.abs(alone)).toBeLessThan(0.25)
  expect(read('The clock ticks.', { before }).feeling!.valence).toBeLessThan(alone - 0.05)
  expect(read('I am very happy and proud!', { before }).feeling!.valence).toBeGreaterThan(0.5)
})

describe('whom a pronoun means is told by the sentences before it', () => {
  const meant = (...texts: string[]) =>
    read(texts.at(-1)!, { before: texts.slice(0, -1) })
      .scene!.people.filter(({ role }) => role !== 'ROLE_SELF')
      .map(({ relation, role, age }) => `${relation || role} ${age}`)

  test.each([
    [['My grandmother came on Sunday.', 'She laughed at the cake.'], 'grandmother AGE_OLD'],
    [["My mother's chair is by the window.", 'It is green.', 'I can still hear her.'], 'mother AGE_ADULT'],
    [['我妈昨天住院了。', '她睡着的样子很安静。', '我给她带了粥。'], 'mother AGE_ADULT'],
    [['老伴走了三年了。', '我梦见他在院子里浇水。'], 'partner AGE_OLD'],
    [['护士来给我换药。', '她的手很轻，她笑着说没事。'], 'nurse AGE_ADULT'],
  ])('%s', (texts, somebody) => expect(meant(...texts)).toEqual([somebody]))

  test.each([
    ['nobody was named', ['It is green.', 'She laughed at the cake.']],
    ['two could be meant', ['My sister and my mother came.', 'She laughed at the cake.']],
    [
      'one could be meant and another surely',
      ['My son failed.', 'The teacher called me.', 'He did not speak at dinner.'],
    ],
    ['only a man was named', ['我爸昨天住院了。', '她睡着的样子很安静。']],
    ['several were named', ['My three sisters came.', 'She laughed at the cake.']],
    ['the writer was meant', ['I am a mother.', 'She laughed at the cake.']],
  ])('not where %s', (_, texts) => expect(meant(...texts)).toEqual(['ROLE_OTHER AGE_UNSPECIFIED']))
})

describe('what is over-general is told from what is specific', () => {
  test.each([
    'I am useless.',
    'Nobody loves me.',
    'Everything is always fine.',
    'I have never been good at anything.',
    '我没用',
    '没有人爱我',
    '一切都很好。',
    '我总是让所有人失望',
    '我一無是處',
  ])('over-general: %s', (text) => expect(read(text).specificity).toBeLessThan(0.25))

  test.each([
    'I am skilled at cooking fish.',
    'I burnt the fish on Tuesday night.',
    'Last Friday I planted three tomatoes on the balcony.',
    '我很会烧鱼',
    '昨晚我在厨房把鱼烧焦了',
    '上周五我在阳台种了三棵西红柿',
  ])('specific: %s', (text) => expect(read(text).specificity).toBeGreaterThan(0.6))
})

test.each([
  ['My sister sings.', 'VOICE_FIRST_PERSON'],
  ['我们去了海边', 'VOICE_FIRST_PERSON'],
  ['好累', 'VOICE_FIRST_PERSON'],
  ['The old man feeds the pigeons.', 'VOICE_THIRD_PERSON'],
  ['他在等车', 'VOICE_THIRD_PERSON'],
  ['Snow on the roofs.', 'VOICE_IMPERSONAL'],
  ['雪落在屋顶上', 'VOICE_IMPERSONAL'],
])('the voice of "%s" is %s', (text, voice) => expect(read(text).voice).toBe(voice))

test.each([
  ['I am here', 'en'],
  ['我在这里', 'zh-Hans'],
  ['我在這裡等妳', 'zh-Hant'],
  ['He is such a wonderful friend, 谢谢', 'en'],
  ['我今天很 happy', 'zh-Hans'],
  ['Сегодня идёт дождь', 'und'],
  ['...', 'und'],
])('the language of "%s" is %s', (text, language) => expect(read(text).language).toBe(language))

test('a language that is neither is neutral, with low confidence', () => {
  for (const text of ['Сегодня мне очень грустно', 'اليوم أنا حزين جدا', 'きょうはとてもかなしい']) {
    expect(strongest(read(text))).toBe('neutral')
    expect(read(text).feeling!.confidence).toBeLessThan(0.2)
  }
})

test('traditional Chinese reads as simplified does', () => {
  const [traditional, simplified] = [read('沒有人，貓不見了，我很難過'), read('没有人，猫不见了，我很难过')]
  expect({ ...traditional, language: '' }).toEqual({ ...simplified, language: '' })
})

test('what is remembered of a sitting changes no reading', () => {
  const sitting = [
    'She left.',
    '我把灯关了。',
    'The kettle was on.',
    'She left.',
    'I do not know.',
    'Nobody came.',
    '难过。',
    'A boat.',
  ]
  const memory: Memory = new Map()
  for (const [i, text] of sitting.entries()) {
    const before = sitting.slice(0, i)
    expect(read(text, { before, memory })).toEqual(read(text, { before }))
  }
})
