/** Words and kinds of words that are never painted, and why, in one line each. */
export const unpaintable: readonly { reason: string; concepts: readonly string[]; emoji?: RegExp }[] = [
  {
    reason: 'A face: nobody is given a face.',
    concepts: ['face', 'smile', 'tear', 'eye', 'mouth', 'nose', 'expression', 'mask', 'face_mask', 'oxygen_mask'],
    emoji: /face|mask$|moai|jack-o-lantern|nesting dolls|goblin|ogre|skull|robot$|alien|ghost|poo$/i,
  },
  {
    reason: 'A part of a body or a gesture of the hand.',
    concepts: [
      'hand',
      'heart',
      'head',
      'foot',
      'leg',
      'arm',
      'hair',
      'skin',
      'blood',
      'bone',
      'tooth',
      'brain',
      'lung',
      'finger',
      'lip',
    ],
    emoji: /nose$|prints$|x-ray|drop of blood|hamsa|lipstick/i,
  },
  {
    reason: 'A weapon or a means of harm.',
    concepts: [
      'weapon',
      'gun',
      'knife',
      'sword',
      'bomb',
      'axe',
      'rope',
      'razor',
      'noose',
      'poison',
      'needle',
      'hook',
      'chain',
    ],
    emoji:
      /bomb|dagger|sword|gun|pistol|knife|razor|axe|pick$|saw$|bow and arrow|boomerang|shield|hook|chains?$|hammer and|mouse trap|scissors|sewing needle|boxing glove|firecracker|military|oil drum/i,
  },
  {
    reason: 'Medicine, a treatment or a test: a sign that would stand for the person.',
    concepts: ['pill', 'medicine', 'syringe', 'x_ray', 'bandage', 'thermometer', 'drug', 'cigarette', 'needle_stick'],
    emoji: /pill|syringe|cigarette|thermometer|bandage|stethoscope|dna|petri|alembic|microbe|drip|test tube/i,
  },
  {
    reason: 'Death shown as an object would outweigh everything else in the picture.',
    concepts: ['coffin', 'corpse', 'skeleton', 'death', 'urn'],
    emoji: /coffin|funeral urn/i,
  },
  {
    reason: 'An animal that many people fear.',
    concepts: ['snake', 'spider', 'scorpion', 'cockroach', 'worm', 'fly', 'insect'],
    emoji:
      /snake|spider|scorpion|cockroach|worm|^fly$|^bug$|mosquito|crocodile|T-Rex|sauropod|dragon|octopus|squid|shark/i,
  },
  {
    reason: 'Private to the body.',
    concepts: ['underwear', 'lipstick', 'toothbrush', 'comb', 'tap', 'toilet_paper'],
    emoji: /briefs|bikini|swimsuit|plunger|toilet|roll of paper|toothbrush|hair pick|lotion|safety pin/i,
  },
  {
    reason: 'A sign, a figure or a screen, which has to be read and cannot be seen.',
    concepts: [
      'sign',
      'number',
      'word',
      'letter_of_alphabet',
      'flag',
      'symbol',
      'barcode',
      'chart',
      'playing_cards',
      'chalk',
      'bookmark_tab',
      'label',
    ],
    emoji:
      /sign$|symbol|suit$|ballot|chart|banknote|credit|globe|\bmap\b|o’clock|-thirty|1st|2nd|3rd|calendar|clipboard|compass|card index|divider|outbox|inbox|tray$|e-mail|with arrow|speaker|bell with slash|battery|low battery|disk|dvd|film|movie|clapper|videocassette|level slider|control knobs|label|tabs|bullseye|game die|slot|pool 8|joker|mahjong|flower playing|receipt|identification|placard|barber pole|nazar|performing arts|admission|trackball|abacus|fax|pager|printer|memo|pushpin|paperclip|locked|japanese post|post office|oncoming|police|fire engine|horizontal traffic|vertical traffic|stop|construction|fuel|new moon|cyclone|sun behind|flag in hole|magnet|gear|nut and|wrench|screwdriver|clamp|balance scale|link$|tear-off|1234/i,
  },
  {
    reason: 'A thing too large, too small or too far away for a painted place.',
    concepts: ['planet', 'satellite', 'rocket', 'atom', 'universe', 'canyon', 'zoo'],
    emoji: /satellite|rocket|flying saucer|ringed planet|comet/i,
  },
  {
    reason: 'An idea: it is in the light and the colours, not among the things.',
    concepts: [
      'love',
      'hope',
      'fear',
      'time',
      'life',
      'dream',
      'memory',
      'pain',
      'loneliness',
      'happiness',
      'sadness',
      'anger',
      'future',
      'past',
      'nothing',
      'everything',
      'silence',
      'problem',
      'idea',
      'music',
    ],
    emoji:
      /magic wand|crystal ball|trophy|medal|musical note|musical notes|sparkles|ribbon|confetti|party popper|piñata|knot$|thread$/i,
  },
  {
    reason: 'No drawing of this house fits it: the picture says it by its place and light.',
    concepts: [
      'gear',
      'balance_scale',
      'seat_belt',
      'ditch',
      'locked',
      'unlocked',
      'root_vegetable',
      't_rex',
      'fur',
      'pinata',
      'chalk_line',
      'playing_card',
    ],
    emoji:
      /postal horn|bellhop|soap|bubbles|bucket|broom|fire extinguisher|shopping cart|root vegetable|trombone|olive|beans|peanuts/i,
  },
]

const byConcept = new Map(
  unpaintable.flatMap(({ reason, concepts }) => concepts.map((concept) => [concept, reason] as const)),
)

/** Why a word is never painted; undefined where nothing is said against it. `label` is the label of its emoji, if it has one. */
export function reasonAgainst(concept: string, label?: string): string | undefined {
  return (
    byConcept.get(concept) ??
    (label === undefined ? undefined : unpaintable.find(({ emoji }) => emoji?.test(label))?.reason)
  )
}
