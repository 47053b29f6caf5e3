import { type Programme, readProgramme } from './programme.ts'
import { type Questions, readQuestions } from './questions.ts'
import { type HouseSettings, readSettings } from './settings.ts'

/** What a site has decided about its house, and the page may know. */
export interface Site {
  settings: HouseSettings
  programme: Programme
  questions: Questions
  /** Whether anybody reads along while a writer writes. */
  readsAlong: 'nobody' | 'therapist'
  /** On a device that many use: after how many idle minutes it locks. Undefined where everybody has their own. */
  kioskMinutes?: number
  /** After how many idle minutes the page locks or a browser is signed out. */
  idleMinutes: number
  /** After how many minutes without a call of its page a browser's session ends here. */
  sessionMinutes: number
  /** Whether there is a server that writes down what is spoken. */
  dictation: boolean
}

/** The variables that say so. */
export interface SiteVariables {
  GATEWAY_SETTINGS?: string
  GATEWAY_PROGRAMME?: string
  GATEWAY_QUESTIONS?: string
  GATEWAY_READS_ALONG: 'nobody' | 'therapist'
  GATEWAY_KIOSK_MINUTES?: number
  GATEWAY_SESSION_IDLE_MINUTES: number
  GATEWAY_SPEECH_URL?: string
}

/**
 * A session outlasts the page's own clock by so much: the page tells at most every quarter of a minute that somebody is
 * there, and a session notes its use once a minute.
 */
const graceMinutes = 2

/** The smaller of both, where the device is shared. */
function idleTimes({ GATEWAY_KIOSK_MINUTES: kiosk, GATEWAY_SESSION_IDLE_MINUTES: session }: SiteVariables) {
  if (kiosk === undefined) return { idleMinutes: session, sessionMinutes: session }
  return { idleMinutes: Math.min(kiosk, session), sessionMinutes: Math.min(kiosk + graceMinutes, session) }
}

/** Reads what the site has decided, and its texts. Throws Failure `invalid` that names the variable. */
export const readSite = (variables: SiteVariables): Site => ({
  settings: readSettings(variables.GATEWAY_SETTINGS),
  programme: readProgramme(variables.GATEWAY_PROGRAMME),
  questions: readQuestions(variables.GATEWAY_QUESTIONS),
  readsAlong: variables.GATEWAY_READS_ALONG,
  kioskMinutes: variables.GATEWAY_KIOSK_MINUTES,
  ...idleTimes(variables),
  dictation: variables.GATEWAY_SPEECH_URL !== undefined,
})
