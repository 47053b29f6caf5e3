/** What is written down of what is a writer's. The writer reads it: the page and the export have words for each. */
export const writersDeeds = [
  'writer.began',
  'writer.signed_in',
  'writer.signed_out',
  'writer.exported',
  'writer.key_added',
  'writer.code_changed',
  'writer.card_made',
  'sitting.opened',
  'sitting.viewed',
  'sitting.deleted',
  'sitting.expired',
  'sentence.deleted',
  'sentence.made_private',
  'sentence.made_ordinary',
  'picture.deleted',
  'settings.changed',
  'programme.promised',
  'plan.changed',
  'booklet.changed',
  'booklet.deleted',
  'answer.deleted',
  'taste.forgotten',
  'consent.given',
  'consent.withdrawn',
  'release.made',
  'release.handed_out',
  'release.withdrawn',
] as const
export type WritersDeed = (typeof writersDeeds)[number]

/** What is written down of nobody, or of whom nobody can name any more. */
export type HouseDeed = 'writer.erased' | 'unsealed_writers.erased' | 'house.restored' | 'keys.restored'
