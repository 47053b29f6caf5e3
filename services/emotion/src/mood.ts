import type { Feeling, Scene } from '@aiw/proto'
import { linesOf } from './lexicon/lists.ts'

/*
 * Where a text shows nothing (a thought), the picture still needs a place, a light and a sky. They follow the feeling by a
 * table anyone can read, lexicon/moods.txt; of several that fit, the text itself chooses, so the same sentence always
 * gets the same.
 */

interface Mood {
  valence: [number, number]
  arousal: [number, number]
  places: [Scene['setting'], Scene['timeOfDay'], Scene['weather']][]
}

const range = (cell: string) => cell.trim().split(' to ').map(Number) as [number, number]

const moods: Mood[] = linesOf('moods.txt').map((line) => {
  const [valence = '', arousal = '', places = ''] = line.split('|')
  return {
    valence: range(valence),
    arousal: range(arousal),
    places: places.split(',').map((place) => {
      const [setting, time, weather] = place.trim().toUpperCase().split('/')
      return [`SETTING_${setting}`, `TIME_OF_DAY_${time}`, `WEATHER_${weather}`] as Mood['places'][number]
    }),
  }
})

/** What is above any place, and names none. */
const overhead =
  /^(?:rain|raindrop|snow|snowflake|fog|wind|storm|thunderstorm|cloud|lightning|thunder|sun|sunlight|moon|moonlight|star|sky|rainbow|hail|frost)$/

/** Weathers that are not, where what makes them is said not to be there: "it has not rained". */
const deniedBy: Record<string, string[]> = {
  rain: ['RAIN', 'STORM'],
  storm: ['STORM'],
  thunderstorm: ['STORM'],
  snow: ['SNOW'],
  fog: ['FOG'],
  cloud: ['CLOUD'],
  sun: ['CLEAR'],
  sunlight: ['CLEAR'],
  moon: ['CLEAR'],
  star: ['CLEAR'],
}

/** The scene as it is where it shows a place or a thing; else in a place that suits the feeling, as are hour and weather unless they are said. */
export function inMood(scene: Scene, { valence, arousal }: Feeling, text: string): Scene {
  if (scene.setting !== 'SETTING_UNSPECIFIED' || !scene.motifs.every(({ concept }) => overhead.test(concept)))
    return scene
  const isIn = (value: number, [least, most]: [number, number]) => value >= least && value <= most
  const mood = moods.find((it) => isIn(valence, it.valence) && isIn(arousal, it.arousal))
  if (!mood) return scene
  const denied = scene.motifs.flatMap(({ concept, presence }) =>
    presence === 'PRESENCE_ABSENT' ? (deniedBy[concept] ?? []).map((it) => `WEATHER_${it}`) : [],
  )
  // Where it has not rained no water stands.
  const isDry = denied.includes('WEATHER_RAIN')
  const fit = mood.places.filter(
    ([place, , weather]) => !denied.includes(weather) && !(isDry && /_(?:RIVER|SEA)$/.test(place)),
  )
  const places =
    fit.length > 0 ? fit : mood.places.map(([place, time]): Mood['places'][number] => [place, time, 'WEATHER_CLOUD'])
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  const [setting, timeOfDay, weather] = places[(hash >>> 0) % places.length]!
  return {
    ...scene,
    setting,
    timeOfDay: scene.timeOfDay === 'TIME_OF_DAY_UNSPECIFIED' ? timeOfDay : scene.timeOfDay,
    weather: scene.weather === 'WEATHER_UNSPECIFIED' ? weather : scene.weather,
  }
}
