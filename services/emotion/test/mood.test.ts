import type { Scene } from '@aiw/proto'
import { expect, test } from 'vitest'
import { inMood } from '../src/mood.ts'
import { read } from '../src/read.ts'

const bare: Scene = {
  ...read('The kettle.').scene!,
  setting: 'SETTING_UNSPECIFIED',
  timeOfDay: 'TIME_OF_DAY_UNSPECIFIED',
  weather: 'WEATHER_UNSPECIFIED',
  season: 'SEASON_UNSPECIFIED',
  motifs: [],
}
const feeling = read('The kettle.').feeling!

test('a thought that shows nothing is set by its feeling, and always the same', () => {
  const bright = inMood(bare, { ...feeling, valence: 0.8, arousal: 0.5 }, 'so happy')
  const heavy = inMood(bare, { ...feeling, valence: -0.8, arousal: -0.5 }, 'so tired')
  expect(bright).toMatchObject({ weather: 'WEATHER_CLEAR', timeOfDay: 'TIME_OF_DAY_DAY' })
  expect(heavy.weather).not.toBe('WEATHER_CLEAR')
  expect(inMood(bare, { ...feeling, valence: 0.8, arousal: 0.5 }, 'so happy')).toEqual(bright)
})

test('every feeling has a place, and no unpleasant one is high up, in deep water or in the sun', () => {
  for (let valence = -1; valence <= 1; valence += 0.125)
    for (let arousal = -1; arousal <= 1; arousal += 0.125) {
      const { setting, timeOfDay, weather } = inMood(bare, { ...feeling, valence, arousal }, `${valence}`)
      expect([setting, timeOfDay, weather].join()).not.toContain('UNSPECIFIED')
      const isUnfit = /MOUNTAIN|SEA|RIVER|SKY|CLEAR/.test(`${setting} ${weather}`)
      expect(valence < -0.2 && isUnfit).toBe(false)
    }
})

test('an hour or a weather that is said is kept, in a place that suits the feeling', () => {
  for (const text of [
    'I cried all night.',
    "I can't sleep tonight, I am so afraid.",
    '我哭了一整夜。',
    '昨天晚上他打了我。',
  ]) {
    const { scene } = read(text)
    expect(scene!.timeOfDay).toMatch(/NIGHT|DUSK/)
    expect(scene!.setting).not.toMatch(/UNSPECIFIED|SEA|RIVER|MOUNTAIN|SKY/)
  }
  const rained = inMood({ ...bare, weather: 'WEATHER_RAIN' }, { ...feeling, valence: 0.8, arousal: 0.5 }, 'so happy')
  expect(rained).toMatchObject({ weather: 'WEATHER_RAIN', timeOfDay: 'TIME_OF_DAY_DAY' })
})

test('what the text shows is left as it is', () => {
  expect(read('The kettle on the stove').scene).toMatchObject({
    setting: 'SETTING_ROOM',
    timeOfDay: 'TIME_OF_DAY_UNSPECIFIED',
  })
})

test('where only a weather is named that is not, there is a place, and never that weather', () => {
  const absent = (concept: string): Scene => ({
    ...bare,
    motifs: [{ concept, presence: 'PRESENCE_ABSENT', quantity: 'QUANTITY_ONE' }],
  })
  for (let i = 0; i < 20; i++) {
    const dry = inMood(absent('rain'), { ...feeling, valence: -0.7, arousal: -0.5 }, `dry ${i}`)
    expect(dry.setting).not.toBe('SETTING_UNSPECIFIED')
    expect(dry.weather).not.toBe('WEATHER_RAIN')
    expect(inMood(absent('rain'), { ...feeling, valence: 0, arousal: 0 }, `dry ${i}`).setting).not.toBe('SETTING_RIVER')
    expect(inMood(absent('sun'), { ...feeling, valence: 0.8, arousal: 0.5 }, `sun ${i}`).weather).toBe('WEATHER_CLOUD')
  }
})
