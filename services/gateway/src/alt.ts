import type { Look, Motif, Person, Quantity, Scene } from '@aiw/proto'
import type { ConceptTitles } from './clients.ts'
import type { Language } from './look.ts'
import { viewerOf } from './scene.ts'

/** From here on nothing in a picture can be named. */
const namelessFrom = 0.8

/** Describes a picture for those who do not see it: what it shows, where, in what light. Pure. */
export function altFor(scene: Scene, look: Look, language: Language, titles: ConceptTitles): string {
  const say = words[language]
  const name = (key: string) => titles.get(key)?.[language] ?? key.replaceAll('_', ' ')
  const light = say.light(
    look.brightness < -0.25 ? 'dark' : look.brightness > 0.25 ? 'bright' : '',
    look.warmth < -0.25 ? 'cold' : look.warmth > 0.25 ? 'warm' : '',
  )
  if (look.abstraction >= namelessFrom) return say.whole([say.fields, light])

  const isThere = ({ presence }: Motif | Person) => presence !== 'PRESENCE_ABSENT'
  const person = ({ role, relation, quantity }: Person) => {
    if (role === 'ROLE_CROWD') return say.crowd
    if (role === 'ROLE_SELF') return self
    const isOne = quantity === 'QUANTITY_UNSPECIFIED' || quantity === 'QUANTITY_ONE'
    if (isOne) return relation ? name(relation) : say.somebody
    return say.thing(relation ? name(relation) : say.person, quantity)
  }
  // Through other eyes the writer is seen, whether the sentence tells of them or not, and whoever looks is not.
  const isThroughOthers = scene.viewpoint === 'VIEWPOINT_OTHER_EYES'
  const viewer = viewerOf(scene)
  const self = isThroughOthers ? say.selfNear : say.self
  // "The sea by the sea": what names the place is said by the place.
  const isPlace = ({ concept }: Motif) => `SETTING_${concept.toUpperCase()}` === scene.setting
  const things = scene.motifs
    .filter((motif) => isThere(motif) && !isPlace(motif))
    .map(({ concept, quantity }) => say.thing(name(concept), quantity))
  const isSeen = (one: Person) =>
    isThere(one) && one !== viewer && !(one.role === 'ROLE_SELF' && scene.viewpoint === 'VIEWPOINT_OWN_EYES')
  const seen = scene.people.filter(isSeen)
  const isUntold = isThroughOthers && !seen.some(({ role }) => role === 'ROLE_SELF')
  const people = [...(isUntold ? [self] : []), ...seen.map(person)]
  const nobody = scene.people.some((one) => !isThere(one) && one.role === 'ROLE_CROWD')
  const missing = [
    ...(nobody ? [say.nobody] : []),
    ...scene.people.filter((one) => !isThere(one) && one.role !== 'ROLE_CROWD').map((one) => say.without(person(one))),
    ...scene.motifs.filter((motif) => !isThere(motif)).map(({ concept }) => say.without(name(concept))),
  ]
  const place = say.place(
    say.setting[scene.setting] ?? '',
    say.time[scene.timeOfDay] ?? '',
    say.weather[scene.weather] ?? '',
    say.season[scene.season] ?? '',
  )
  const subject = say.list([...people, ...things].slice(0, 5)) || say.open
  const view = isThroughOthers
    ? say.through(viewer?.relation ? name(viewer.relation) : '')
    : scene.viewpoint === 'VIEWPOINT_FAR'
      ? say.far
      : ''
  const moment = say.moment[scene.moment] ?? ''
  return say.whole([say.in(subject, place), ...missing.slice(0, 3), view, moment, light])
}

/** What each language says, and how it puts words together. */
interface Words {
  setting: Partial<Record<Scene['setting'], string>>
  time: Partial<Record<Scene['timeOfDay'], string>>
  weather: Partial<Record<Scene['weather'], string>>
  season: Partial<Record<Scene['season'], string>>
  open: string
  fields: string
  crowd: string
  self: string
  /** The writer as somebody else sees them. */
  selfNear: string
  somebody: string
  /** To be counted. */
  person: string
  nobody: string
  far: string
  moment: Partial<Record<Scene['moment'], string>>
  /** Whose eyes it may be seen through; empty where nothing is known of them. */
  through(name: string): string
  without(thing: string): string
  thing(name: string, quantity: Quantity): string
  light(brightness: '' | 'dark' | 'bright', warmth: '' | 'cold' | 'warm'): string
  place(setting: string, time: string, weather: string, season: string): string
  list(items: string[]): string
  in(subject: string, place: string): string
  whole(parts: string[]): string
}

const words: Record<Language, Words> = {
  en: {
    setting: {
      SETTING_SEA: 'by the sea',
      SETTING_RIVER: 'by the water',
      SETTING_FIELD: 'in a field',
      SETTING_FOREST: 'in a forest',
      SETTING_MOUNTAIN: 'in the mountains',
      SETTING_GARDEN: 'in a garden',
      SETTING_ROAD: 'on a road',
      SETTING_TOWN: 'in a town',
      SETTING_ROOM: 'in a room',
      SETTING_SKY: 'under a wide sky',
    },
    time: {
      TIME_OF_DAY_DAWN: 'at dawn',
      TIME_OF_DAY_DAY: 'by day',
      TIME_OF_DAY_DUSK: 'at dusk',
      TIME_OF_DAY_NIGHT: 'at night',
    },
    weather: {
      WEATHER_CLEAR: 'in clear light',
      WEATHER_CLOUD: 'under clouds',
      WEATHER_RAIN: 'in the rain',
      WEATHER_SNOW: 'in the snow',
      WEATHER_FOG: 'in fog',
      WEATHER_STORM: 'in a storm',
    },
    season: {
      SEASON_SPRING: 'in spring',
      SEASON_SUMMER: 'in summer',
      SEASON_AUTUMN: 'in autumn',
      SEASON_WINTER: 'in winter',
    },
    open: 'an open place',
    fields: 'fields of colour in which nothing is named',
    crowd: 'a crowd',
    self: 'a figure seen from behind',
    selfNear: 'a figure close by',
    somebody: 'somebody',
    person: 'person',
    nobody: 'nobody is there',
    far: 'seen from far away',
    moment: { MOMENT_BEFORE: 'some time before', MOMENT_LATER: 'some time later' },
    through: (name) => `as ${name || 'somebody else'} might see it`,
    without: (thing) => `no ${thing}`,
    thing: (name, quantity) =>
      ({
        QUANTITY_UNSPECIFIED: name,
        QUANTITY_ONE: `one ${name}`,
        QUANTITY_TWO: `two ${plural(name)}`,
        QUANTITY_FEW: `a few ${plural(name)}`,
        QUANTITY_MANY: `many ${plural(name)}`,
      })[quantity],
    light: (brightness, warmth) => {
      const tones = [brightness, warmth].filter(Boolean)
      return tones.length > 0 ? `in ${tones.join(', ')} colours` : 'in soft colours'
    },
    place: (...parts) => parts.filter(Boolean).join(' '),
    list: (items) => new Intl.ListFormat('en').format(items),
    in: (subject, place) => [subject, place].filter(Boolean).join(' '),
    whole: (parts) => `One possible picture, painted by the computer: ${parts.filter(Boolean).join('; ')}.`,
  },
  zh: {
    setting: {
      SETTING_SEA: '海边',
      SETTING_RIVER: '水边',
      SETTING_FIELD: '田野里',
      SETTING_FOREST: '树林里',
      SETTING_MOUNTAIN: '山间',
      SETTING_GARDEN: '花园里',
      SETTING_ROAD: '路上',
      SETTING_TOWN: '街上',
      SETTING_ROOM: '屋里',
      SETTING_SKY: '辽阔的天空下',
    },
    time: {
      TIME_OF_DAY_DAWN: '清晨',
      TIME_OF_DAY_DAY: '白天',
      TIME_OF_DAY_DUSK: '黄昏',
      TIME_OF_DAY_NIGHT: '夜里',
    },
    weather: {
      WEATHER_CLEAR: '晴朗',
      WEATHER_CLOUD: '多云',
      WEATHER_RAIN: '下着雨',
      WEATHER_SNOW: '下着雪',
      WEATHER_FOG: '有雾',
      WEATHER_STORM: '风雨交加',
    },
    season: { SEASON_SPRING: '春天', SEASON_SUMMER: '夏天', SEASON_AUTUMN: '秋天', SEASON_WINTER: '冬天' },
    open: '一片空旷的地方',
    fields: '大片的色彩，认不出具体的东西',
    crowd: '人群',
    self: '一个人的背影',
    selfNear: '近处的一个人',
    somebody: '一个人',
    person: '人',
    nobody: '没有人在',
    far: '从远处望去',
    moment: { MOMENT_BEFORE: '在那之前', MOMENT_LATER: '在那之后' },
    through: (name) => `或许是${name || '别人'}眼中的样子`,
    without: (thing) => `没有${thing}`,
    thing: (name, quantity) =>
      ({
        QUANTITY_UNSPECIFIED: name,
        QUANTITY_ONE: `一${measureWord(name)}${name}`,
        QUANTITY_TWO: `两${measureWord(name)}${name}`,
        QUANTITY_FEW: `几${measureWord(name)}${name}`,
        QUANTITY_MANY: `许多${name}`,
      })[quantity],
    light: (brightness, warmth) => {
      const tones = [
        { '': '', dark: '幽暗', bright: '明亮' }[brightness],
        { '': '', cold: '清冷', warm: '温暖' }[warmth],
      ].filter(Boolean)
      return `${tones.join('、') || '柔和'}的色调`
    },
    place: (setting, time, weather, season) => [season, weather, time, setting].filter(Boolean).join('，'),
    list: (items) => new Intl.ListFormat('zh', { type: 'conjunction' }).format(items),
    in: (subject, place) => (place ? `${place}，${subject}` : subject),
    whole: (parts) => `由电脑绘制的一幅可能的画：${parts.filter(Boolean).join('；')}。`,
  },
}

const irregular = [
  ['person', 'people'],
  ['man', 'men'],
  ['fe', 'ves'],
] as const

function plural(name: string): string {
  if (name.endsWith('child')) return `${name}ren`
  for (const [one, many] of irregular) if (name.endsWith(one)) return name.slice(0, -one.length) + many
  if (/(s|x|z|ch|sh)$/.test(name)) return `${name}es`
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`
  return `${name}s`
}

/** The Chinese measure word of a thing, by the last character of its name. */
const measureWords: readonly (readonly [endings: string, word: string])[] = [
  ['鸟鸡鸭鹅猫狗羊兔虫蝶鸽燕雁鼠熊虎狼猴鹰', '只'],
  ['鱼蛇路河街船裙裤毯', '条'],
  ['树草松柳', '棵'],
  ['花玫瑰', '朵'],
  ['车', '辆'],
  ['椅伞刀钥匙', '把'],
  ['桌床纸照片', '张'],
  ['山楼桥房塔屋', '座'],
  ['灯', '盏'],
  ['书', '本'],
  ['信', '封'],
  ['马', '匹'],
  ['牛', '头'],
  ['窗门', '扇'],
]

const measureWord = (name: string) =>
  measureWords.find(([endings]) => endings.includes(name.at(-1) ?? ' '))?.[1] ?? '个'
