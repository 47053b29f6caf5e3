import { Type } from 'typebox'
import type { Language } from './look.ts'
import type { HelpCard } from './messages.ts'
import { readSiteFile } from './site-file.ts'

const Card = Type.Object({
  title: Type.String({ minLength: 1 }),
  text: Type.String({ minLength: 1 }),
  contacts: Type.Array(Type.Object({ name: Type.String(), detail: Type.String() })),
})
const Cards = Type.Object({ en: Card, zh: Card })

/** What is offered where a site has written no card of its own. It names no number: those are the site's to know. */
const ours: Record<Language, HelpCard> = {
  en: {
    title: 'You need not carry this alone',
    text: 'If it is too much right now, tell somebody near you: a nurse, your therapist, a friend, or your local emergency line. You can go on writing as you like.',
    contacts: [],
  },
  zh: {
    title: '不必一个人扛着',
    text: '如果此刻太难受，请告诉身边的人：护士、你的治疗师、朋友，或拨打当地的紧急电话。你也可以照常写下去。',
    contacts: [],
  },
}

/** Reads the site's card. Throws Failure `invalid` when the file cannot be read or is not a card. */
export function readHelpCard(path: string | undefined): Record<Language, HelpCard> {
  if (!path) return ours
  return readSiteFile(Cards, path, 'GATEWAY_HELP_CARD')
}
