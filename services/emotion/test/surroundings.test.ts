import { expect, test } from 'vitest'
import { read } from '../src/read.ts'

const sceneOf = (text: string) => read(text).scene!

test.each([
  ['The kettle on the stove', 'SETTING_ROOM'],
  ['A wave took my hat', 'SETTING_SEA'],
  ['I walked through the forest with my dog', 'SETTING_FOREST'],
  ['我站在桥上看河水', 'SETTING_RIVER'],
  ['在厨房里煮粥', 'SETTING_ROOM'],
  ['我和弟弟在门口堆了一个雪人', 'SETTING_GARDEN'],
  ['她在门口等我', 'SETTING_ROOM'],
  ['Two swans came back to the pond.', 'SETTING_RIVER'],
])('the setting follows the place, then the things: %s', (text, setting) => {
  expect(sceneOf(text).setting).toBe(setting)
})

test.each([
  ['at dawn in the snow', 'TIME_OF_DAY_DAWN', 'WEATHER_SNOW'],
  ['That night it rained.', 'TIME_OF_DAY_NIGHT', 'WEATHER_RAIN'],
  ['There is a storm inside me', 'TIME_OF_DAY_UNSPECIFIED', 'WEATHER_STORM'],
  ['no rain this afternoon', 'TIME_OF_DAY_DAY', 'WEATHER_CLOUD'],
  ['傍晚起雾了', 'TIME_OF_DAY_DUSK', 'WEATHER_FOG'],
  ['雨停了，阳光照进来', 'TIME_OF_DAY_DAY', 'WEATHER_CLEAR'],
  ['She waited by the river until the lamps came on.', 'TIME_OF_DAY_DUSK', 'WEATHER_UNSPECIFIED'],
  ['她在河边一直等到灯亮起来', 'TIME_OF_DAY_DUSK', 'WEATHER_UNSPECIFIED'],
  ['The flat is dark and nobody has rung.', 'TIME_OF_DAY_NIGHT', 'WEATHER_UNSPECIFIED'],
  ['I lay awake in bed until two in the morning.', 'TIME_OF_DAY_NIGHT', 'WEATHER_UNSPECIFIED'],
  ['At six in the morning I sat in the kitchen.', 'TIME_OF_DAY_DAWN', 'WEATHER_UNSPECIFIED'],
  ['It snowed all night and in the morning the village was white.', 'TIME_OF_DAY_DAY', 'WEATHER_SNOW'],
  ['We danced all night in the yard.', 'TIME_OF_DAY_NIGHT', 'WEATHER_UNSPECIFIED'],
  ['I take two in the morning with the kettle on.', 'TIME_OF_DAY_DAY', 'WEATHER_UNSPECIFIED'],
  ['They keep me in the dark about the kitchen.', 'TIME_OF_DAY_UNSPECIFIED', 'WEATHER_UNSPECIFIED'],
  ['三点钟，屋里一片漆黑，只有钟', 'TIME_OF_DAY_NIGHT', 'WEATHER_UNSPECIFIED'],
  ['昨晚三点我还坐在床边', 'TIME_OF_DAY_NIGHT', 'WEATHER_UNSPECIFIED'],
  ['雪下了一整夜，早上整个村子都白了', 'TIME_OF_DAY_DAY', 'WEATHER_SNOW'],
])('time and weather are read where they are told: %s', (text, time, weather) => {
  expect(sceneOf(text)).toMatchObject({ timeOfDay: time, weather })
})

test.each([
  ['It was winter and the tree was bare.', 'SEASON_WINTER'],
  ['The trees were bare.', 'SEASON_WINTER'],
  ['Since last spring the swing has hung still.', 'SEASON_SPRING'],
  ['A spring broke in the sofa.', 'SEASON_UNSPECIFIED'],
  ['After the fall I could not get up.', 'SEASON_UNSPECIFIED'],
  ['The leaves were falling when she left, and in spring I sold the house.', 'SEASON_AUTUMN'],
  ['爷爷走的那年冬天特别冷', 'SEASON_WINTER'],
  ['桂花开了，秋天来了', 'SEASON_AUTUMN'],
  ['冬瓜汤凉了', 'SEASON_UNSPECIFIED'],
  ['He broke his hip in the fall.', 'SEASON_UNSPECIFIED'],
  ['爸爸的头光秃秃的', 'SEASON_UNSPECIFIED'],
])('the time of the year is read where it is told: %s', (text, season) => {
  expect(sceneOf(text).season).toBe(season)
})
