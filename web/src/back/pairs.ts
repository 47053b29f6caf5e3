import { hungOf, newest, type Plate, type Version } from './plates.ts'

/** Two sentences of one theme, one that speaks in general and one that tells of something particular. */
export interface Pair {
  general: Version
  particular: Version
}

/** How far apart the two must be told, 0 to 1, to be worth a look. */
const leastApart = 0.35
/** The most pairs of a sitting. */
const mostPairs = 3

/** Words that are in any sentence and so are no theme. */
const common = new Set(
  (
    'about after again all always and any anybody are because been before but can could did didn does doing don done down ' +
    'each even ever every everything everyone few for from get got had has have her here hers him his how into its just ' +
    'know like made make many me mine more most much must my never not nothing now off one only other our out over own ' +
    'people really said same say she should some something still such than that the their them then there these they thing ' +
    'things think this those through time too two under until upon used very want was way well went were what when where ' +
    'which while who why will with without works work would you your ' +
    '一个 一些 一样 一直 一点 不会 不是 不能 不要 不想 之后 之前 了解 今天 什么 他们 以前 以后 但是 你们 其实 再也 可以 可是 因为 如果 它们 ' +
    '就是 已经 怎么 我们 所以 所有 时候 昨天 有些 有点 有人 没有 然后 现在 还是 还有 这个 这些 这样 这里 这么 那个 那些 那里 那么 ' +
    '都是 非常 应该 总是 觉得 知道 事情 最后 自己 大家 别人 人们 从来'
  ).split(' '),
)

/** What is left off an English word, so that its forms are one. */
const ending = /(?<=.{3})(?:ings?|ed|ies|es|s|y)$/

/** Words that belong to one theme though they are not the same word, by the beginning of each. */
const themes: Record<string, string> = {
  family:
    'famil mother father mum mom dad parent brother sister son daughter grandm grandf husband wife child uncle aunt home ' +
    '家 妈 爸 母亲 父亲 爹 娘 爷爷 奶奶 外婆 外公 姥姥 姥爷 哥 弟 姐 妹 儿子 女儿 孩子 丈夫 妻子 老公 老婆 舅 姑 叔 姨',
  'what one can do':
    'useless worthless hopeless incapable stupid fail skill able manag learn cook bake built fix mend finish taught ' +
    '没用 无用 失败 做不好 做不到 不行 笨 学会 会做 做好 蒸 煮 烧 修 完成 教 考上 拿手',
  friends: 'friend lonel alone neighbour 朋友 孤单 孤独 寂寞 邻居 同学',
  work: 'job work boss office colleague factory 工作 上班 单位 同事 老板 工厂',
  school: 'school teacher exam class pupil student 学校 老师 考试 上课 学生',
  illness: 'ill sick hospital doctor nurse ward pain medicine 病 医院 医生 护士 病房 疼 痛 药',
  sleep: 'sleep slept awake insomnia 睡 失眠 醒',
}
const themeWords = Object.entries(themes).flatMap(([theme, words]) => words.split(' ').map((word) => ({ theme, word })))

/** Pairs of one theme, those furthest apart first; no sentence twice, and none that is just for its writer. */
export function pairsOf(plates: readonly Plate[]): Pair[] {
  const read = plates
    .map(newest)
    .filter((version) => !version.isPrivate && version.specificity !== undefined)
    .map((version) => ({ version, specificity: version.specificity!, themes: themesOf(version) }))
  const candidates = read.flatMap((general) =>
    read.flatMap((particular) => {
      const apart = particular.specificity - general.specificity
      const shared = [...general.themes].filter((theme) => particular.themes.has(theme)).length
      return apart >= leastApart && shared > 0 ? [{ general, particular, worth: shared + apart }] : []
    }),
  )
  const taken = new Set<string>()
  const pairs: Pair[] = []
  for (const { general, particular } of candidates.toSorted((a, b) => b.worth - a.worth)) {
    if (pairs.length === mostPairs || taken.has(general.version.id) || taken.has(particular.version.id)) continue
    taken.add(general.version.id).add(particular.version.id)
    pairs.push({ general: general.version, particular: particular.version })
  }
  return pairs
}

/** What a sentence is about: its words that say something, and the themes that they or its pictures touch. */
export function themesOf(version: Version): Set<string> {
  const words = wordsOf(version.text)
  const seen = hungOf(version).flatMap(({ picture }) => wordsOf(picture.alt.replace(/^[^:：]*[:：]/, '')))
  const touched = themeWords.filter(({ word }) =>
    isLongHan(word) ? version.text.includes(word) : [...words, ...seen].some((one) => begins(one, word)),
  )
  return new Set([...words.filter((word) => !common.has(word)).map(stem), ...touched.map(({ theme }) => `#${theme}`)])
}

/** A Chinese word is not always told apart by the segmenter; of two characters it can be found in the text itself. */
const isLongHan = (word: string) => word.length > 1 && /\p{Script=Han}/u.test(word)
/** Who belongs to a family is named first in a word; what one does with one character is a word by itself. */
const begins = (one: string, word: string) =>
  word.length > 1 || themes['family']!.includes(word) ? one.startsWith(word) : one === word

/** Words of more than a letter or two; of Chinese those of two characters, and the few of one that name somebody. */
function wordsOf(text: string): string[] {
  const isChinese = /\p{Script=Han}/u.test(text)
  const words = new Intl.Segmenter(isChinese ? 'zh' : 'en', { granularity: 'word' }).segment(text.toLowerCase())
  return [...words].flatMap(({ segment, isWordLike }) => {
    const isWord = /\p{Script=Han}/u.test(segment) ? segment.length > 1 || nameable.test(segment) : segment.length > 2
    return isWordLike && isWord ? [segment] : []
  })
}

const stem = (word: string) => word.replace(ending, '')
/** What Chinese names or does with one character, and is a theme. */
const nameable = /[家妈爸哥弟姐妹蒸煮烧修教笨病疼痛药睡醒]/
