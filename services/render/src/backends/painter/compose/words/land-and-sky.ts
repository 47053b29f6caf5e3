import type { Row } from './kinds.ts'

const sea = 'SETTING_SEA'
const river = 'SETTING_RIVER'
const field = 'SETTING_FIELD'
const forest = 'SETTING_FOREST'
const mountain = 'SETTING_MOUNTAIN'
const garden = 'SETTING_GARDEN'
const road = 'SETTING_ROAD'
const town = 'SETTING_TOWN'
const room = 'SETTING_ROOM'
const sky = 'SETTING_SKY'

/** Animals of the land, and words that sky, weather and setting show themselves. */
export const landAndSky: readonly Row[] = [
  // Animals
  ['dog', 'ground', 0.62, 'dog puppy guide_dog service_dog poodle hound'],
  ['cat', 'ground', 0.4, 'cat kitten black_cat'],
  ['horse', 'ground', 1.7, 'horse pony donkey foal', { setting: field }],
  ['cow', 'ground', 1.45, 'cow ox bull water_buffalo bison cattle calf', { setting: field }],
  ['sheep', 'ground', 0.85, 'sheep ewe ram lamb goat', { setting: field }],
  ['deer', 'ground', 1.4, 'deer moose stag fawn doe', { setting: forest }],
  ['rabbit', 'ground', 0.35, 'rabbit hare bunny', { setting: field }],
  ['fox', 'ground', 0.55, 'fox wolf', { setting: forest }],
  ['hen', 'ground', 0.42, 'hen chicken rooster baby_chick chick turkey', { setting: field }],
  ['elephant', 'ground', 3, 'elephant mammoth', { setting: field }],
  ['pig', 'ground', 0.8, 'pig boar', { setting: field }],
  ['mouse', 'ground', 0.15, 'mouse rat hamster'],
  ['frog', 'ground', 0.15, 'frog', { setting: river }],
  ['turtle', 'ground', 0.3, 'turtle tortoise', { setting: sea }],
  ['snail', 'ground', 0.12, 'snail spiral_shell shell seashell'],
  // Drawn by sky, weather or setting
  ['sun', 'scene', 0, 'sun sunshine sunlight sun_with_face'],
  ['sunrise', 'scene', 0, 'sunrise dawn sunrise_over_mountains morning', { time: 'TIME_OF_DAY_DAWN' }],
  ['sunset', 'scene', 0, 'sunset dusk evening twilight cityscape_at_dusk', { time: 'TIME_OF_DAY_DUSK' }],
  [
    'moon',
    'scene',
    0,
    'moon waxing_crescent_moon first_quarter_moon waxing_gibbous_moon waning_gibbous_moon last_quarter_moon waning_crescent_moon full_moon crescent_moon new_moon moonlight',
    { time: 'TIME_OF_DAY_NIGHT' },
  ],
  [
    'star',
    'scene',
    0,
    'star stars glowing_star shooting_star night_with_stars milky_way starlight',
    { time: 'TIME_OF_DAY_NIGHT' },
  ],
  ['night', 'scene', 0, 'night midnight darkness', { time: 'TIME_OF_DAY_NIGHT' }],
  ['cloud', 'scene', 0, 'cloud sun_behind_cloud', { weather: 'WEATHER_CLOUD' }],
  ['rain', 'scene', 0, 'rain cloud_with_rain raindrop droplet puddle drizzle', { weather: 'WEATHER_RAIN' }],
  ['snow', 'scene', 0, 'snow snowflake cloud_with_snow ice frost blizzard', { weather: 'WEATHER_SNOW' }],
  ['fog', 'scene', 0, 'fog foggy mist haze', { weather: 'WEATHER_FOG' }],
  ['storm', 'scene', 0, 'storm thunderstorm tornado hurricane wind_face gale', { weather: 'WEATHER_STORM' }],
  [
    'lightning',
    'scene',
    0,
    'lightning cloud_with_lightning cloud_with_lightning_and_rain thunder high_voltage',
    { weather: 'WEATHER_STORM' },
  ],
  ['rainbow', 'scene', 0, 'rainbow'],
  [
    'sea',
    'scene',
    0,
    'sea ocean wave water_wave beach beach_with_umbrella shore coast sand island desert_island tide',
    { setting: sea },
  ],
  ['river', 'scene', 0, 'river stream brook creek lake pond water riverbank', { setting: river }],
  ['field', 'scene', 0, 'field meadow plain prairie countryside national_park desert hill', { setting: field }],
  ['forest', 'scene', 0, 'forest wood_land woods jungle grove', { setting: forest }],
  ['mountain', 'scene', 0, 'mountain snow-capped_mountain mount_fuji peak cliff valley volcano', { setting: mountain }],
  ['garden', 'scene', 0, 'garden park yard courtyard backyard', { setting: garden }],
  ['road', 'scene', 0, 'road path way motorway trail lane route crossroads', { setting: road }],
  ['street', 'scene', 0, 'street town city cityscape alley square pavement sidewalk crosswalk', { setting: town }],
  ['room', 'scene', 0, 'room corner floor ceiling living_room hall corridor bathroom attic', { setting: room }],
  ['sky', 'scene', 0, 'sky heaven air', { setting: sky }],
  ['shadow', 'scene', 0, 'shadow'],
  ['spring', 'scene', 0, 'spring', { season: 'spring' }],
  ['summer', 'scene', 0, 'summer', { season: 'summer' }],
  ['autumn', 'scene', 0, 'autumn fall', { season: 'autumn' }],
  ['winter', 'scene', 0, 'winter', { season: 'winter' }],
]
