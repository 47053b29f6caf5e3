import type { View } from './scene.ts'
import type { InsteadOf } from './shown.ts'

/** Words for people that may not fall where nobody is. */
export const wordsForPeople =
  'people person persons figure figures crowd crowds somebody someone everyone man men woman women child children boy boys girl girls baby companion companions faces'.split(
    ' ',
  )

/** The manner of each style: what it is, and how it is painted. */
export const styles: Record<string, { head: string; hand: string; short: string }> = {
  impressionist: {
    head: 'An Impressionist oil painting',
    hand: 'broken colour laid in short visible brushstrokes, colour even in the darks, thick lights, lost outlines',
    short: 'impressionist oil painting, visible brushstrokes',
  },
  pointillist: {
    head: 'A Pointillist oil painting',
    hand: 'built wholly of small separate dots of pure colour that blend in the eye',
    short: 'pointillist painting, tiny dots of pure colour',
  },
  swirl: {
    head: 'A Post-Impressionist oil painting',
    hand: 'long thick strokes flowing in swirling currents, strong colour, dark blue contours',
    short: 'post impressionist oil painting, thick swirling strokes',
  },
  watercolour: {
    head: 'A loose watercolour painting',
    hand: 'transparent washes bleeding into one another, the white below shining through',
    short: 'loose watercolour painting, transparent washes',
  },
  ink: {
    head: 'A Chinese ink wash painting',
    hand: 'five tones of ink, wet washes and dry brush, a few dark lines, much left white',
    short: 'chinese ink wash painting, much left white',
  },
}

interface Place {
  /** Behind what is there. */
  at: string
  /** Where nothing is there. */
  alone: string
  /** What is left of it when no thing is to be recognised. */
  colours: string
  short: string
}

/** Where it is. */
export const settings: Record<View['setting'], Place> = {
  SETTING_SEA: {
    at: 'by the open sea',
    alone: 'the open sea meeting a wide shore',
    colours: 'broad bands of blue green, slate and pale gold',
    short: 'by the sea',
  },
  SETTING_RIVER: {
    at: 'by a slow river',
    alone: 'a slow river between green banks',
    colours: 'drifting bands of soft green, silver and pale blue',
    short: 'by a river',
  },
  SETTING_FIELD: {
    at: 'in a wide field',
    alone: 'a wide open field',
    colours: 'level layers of ochre, pale yellow and soft green',
    short: 'in a wide field',
  },
  SETTING_FOREST: {
    at: 'in a forest clearing',
    alone: 'a forest with light falling between the trunks',
    colours: 'upright touches of deep green, dull green and brown',
    short: 'in a forest',
  },
  SETTING_MOUNTAIN: {
    at: 'among mountains',
    alone: 'mountains rising one behind the other',
    colours: 'tall wedges of blue, violet and grey',
    short: 'among mountains',
  },
  SETTING_GARDEN: {
    at: 'in a garden',
    alone: 'a quiet garden in full leaf',
    colours: 'scattered dabs of fresh green, pink and cream',
    short: 'in a garden',
  },
  SETTING_ROAD: {
    at: 'on a country road',
    alone: 'a country road leading into the distance',
    colours: 'ochre and warm grey drawn together towards one point',
    short: 'on a country road',
  },
  SETTING_TOWN: {
    at: 'in a street of an old town',
    alone: 'a street of an old town',
    colours: 'upright blocks of warm grey, russet and slate',
    short: 'in an old town street',
  },
  SETTING_ROOM: {
    at: 'in a quiet room',
    alone: 'a quiet room with light from one side',
    colours: 'large soft masses of brown and grey around one pale patch of light',
    short: 'in a quiet room',
  },
  SETTING_SKY: {
    at: 'under a vast open sky',
    alone: 'a vast open sky',
    colours: 'thin veils of blue, pearl and white',
    short: 'vast open sky',
  },
}

interface Said {
  long: string
  short: string
  /** Of colour fields. */
  colours: string
}

/** When it is. */
export const times: Record<NonNullable<View['time']>, Said> = {
  TIME_OF_DAY_DAWN: { long: 'at dawn, in the first pale light', short: 'dawn', colours: 'pale pink and pearl' },
  TIME_OF_DAY_DAY: { long: 'in plain daylight', short: 'daylight', colours: '' },
  TIME_OF_DAY_DUSK: { long: 'at dusk, in low slanting light', short: 'dusk', colours: 'dusky pink and violet' },
  TIME_OF_DAY_NIGHT: {
    long: 'at night, in deep blue darkness with a few soft glimmers',
    short: 'night',
    colours: 'deepest blue',
  },
}

/** What the weather is, out of doors and from a room. */
export const weathers: Record<NonNullable<View['weather']>, { long: string; inside: string; short: string }> = {
  WEATHER_CLEAR: { long: 'clear air', inside: 'clear air outside', short: 'clear' },
  WEATHER_CLOUD: { long: 'low clouds and even light', inside: 'grey light outside', short: 'cloudy' },
  WEATHER_RAIN: { long: 'soft rain falling', inside: 'rain outside the window', short: 'rain' },
  WEATHER_SNOW: { long: 'snow lying and flakes drifting', inside: 'snow outside the window', short: 'snow' },
  WEATHER_FOG: { long: 'mist over everything, the distance fading', inside: 'mist outside the window', short: 'mist' },
  WEATHER_STORM: { long: 'a storm driving heavy clouds', inside: 'a storm outside the window', short: 'storm' },
}

/** Which season it is. */
export const seasons: Record<NonNullable<View['season']>, string> = {
  spring: 'early spring',
  summer: 'high summer',
  autumn: 'late autumn',
  winter: 'winter',
}

/** Which moment of the story it is. */
export const moments: Record<string, { long: string; short: string }> = {
  MOMENT_BEFORE: { long: 'the time before, fresh and early, everything about to begin', short: 'fresh beginning' },
  MOMENT_NOW: { long: 'caught in this very moment', short: '' },
  MOMENT_LATER: { long: 'long afterwards, mellow, weathered and come to rest', short: 'long afterwards' },
}

/** What stands where something absent might have been. */
export const instead: InsteadOf = {
  byDrawing: {
    rain: 'dry air',
    snow: 'bare dry earth',
    sun: 'an even grey light',
    moon: 'a plain dark sky',
    star: 'a plain dark sky',
    cloud: 'a clear open sky',
    fog: 'clear far distances',
    storm: 'still air',
    lightning: 'still air',
    rainbow: 'a plain sky',
  },
  floor: 'a bare stretch of floor lying in the light',
  ground: 'an open stretch of ground lying free in the light',
  air: 'a wide stretch of air left open',
  water: 'a wide stretch of water left open',
  table: 'a table with a free place in the light',
  wall: 'a bare stretch of wall',
  deserted: 'the place is empty and still, ',
  beside: 'beside it ',
  chair: 'an empty chair near the light',
  bench: 'an empty bench to one side',
}

/** The same in few words. */
export const insteadInShort: InsteadOf = {
  byDrawing: instead.byDrawing,
  floor: 'bare floor in the light',
  ground: 'open ground in the light',
  air: 'wide open air',
  water: 'wide open water',
  table: 'table with a free place',
  wall: 'bare wall',
  deserted: 'empty still place, ',
  beside: '',
  chair: 'an empty chair',
  bench: 'an empty bench',
}

/** Where it is seen from; `far` is added where somebody is to be seen from far. */
export const viewpoints: Record<string, { long: string; short: string }> = {
  VIEWPOINT_OWN_EYES: { long: 'seen at eye level, as if standing there oneself', short: 'eye level view' },
  VIEWPOINT_OBSERVER: { long: 'seen from a few steps away', short: 'seen from some steps away' },
  VIEWPOINT_FAR: { long: 'seen from far away and high above', short: 'distant high view' },
  VIEWPOINT_OTHER_EYES: { long: 'seen from close by, at eye level', short: 'close view' },
}
export const far = { long: ', the figures no more than tiny touches in a wide world', short: ', tiny figures' }
