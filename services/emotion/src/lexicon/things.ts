import type { Setting } from '@aiw/proto'
import emojiInEnglish from 'emojibase-data/en/compact.json' with { type: 'json' }
import emojiInChinese from 'emojibase-data/zh/compact.json' with { type: 'json' }
import { cut } from '../tokens.ts'
import { compiled, formsOf, linesOf } from './lists.ts'
import { simplify } from './traditional.ts'

/** A thing that can stand in a picture. */
export interface Thing {
  /** As in `Motif.concept`. */
  concept: string
  /** Where it usually stands; unspecified where it may stand anywhere. */
  setting: Setting
  /** It names the place outright: "kitchen", "beach". */
  isPlace: boolean
  /** Not countable: "rain", "money". */
  isMass: boolean
  /** Its emptiness is a picture of its own: "an empty chair" shows a chair, and who is not on it. */
  canBeEmpty: boolean
  /** Its everyday name in the singular, by language. */
  title: { en: string; zh: string }
}

/** An English word for a thing, and what must stand around it for it to be one. */
export interface EnglishForm {
  thing: Thing
  /** Also a verb ("waters"): not after a subject or an auxiliary. */
  isVerb: boolean
  /** Has another common meaning ("well"): only after "the", "my", a number, or such a word and one more. */
  needsDeterminer: boolean
}

/** Every thing there is, by its concept. */
export const things = new Map<string, Thing>()
/** By words joined with one space, lower case, singular. */
export const english = new Map<string, EnglishForm>()
/** Words in which a thing or a person is named and none is there: "over the moon", "child benefit". */
export const sayings = new Set<string>()
/** By simplified form. */
export const chinese = new Map<string, Thing>()
/** By the character itself, without variation selector. */
export const emoji = new Map<string, Thing>()

/** What a word names that sounds like a thing and shows none. */
export const nothing: Thing = {
  concept: '',
  setting: 'SETTING_UNSPECIFIED',
  isPlace: false,
  isMass: true,
  canBeEmpty: false,
  title: { en: '', zh: '' },
}

/** Emoji that are no thing, no thing for a picture of this house (weapons, means, blood), or too ambiguous a word. */
const unfit = new RegExp(
  [
    'face|o’clock|thirty|hundred|place medal|8 ball|suit|joker|red dragon|spade|muted|volume|slash|symbol|button|sign$',
    'knife|sword|dagger|gun|pistol|bomb|bow and arrow|shield|axe|saw|syringe|pill|blood|coffin|urn|cigarette|smoking',
    'microbe|high voltage|chart|currency|yen|dollar|euro|pound|receipt|mailbox with|with arrow|clapper|film|disk|e-mail',
    'no smoking|litter|postal horn|control|level|performing|cooking|cityscape|collision|sparkles|droplet|dvd|stop|vertical',
    'chain|link|pushpin|paperclip|clip|inbox|outbox|divider|index|bar chart|memo|nazar|moai|hamsa|scissors|boomerang|mouse trap|oil drum|pick$|clamp|wrench|screwdriver|placard|identification',
    'razor|rope|knot|hook|dna|petri|alembic|anatomical|bone|tooth|lung|brain|bandage|stethoscope|sponge|plunger|magnet',
    'bubbles|hole|dart|bullseye|slot|dice|game|die|puzzle|sport|curling|lacrosse|boxing|martial|goal|shirt|briefs|bikini',
    'moon$|new moon|quarter|crescent|tornado|cyclone|comet|ringed|milky|globe|compass|construction|wheel|barrier|fuel|siren',
    'police car|oncoming|fire extinguisher|safety|rescue|military|thong|woman’s|man’s|heart|love|evil|amulet|headstone|mirror ball',
    'spouting|label|locked|gear|abacus|trackball|pager|fax|videocassette|bookmark|balance scale|test tube|barber|hatching|front|nose|paw|lady beetle|^bat$|^ram$|^fly$|^bug$|^herb$|^date$|^mate$|^game$|^light$|^notes?$|^wing$|^school$',
  ].join('|'),
  'i',
)
const unfitInChinese = new Set([
  '开花',
  '滑冰',
  '滑雪',
  '台球',
  '表演艺术',
  '煎蛋',
  '高压',
  '方片',
  '红桃',
  '黑桃',
  '牙齿',
  '结',
  '药草',
])

function readOwnList() {
  for (const line of linesOf('things.txt')) {
    if (line.startsWith('- |')) {
      const [, en = '', zh = ''] = line.split('|')
      for (const form of formsOf(en)) sayings.add(inWords(form))
      for (const form of formsOf(zh)) chinese.set(form, nothing)
      continue
    }
    const [key = '', en = '', zh = '', setting = '', flags = ''] = line.split('|').map((cell) => cell.trim())
    const thing: Thing = {
      concept: key.replace('*', ''),
      setting: setting ? (`SETTING_${setting.toUpperCase()}` as Setting) : 'SETTING_UNSPECIFIED',
      isPlace: flags.includes('p'),
      isMass: flags.includes('m'),
      canBeEmpty: flags.includes('e'),
      title: { en: key.replace('*', '').replaceAll('_', ' '), zh: zh.split(',')[0]! },
    }
    things.set(thing.concept, thing)
    for (const form of [key.replaceAll('_', ' '), ...formsOf(en)]) {
      const needsDeterminer = form.endsWith('*')
      const words = inWords(form.replace('*', ''))
      if (words) english.set(words, { thing, needsDeterminer, isVerb: flags.includes('v') })
    }
    for (const form of formsOf(zh)) chinese.set(form, thing)
  }
}

/** Chinese names beside those of our own list, of which they say more. */
function readChineseNames() {
  for (const line of linesOf('things-zh.txt')) {
    const [key = '', forms = ''] = line.split(' | ')
    const thing = things.get(key)
    if (!thing) throw new Error(`things-zh.txt: no such thing: ${key}`)
    for (const form of formsOf(forms)) chinese.set(form, thing)
  }
}

/** Emoji of animals, plants, food, places, vehicles, sky, games and objects. `emojibase-data`, MIT. */
function readEmojiNames() {
  const inChinese = new Map(emojiInChinese.map(({ hexcode, label }) => [hexcode, label]))
  for (const { hexcode, unicode, label, group } of emojiInEnglish) {
    if (group === undefined || group < 3 || group > 7 || unfit.test(label)) continue
    const words = singularName(inWords(label))
    if (!words) continue
    const own = english.get(words)?.thing
    const thing: Thing = own ??
      broader(words) ?? {
        concept: words.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(' ', '_'),
        setting: group === 4 ? 'SETTING_ROOM' : 'SETTING_UNSPECIFIED',
        isPlace: false,
        isMass: false,
        canBeEmpty: false,
        title: { en: words, zh: inChinese.get(hexcode) ?? words },
      }
    things.set(thing.concept, thing)
    if (!own) english.set(words, { thing, isVerb: false, needsDeterminer: false })
    const zh = simplify(inChinese.get(hexcode) ?? '')
    if (/^\p{Script=Han}{2,5}$/u.test(zh) && !chinese.has(zh) && !unfitInChinese.has(zh)) chinese.set(zh, thing)
    emoji.set(unicode.replaceAll('\uFE0F', ''), thing)
  }
}

/** Nouns of WordNet and the Chinese Open Wordnet, each under the nearest concept of ours. What our lists say goes first. */
function readWordNet() {
  for (const { key, isPerson, forms } of compiled('wordnet-en.txt')) {
    const thing = things.get(key)
    if (isPerson || !thing) continue
    for (const form of forms)
      if (!english.has(form)) english.set(form, { thing, isVerb: false, needsDeterminer: false })
  }
  for (const { key, isPerson, forms } of compiled('wordnet-zh.txt')) {
    const thing = things.get(key)
    if (isPerson || !thing) continue
    for (const form of forms) if (!chinese.has(form)) chinese.set(form, thing)
  }
}

/** Something of our own list that a longer name ends in or, failing that, contains: "black cat" is a cat. */
function broader(name: string): Thing | undefined {
  const words = name.split(' ')
  if (words.length === 1) return undefined
  return [words.at(-1)!, ...words].map((word) => english.get(word)).find((form) => form && !form.needsDeterminer)?.thing
}

const singularName = (name: string) => name.replace(/\S+$/, (last) => singulars(last)[1] ?? last)

const irregular: Record<string, string> = {
  mice: 'mouse',
  geese: 'goose',
  leaves: 'leaf',
  wolves: 'wolf',
  shelves: 'shelf',
  knives: 'knife',
  loaves: 'loaf',
  men: 'man',
  women: 'woman',
  children: 'child',
  wives: 'wife',
  people: 'people',
}
const endsInS =
  /(?:ss|us|is|news|lens|glasses|stairs|clothes|jeans|pants|trousers|pyjamas|chopsticks|fireworks|woods|goggles|shorts|fries|maracas|rhinoceros|skis|beads)$/

/** An English noun as it is written, then what it may be the plural of, likeliest first. */
export function singulars(word: string): string[] {
  const known = irregular[word]
  if (known) return [word, known]
  if (/^[a-z]{2,}men$/.test(word)) return [word, `${word.slice(0, -3)}man`]
  if (!word.endsWith('s') || word.length < 4 || endsInS.test(word)) return [word]
  if (word.endsWith('ies')) return [word, `${word.slice(0, -3)}y`, word.slice(0, -1)]
  if (/(?:ches|shes|sses|xes|zes|tatoes|matoes|mangoes|heroes|echoes|buses|lenses)$/.test(word))
    return [word, word.slice(0, -2), word.slice(0, -1)]
  return [word, word.slice(0, -1)]
}

/** A form as the tokens of a text would be joined: "x-ray" is "x ray". */
function inWords(form: string): string {
  return cut(form)
    .tokens.filter(({ kind }) => kind === 'en')
    .map(({ text }) => text)
    .join(' ')
}

readOwnList()
readEmojiNames()
readChineseNames()
readWordNet()
