import { describe, expect, test } from 'vitest'
import { read } from '../src/read.ts'

const shown = (text: string) => {
  const { motifs, setting } = read(text).scene!
  return { concepts: motifs.map(({ concept }) => concept), presence: motifs.map(({ presence }) => presence), setting }
}

describe('a thing that is there without being named is shown', () => {
  test.each([
    ['My sister rang to say she had passed.', 'telephone'],
    ['He texted me at the end of his shift.', 'mobile_phone'],
    ['I lie awake and count.', 'bed'],
    ['My boss read it out in the meeting.', 'meeting_room'],
    ['他们开会我就不能进去', 'meeting_room'],
    ['We drove home without a word.', 'car'],
    ['She swept the yard before the guests came.', 'broom'],
    ['妈妈昨晚打来，问我吃了没有。', 'telephone'],
    ['他在群里发了一句晚安。', 'mobile_phone'],
    ['我躺着，听外面的声音。', 'bed'],
    ['奶奶每天五点起来扫地。', 'broom'],
    ['他坐在江边不说话。', 'river'],
    ['I could not sleep and lay awake.', 'bed'],
    ['I slept in the spare room.', 'bed'],
    ['I did not stop and drove on.', 'car'],
    ['Dad called from Hermosillo.', 'telephone'],
    ['我忍不住敲门。', 'door'],
    ['别人敲门，我也没应。', 'door'],
    ['我特别想躺下。', 'bed'],
    ['他不停地扫地。', 'broom'],
    ['她不得不上楼。', 'stairs'],
    ['护士给我量了三次体温。', 'thermometer'],
    ['商场里冷气足。', 'air_conditioner'],
    ['她闭麦了。', 'microphone'],
    ['My grandson rang from Leeds.', 'telephone'],
    ['Nerys texted at noon.', 'mobile_phone'],
    ['I rang Mum.', 'telephone'],
    ['We missed the 8.14.', 'train'],
    ['I had to pull over and breathe.', 'car'],
    ['Grandad takes his teeth out at night.', 'dentures'],
    ['She wrote to the council about it.', 'letter'],
    ['I took the 27 home.', 'bus'],
    ['The nurse weighed me twice.', 'scale'],
    ['He drew me asleep.', 'picture'],
    ['We stood out on deck.', 'ship'],
    ['We had fish and chips.', 'fish'],
    ['She came in without knocking.', 'door'],
    ['He cooked for six.', 'meal'],
    ['Someone left the hall light on.', 'lamp'],
    ['I iron his shirts on Sundays.', 'iron'],
    ['She combs her hair before she goes.', 'comb'],
    ['I was up before the alarm.', 'clock'],
    ['给女儿梳头', 'comb'],
    ['今天上课又走神了', 'classroom'],
    ['爬六楼喘得不行', 'stairs'],
    ['电梯停了，我上了五楼。', 'stairs'],
    ['我推他去江边。', 'wheelchair'],
    ['他看了看表。', 'watch'],
    ['她给我盛饭。', 'bowl'],
    ['给外婆翻身', 'bed'],
    ['她换了头像。', 'mobile_phone'],
    ['始发站上来一个老人。', 'bus'],
    ['列车员送来热水。', 'train'],
    ['体育课他坐在一边。', 'playground'],
    ['护士给她称体重。', 'scale'],
    ['清早去坟上拔草', 'weed'],
    ['水漏了一地', 'floor'],
    ['We walked home after mass.', 'church'],
  ])('%s: %s', (text, concept) => {
    expect(shown(text).concepts).toContain(concept)
  })
})

describe('not where it is denied, or meant otherwise', () => {
  test.each([
    ['He never rang me back.', 'telephone'],
    ['She didn’t even text me.', 'mobile_phone'],
    ['The noise drove me mad.', 'car'],
    ['The news swept over us.', 'broom'],
    ['She fills in the form and signs her name.', 'signpost'],
    ['他一直没打来。', 'telephone'],
    ['人群里都是陌生的脸。', 'mobile_phone'],
    ['I rang the bell and waited.', 'telephone'],
    ['His words rang true when the school rang with laughter.', 'telephone'],
    ['She called from the kitchen.', 'telephone'],
    ['My washing is on the line.', 'telephone'],
    ['We read a text of his in class.', 'mobile_phone'],
    ['The letter lay there unopened.', 'bed'],
    ['We slept in a tent.', 'bed'],
    ['He woke up to the fact that she was gone.', 'bed'],
    ['It was ambition that drove her.', 'car'],
    ['The storm was driving rain against the glass.', 'car'],
    ['The jumper was pulled over my eyes.', 'car'],
    ['We looked at the lights on the harbour.', 'car'],
    ['A flight of geese went over.', 'stairs'],
    ['He slammed the phone down.', 'door'],
    ['The wind swept the leaves along.', 'broom'],
    ['I lost 10 pounds this winter.', 'money'],
    ['I owe her my life.', 'money'],
    ['One chapter of my life is over.', 'book'],
    ['The news was bad.', 'television'],
    ['We took the 3 boxes upstairs.', 'bus'],
    ['She drew the curtains.', 'picture'],
    ['He drew a breath.', 'picture'],
    ['She was weighed down with bags.', 'scale'],
    ['A seal washed up on the sand.', 'plate'],
    ['It poured out of him.', 'rain'],
    ['She wrote to pass the time.', 'letter'],
    ['The tyre blew out.', 'candle'],
    ['I stood in the post office for an hour.', 'letter'],
    ['A pool of blood lay under the car.', 'swimming_pool'],
    ['一个浪打来，人就不见了。', 'telephone'],
    ['她从井边打来热水。', 'telephone'],
    ['他把孩子从地上接起来。', 'telephone'],
    ['羊群里有一只黑羊。', 'mobile_phone'],
    ['我躺在草地上看云。', 'bed'],
    ['他专门关心我。', 'door'],
    ['钱都打水漂了。', 'water'],
    ['He fears what comes after mass layoffs.', 'church'],
    ['Abbey came by with her dog.', 'church'],
    ['她背书包上学。', 'book'],
    ['原来信号不好。', 'letter'],
    ['把坑填了。', 'form'],
    ['枕头上还有她的体温。', 'thermometer'],
    ['我扶着栏杆上台阶。', 'stage'],
    ['猫在柜台下睡着了。', 'stage'],
    ['他点了一支香烟。', 'incense'],
    ['买了两棵白菜。', 'tree'],
    ['我在珠江新城上班。', 'river'],
    ['这是他的第一桶金。', 'bucket'],
    ['他倒吸一口冷气。', 'air_conditioner'],
    ['收麦那几天天热。', 'microphone'],
    ['他把我推到墙边。', 'wheelchair'],
    ['看表演的人很多。', 'watch'],
    ['自动车床停了。', 'train'],
    ['别推我到一边。', 'wheelchair'],
    ['他买了瓶除草剂。', 'weed'],
    ['我们不过一地鸡毛。', 'floor'],
  ])('%s: no %s', (text, concept) => {
    expect(shown(text).concepts).not.toContain(concept)
  })
})

test('what is named comes first and is shown once', () => {
  expect(shown('The phone was on the table when my sister rang.').concepts).toEqual(['telephone', 'table'])
  expect(shown('The kettle was on when my sister rang.').concepts).toEqual(['kettle', 'telephone'])
  expect(shown('She swept, and then my sister rang.').concepts).toEqual(['broom', 'telephone'])
})

test('what is denied by name is not brought back by what is implied', () => {
  const { concepts, presence } = shown('There was no bed, so I lay awake on the floor.')
  expect(presence[concepts.indexOf('bed')]).toBe('PRESENCE_ABSENT')
  expect(concepts.filter((concept) => concept === 'bed')).toHaveLength(1)
})

test('where nothing named says where it is, what is implied does', () => {
  expect(shown('We drove home without a word.').setting).toBe('SETTING_ROAD')
})
