import type { Row } from './kinds.ts'

const river = 'SETTING_RIVER'
const garden = 'SETTING_GARDEN'
const road = 'SETTING_ROAD'
const town = 'SETTING_TOWN'
const room = 'SETTING_ROOM'
const sea = 'SETTING_SEA'
const field = 'SETTING_FIELD'
const forest = 'SETTING_FOREST'
const mountain = 'SETTING_MOUNTAIN'

/** Words that share a drawing with a nearer one, or that one drawing of the vector set fits. */
export const further: readonly Row[] = [
  // Places
  [
    'room',
    'scene',
    0,
    'toilet hallway cellar study_room nursery dormitory flat waiting_room operating_theatre kindergarten meeting_room dormitory_bed cinema theatre museum airport lift elevator tunnel bar gym shower bathtub greenhouse bunk',
    { setting: room },
  ],
  ['garden', 'scene', 0, 'porch balcony terrace orchard playground_ground', { setting: garden }],
  ['street', 'scene', 0, 'crossing traffic_light police_station wedding', { setting: town }],
  ['mountain', 'scene', 0, 'waterfall cave landslide hot_spring', { setting: mountain }],
  ['field', 'scene', 0, 'earth dust moss root dew mud soil horizon', { setting: field }],
  ['road', 'scene', 0, 'footprint signpost', { setting: road }],
  ['forest', 'scene', 0, 'vine cobweb', { setting: forest }],
  ['storm', 'scene', 0, 'wind breeze'],
  ['sea', 'scene', 0, 'reef', { setting: sea }],
  // Indoors
  ['bed', 'ground', 0.8, 'cradle bunk_bed', { setting: room }],
  ['hospital_bed', 'ground', 1.1, 'drip_stand', { setting: room }],
  ['shelf', 'wall', 1.9, 'fridge', { setting: room }],
  ['drawer', 'ground', 0.85, 'sink washing_machine radiator file_cabinet', { setting: room }],
  ['stove', 'ground', 0.95, 'chimney'],
  [
    'picture',
    'wall',
    0.7,
    'picture_frame photo_album blackboard calendar certificate stage medal map world_map',
    { setting: room },
  ],
  ['box', 'ground', 0.45, 'sewing_box treasure_chest air_conditioner sewing_machine bin wastebasket toolbox'],
  ['basket', 'ground', 0.4, 'shopping_cart shopping_bags'],
  ['suitcase', 'ground', 0.6, 'wallet purse handbag clutch_bag school_bag'],
  ['wheelchair', 'ground', 1, 'walking_frame'],
  ['post', 'ground', 1.1, 'walking_stick white_cane crutch ladder flagpole fishing_pole'],
  ['bowl', 'top', 0.16, 'steamed_bun noodles dumpling salad jam congee sink_bowl'],
  ['plate', 'top', 0.1, 'tart biscuit mooncake pancake pancakes meat butter tray'],
  ['bottle', 'top', 0.3, 'thermos hearing_aid perfume_bottle lotion_bottle'],
  ['fruit', 'top', 0.16, 'plum persimmon fig sweet_potato radish berry'],
  ['book', 'top', 0.18, 'book_page newspaper bookmark ledger scroll musical_score bible'],
  ['letter', 'top', 0.16, 'form exam_paper handkerchief ticket card list page_form lab_report bill document contract'],
  ['phone', 'top', 0.2, 'record_player radio_phone camera'],
  ['ring', 'top', 0.1, 'earring bracelet button medal_ring necklace'],
  ['guitar', 'ground', 1, 'erhu harp banjo'],
  ['ball', 'ground', 0.3, 'yo_yo bowling_ball balloon_ball'],
  ['shoe', 'ground', 0.2, 'sock slippers'],
  [
    'curtain',
    'wall',
    1.2,
    'carpet towel apron skirt sweater pyjamas clothes jacket uniform white_coat coat dress',
    { setting: room },
  ],
  ['candle', 'top', 0.28, 'firefly incense'],
  // Outdoors
  ['flower', 'ground', 0.6, 'chrysanthemum jasmine peony narcissus osmanthus mint chilli bean dandelion'],
  ['tree', 'ground', 6.5, 'locust_tree ginkgo'],
  ['wheat', 'ground', 3, 'bamboo bamboo_grove'],
  ['stump', 'ground', 0.5, 'firewood'],
  ['bird', 'air', 0.4, 'canary parrot owl phoenix'],
  ['dragonfly', 'air', 0.16, 'cicada cricket mosquito ladybird beetle', { setting: garden }],
  ['dog', 'ground', 0.6, 'animal pet leash'],
  ['snail', 'ground', 0.14, 'starfish', { setting: sea }],
  ['duck', 'water', 0.4, 'waterbird', { setting: river }],
  ['emoji:bell', 'top', 0.22, 'bell school_bell doorbell'],
  ['emoji:top-hat', 'top', 0.25, 'hat cap'],
  ['emoji:honey-pot', 'top', 0.2, 'honey'],
  ['emoji:chocolate-bar', 'top', 0.14, 'chocolate'],
  ['emoji:cherries', 'top', 0.14, 'cherry'],
  ['emoji:pie', 'top', 0.16, 'sugar pumpkin pudding'],
  ['emoji:cheese-wedge', 'top', 0.14, 'cheese'],
  ['emoji:purse', 'top', 0.3, 'money coin banknote'],
  ['emoji:gloves', 'top', 0.16, 'glove mitten'],
  ['emoji:folding-hand-fan', 'top', 0.25, 'fan'],
  ['emoji:broom', 'ground', 1.1, 'shovel spade rake'],
  ['candle', 'top', 0.3, 'sparkler'],
  ['emoji:hammer', 'top', 0.25, 'hammer tool'],
  ['emoji:fork-and-knife', 'top', 0.2, 'fork'],
  ['emoji:seal', 'ground', 0.8, 'seal', { setting: sea }],
  ['emoji:chess-pawn', 'top', 0.2, 'chessboard'],
  ['emoji:bucket', 'ground', 0.35, 'bucket soap', { setting: room }],
  ['emoji:broom', 'ground', 1.2, 'broom', { setting: room }],
  ['curtain', 'wall', 1, 'trousers', { setting: room }],
  ['glass', 'top', 0.18, 'juice'],
  ['fruit', 'top', 0.16, 'grape peanut olive'],
  ['emoji:leafy-green', 'top', 0.2, 'cabbage'],
  ['television', 'ground', 0.9, 'monitor', { setting: room }],
  ['building', 'ground', 7, 'post_office', { setting: town }],
  ['bench', 'ground', 0.9, 'bus_stop', { setting: road }],
  ['emoji:chipmunk', 'ground', 0.3, 'squirrel', { setting: forest }],
  ['bear', 'ground', 1.3, 'bear polar_bear panda koala', { setting: forest }],
  ['lion', 'ground', 1.2, 'lion tiger leopard', { setting: field }],
  ['fox', 'ground', 0.55, 'raccoon'],
  ['horse', 'ground', 1.7, 'unicorn', { setting: field }],
  ['deer', 'ground', 1.4, 'moose', { setting: forest }],
]
