import type { Clients } from './clients.ts'
import type { Db } from './db/schema.ts'
import type { Dictation } from './dictation.ts'
import type { Limits } from './limits.ts'
import type { Language } from './look.ts'
import type { HelpCard } from './messages.ts'
import type { Metrics } from './metrics.ts'
import type { Site } from './site.ts'
import type { ConsentTexts } from './vault/consent-texts.ts'
import type { KeyStore } from './vault/key-store.ts'
import type { Recipient } from './vault/recipients.ts'
import type { Sessions } from './vault/sessions.ts'

/** What the gateway's parts share. */
export interface House {
  db: Db
  clients: Clients
  /** After how many sentences a feeling weighs half as much. */
  moodHalfLife: number
  /** The site's help card. */
  helpCard: Record<Language, HelpCard>
  metrics: Metrics
  /** The wrapped keys of all writers. */
  keys: KeyStore
  /** Who is signed in. */
  sessions: Sessions
  /** Whether anybody may begin as a new writer; else only who has a code that was issued. */
  isOpen: boolean
  /** What writers are asked to agree to. */
  consentTexts: ConsentTexts
  /** To whom writers may release, by id. */
  recipients: ReadonlyMap<string, Recipient>
  /** What the site has set, asked and written for its writers. */
  site: Site
  /** After how many days sittings are deleted; undefined: never. */
  retentionDays?: number
  /** How long a sitting that is not kept waits for its writer to come back, in milliseconds; undefined: ten minutes. */
  graceMs?: number
  /** Writes down what is spoken; undefined: the site has no speech server. */
  dictation?: Dictation
  /** How much a writer may take up; undefined: `usualLimits`. */
  limits?: Limits
  /** Whose word counts on who asks and whether over HTTPS: addresses and networks; undefined: this machine's. */
  proxies?: string
}
