import type { Setting, TimeOfDay, Weather } from '@aiw/proto'

/** Where a thing belongs. "scene" things are drawn by sky, weather or setting themselves. */
export type Kind = 'air' | 'water' | 'ground' | 'top' | 'wall' | 'scene'

/** What a concept says about the rest of the picture, where the scene leaves it open. */
export interface Hint {
  setting?: Exclude<Setting, 'SETTING_UNSPECIFIED'>
  time?: Exclude<TimeOfDay, 'TIME_OF_DAY_UNSPECIFIED'>
  weather?: Exclude<Weather, 'WEATHER_UNSPECIFIED'>
  season?: 'spring' | 'summer' | 'autumn' | 'winter'
}

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

/**
 * Concepts drawn by hand: the drawing, where it belongs, its height in metres, and the setting it suggests.
 * A key before a colon is the drawing; the concepts after it are the words that lead to it.
 */
const byHand: readonly (readonly [drawing: string, kind: Kind, metres: number, concepts: string, hint?: Hint])[] = [
  // Air
  ['bird', 'air', 0.42, 'bird sparrow swallow songbird robin lark finch nightingale blackbird pigeon dove'],
  ['gull', 'air', 0.5, 'gull seagull albatross', { setting: sea }],
  ['crow', 'air', 0.46, 'crow raven black_bird magpie'],
  ['eagle', 'air', 0.8, 'eagle hawk falcon kite_bird', { setting: mountain }],
  ['goose', 'air', 0.6, 'goose wild_goose crane stork heron'],
  ['kite', 'air', 1.2, 'kite', { setting: field }],
  ['balloon', 'air', 0.9, 'balloon'],
  ['hot_air_balloon', 'air', 9, 'hot_air_balloon', { setting: field }],
  ['airplane', 'air', 5, 'airplane plane aeroplane small_airplane flight aircraft', { setting: sky }],
  ['butterfly', 'air', 0.22, 'butterfly moth', { setting: garden }],
  ['dragonfly', 'air', 0.2, 'dragonfly bee honeybee', { setting: garden }],
  ['bat', 'air', 0.4, 'bat', { time: 'TIME_OF_DAY_DUSK' }],
  ['leaf', 'air', 0.3, 'leaf fallen_leaf leaf_fluttering_in_wind falling_leaf maple_leaf', { season: 'autumn' }],
  ['lantern', 'air', 0.5, 'lantern red_paper_lantern sky_lantern paper_lantern', { time: 'TIME_OF_DAY_NIGHT' }],
  ['feather', 'top', 0.2, 'feather wing'],
  // Water
  ['boat', 'water', 1.3, 'boat rowing_boat rowboat canoe kayak dinghy fishing_boat raft', { setting: river }],
  ['sailboat', 'water', 6, 'sailboat sail yacht sailing_boat', { setting: sea }],
  ['ship', 'water', 11, 'ship ferry passenger_ship motor_boat steamer cruise liner', { setting: sea }],
  ['swan', 'water', 1, 'swan', { setting: river }],
  ['duck', 'water', 0.45, 'duck duckling mallard', { setting: river }],
  ['fish', 'water', 0.5, 'fish tropical_fish carp goldfish salmon trout', { setting: river }],
  ['whale', 'water', 3, 'whale spouting_whale dolphin orca', { setting: sea }],
  ['water_lily', 'water', 0.35, 'water_lily lotus lily_pad waterlily', { setting: river }],
  ['buoy', 'water', 1.6, 'buoy anchor', { setting: sea }],
  // Furniture and indoor things on the floor
  ['chair', 'ground', 0.95, 'chair stool seat'],
  ['empty_chair', 'ground', 0.95, 'empty_chair empty_seat'],
  ['armchair', 'ground', 1, 'armchair rocking_chair recliner', { setting: room }],
  ['sofa', 'ground', 0.85, 'sofa couch couch_and_lamp settee', { setting: room }],
  ['bench', 'ground', 0.9, 'bench park_bench'],
  ['table', 'ground', 0.76, 'table desk dining_table kitchen_table counter', { setting: room }],
  ['bed', 'ground', 0.8, 'bed bedroom pillow blanket quilt mattress crib cot bedside sheet', { setting: room }],
  ['hospital_bed', 'ground', 1.1, 'hospital_bed sickbed hospital_ward ward hospital_room', { setting: room }],
  ['door', 'wall', 2.1, 'door doorway gate_door entrance', { setting: room }],
  ['window', 'wall', 1.4, 'window window_pane windowpane', { setting: room }],
  ['mirror', 'wall', 0.9, 'mirror', { setting: room }],
  ['picture', 'wall', 0.7, 'picture framed_picture photograph photo painting portrait frame poster', { setting: room }],
  ['clock', 'wall', 0.5, 'clock mantelpiece_clock wall_clock alarm_clock watch', { setting: room }],
  ['shelf', 'wall', 1.9, 'shelf bookshelf bookcase cupboard cabinet wardrobe closet locker', { setting: room }],
  ['drawer', 'ground', 0.85, 'drawer chest_of_drawers dresser nightstand', { setting: room }],
  ['stove', 'ground', 0.95, 'stove oven fireplace hearth kitchen cooker', { setting: room }],
  ['sill', 'wall', 1.4, 'sill windowsill window_sill ledge', { setting: room }],
  ['curtain', 'wall', 2, 'curtain drape', { setting: room }],
  ['lamp', 'top', 0.5, 'lamp light_bulb diya_lamp desk_lamp night_light bulb', { setting: room }],
  ['street_lamp', 'ground', 3.6, 'street_lamp streetlight street_light lamp_post lamppost', { setting: town }],
  ['candle', 'top', 0.28, 'candle candlelight'],
  ['piano', 'ground', 1.2, 'piano musical_keyboard', { setting: room }],
  ['television', 'ground', 1, 'television tv screen', { setting: room }],
  ['stairs', 'ground', 1.4, 'stairs staircase stair step'],
  ['suitcase', 'ground', 0.6, 'suitcase luggage bag backpack briefcase'],
  ['wheelchair', 'ground', 1, 'wheelchair manual_wheelchair motorized_wheelchair'],
  ['basket', 'ground', 0.4, 'basket'],
  ['box', 'ground', 0.45, 'box package parcel cardboard_box'],
  // Small things
  ['cup', 'top', 0.16, 'cup mug teacup coffee tea hot_beverage teacup_without_handle coffee_cup'],
  ['glass', 'top', 0.18, 'glass glass_of_milk wine_glass tumbler_glass water_glass wine milk beer drink'],
  ['bottle', 'top', 0.3, 'bottle jar vase_bottle baby_bottle sake perfume'],
  ['teapot', 'top', 0.22, 'teapot kettle'],
  ['bowl', 'top', 0.16, 'bowl rice soup noodle cooked_rice steaming_bowl pot_of_food pot porridge pan'],
  ['plate', 'top', 0.1, 'plate dish fork_and_knife_with_plate meal dinner supper lunch breakfast food'],
  ['letter', 'top', 0.16, 'letter envelope note mail paper memo postcard page diary_page'],
  ['book', 'top', 0.18, 'book open_book closed_book notebook diary journal'],
  ['books', 'top', 0.24, 'books'],
  ['phone', 'top', 0.2, 'phone mobile_phone telephone cell_phone smartphone telephone_receiver'],
  ['laptop', 'top', 0.28, 'laptop computer desktop_computer'],
  ['vase', 'top', 0.45, 'vase bouquet flower_vase'],
  ['fruit', 'top', 0.16, 'fruit apple red_apple green_apple orange peach pear tangerine lemon'],
  ['bread', 'top', 0.14, 'bread loaf baguette_bread'],
  ['cake', 'top', 0.28, 'cake birthday_cake birthday shortcake'],
  ['key', 'top', 0.12, 'key old_key'],
  ['ring', 'top', 0.1, 'ring wedding_ring'],
  ['shoe', 'ground', 0.2, 'shoe shoes boot slipper man’s_shoe running_shoe hiking_boot'],
  ['gift', 'top', 0.3, 'gift present wrapped_gift'],
  ['teddy_bear', 'top', 0.4, 'teddy_bear toy doll stuffed_animal'],
  ['ball', 'ground', 0.3, 'ball soccer_ball basketball football volleyball'],
  ['guitar', 'ground', 1, 'guitar violin cello'],
  [
    'umbrella',
    'ground',
    1,
    'umbrella umbrella_with_rain_drops umbrella_on_ground closed_umbrella parasol',
    { weather: 'WEATHER_RAIN' },
  ],
  // Growing things
  ['tree', 'ground', 6.5, 'tree deciduous_tree oak apple_tree maple'],
  ['pine', 'ground', 8, 'pine evergreen_tree pine_tree fir spruce conifer', { setting: forest }],
  ['poplar', 'ground', 12, 'poplar cypress'],
  ['willow', 'ground', 7, 'willow weeping_willow', { setting: river }],
  ['birch', 'ground', 8, 'birch'],
  ['palm_tree', 'ground', 7, 'palm_tree palm', { setting: sea }],
  ['bare_tree', 'ground', 6.5, 'leafless_tree bare_tree dead_tree withered_tree', { season: 'winter' }],
  [
    'blossom_tree',
    'ground',
    5.5,
    'cherry_blossom cherry_tree blossom_tree plum_blossom peach_blossom',
    { season: 'spring', setting: garden },
  ],
  ['bush', 'ground', 1.2, 'bush shrub hedge'],
  ['branch', 'ground', 1.6, 'branch twig'],
  ['stump', 'ground', 0.5, 'stump tree_stump log wood'],
  ['flower', 'ground', 0.6, 'flower hibiscus white_flower daisy iris lily hyacinth orchid blossom wildflower'],
  ['rose', 'ground', 0.65, 'rose', { setting: garden }],
  ['tulip', 'ground', 0.5, 'tulip', { season: 'spring', setting: garden }],
  ['sunflower', 'ground', 1.6, 'sunflower', { setting: field }],
  ['poppy', 'ground', 0.5, 'poppy', { setting: field }],
  ['lavender', 'ground', 0.6, 'lavender', { setting: field }],
  ['wilted_flower', 'ground', 0.55, 'wilted_flower withered_flower'],
  ['seedling', 'ground', 0.3, 'seedling sprout seed shoot'],
  ['grass', 'ground', 0.35, 'grass reed meadow_grass herb weed', { setting: field }],
  ['wheat', 'ground', 0.9, 'wheat sheaf_of_rice corn grain ear_of_corn crop harvest', { setting: field }],
  ['potted_plant', 'top', 0.5, 'potted_plant plant houseplant pot_plant'],
  ['mushroom', 'ground', 0.2, 'mushroom', { setting: forest }],
  ['haystack', 'ground', 2.2, 'haystack hay straw', { setting: field }],
  // Built things outside
  ['house', 'ground', 5.5, 'house home house_with_garden cottage hut derelict_house farmhouse cabin houses barn farm'],
  [
    'building',
    'ground',
    14,
    'building office_building office apartment hotel bank factory department_store skyscraper workplace',
    { setting: town },
  ],
  ['hospital', 'ground', 12, 'hospital clinic', { setting: town }],
  ['school', 'ground', 9, 'school classroom university library', { setting: town }],
  ['church', 'ground', 14, 'church chapel cathedral steeple', { setting: town }],
  ['temple', 'ground', 8, 'temple pagoda shrine shinto_shrine hindu_temple pavilion'],
  ['castle', 'ground', 13, 'castle tower fortress japanese_castle'],
  ['lighthouse', 'ground', 13, 'lighthouse', { setting: sea }],
  ['windmill', 'ground', 9, 'windmill mill', { setting: field }],
  ['shop', 'ground', 5, 'shop store convenience_store cafe restaurant bakery market', { setting: town }],
  ['bridge', 'water', 3.2, 'bridge footbridge bridge_at_night', { setting: river }],
  ['fence', 'ground', 1.1, 'fence railing palisade', { setting: field }],
  ['gate', 'ground', 1.8, 'gate garden_gate', { setting: garden }],
  ['wall', 'ground', 1.5, 'wall stone_wall brick bricks'],
  ['pier', 'ground', 1, 'pier jetty dock quay harbour harbor', { setting: sea }],
  ['well', 'ground', 1.6, 'well'],
  ['fountain', 'ground', 2.2, 'fountain', { setting: garden }],
  ['swing', 'ground', 2.4, 'swing playground playground_slide', { setting: garden }],
  ['tent', 'ground', 1.8, 'tent camping', { setting: mountain }],
  ['mailbox', 'ground', 1.2, 'mailbox postbox closed_mailbox_with_raised_flag'],
  ['grave', 'ground', 0.9, 'grave headstone tombstone cemetery gravestone tomb', { setting: garden }],
  ['statue', 'ground', 2.4, 'statue sculpture moai statue_of_liberty'],
  ['stone', 'ground', 0.5, 'stone rock pebble boulder'],
  ['post', 'ground', 1.3, 'post stake pole'],
  ['nest', 'ground', 0.4, 'nest empty_nest nest_with_eggs birdcage cage'],
  ['snowman', 'ground', 1.4, 'snowman snowman_without_snow', { weather: 'WEATHER_SNOW' }],
  ['campfire', 'ground', 0.8, 'fire campfire bonfire flame', { time: 'TIME_OF_DAY_DUSK' }],
  ['smoke', 'ground', 1.5, 'smoke'],
  ['platform', 'ground', 1, 'railway_track rail railway station platform', { setting: road }],
  // Vehicles
  [
    'car',
    'ground',
    1.5,
    'car automobile taxi sport_utility_vehicle oncoming_automobile vehicle pickup_truck',
    { setting: road },
  ],
  ['bus', 'ground', 2.9, 'bus oncoming_bus trolleybus minibus', { setting: town }],
  ['ambulance', 'ground', 2.5, 'ambulance', { setting: town }],
  ['truck', 'ground', 3, 'truck lorry delivery_truck articulated_lorry', { setting: road }],
  [
    'train',
    'ground',
    3.2,
    'train locomotive railway_car metro light_rail tram high-speed_train bullet_train tram_car subway',
    { setting: field },
  ],
  ['bicycle', 'ground', 1.1, 'bicycle bike motorcycle motor_scooter', { setting: road }],
  ['cart', 'ground', 1.4, 'cart wagon carriage stroller pram baby_carriage', { setting: road }],
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
  ['moon', 'scene', 0, 'moon full_moon crescent_moon new_moon moonlight', { time: 'TIME_OF_DAY_NIGHT' }],
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
  [
    'street',
    'scene',
    0,
    'street town city village cityscape alley square pavement sidewalk crosswalk roof',
    { setting: town },
  ],
  ['room', 'scene', 0, 'room corner floor ceiling living_room hall corridor bathroom attic', { setting: room }],
  ['sky', 'scene', 0, 'sky heaven air', { setting: sky }],
  ['shadow', 'scene', 0, 'shadow'],
  ['spring', 'scene', 0, 'spring', { season: 'spring' }],
  ['summer', 'scene', 0, 'summer', { season: 'summer' }],
  ['autumn', 'scene', 0, 'autumn fall', { season: 'autumn' }],
  ['winter', 'scene', 0, 'winter', { season: 'winter' }],
]

/** A concept as drawn. */
export interface Entry {
  drawing: string
  kind: Kind
  metres: number
  hint?: Hint
}

/** Every concept that a hand drawing or the setting itself shows. */
export const entries: ReadonlyMap<string, Entry> = new Map(
  byHand.flatMap(([drawing, kind, metres, concepts, hint]) =>
    concepts.split(' ').map((concept): [string, Entry] => [concept, { drawing, kind, metres, ...(hint && { hint }) }]),
  ),
)

/** Things of which the bare word means a mass of them. */
export const masses: ReadonlySet<string> = new Set([
  'grass',
  'wheat',
  'lavender',
  'poppy',
  'leaf',
  'flower',
  'tulip',
  'water_lily',
  'sunflower',
  'books',
])
