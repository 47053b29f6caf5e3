import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { type Api, gatewayAt, Refusal } from './api.ts'
import { followDesk, openPlan } from './help/plan.ts'
import { siteKnown } from './help/site.ts'
import { startTexts, waitForLetters } from './i18n/i18n.ts'
import { arrive, finishLeaving, finishSigningOut, placesHere, signOutSurely } from './kiosk.ts'
import { keepPage } from './offline.ts'
import { openDesk } from './open-desk.ts'
import { patience } from './patience.ts'
import { rememberedLanguage, tabStorage } from './preferences.ts'
import { remembering } from './put-away.ts'
import { bringChineseFonts } from './script.ts'
import { unnotedIn } from './unnoted.ts'
import { unsentOf } from './unsent.ts'
import '@fontsource-variable/newsreader/wght.css'
import './styles/fonts.css'
import './styles/page.css'
import './styles/stage.css'
import './styles/writing.css'
import './styles/parts.css'
import './styles/rights.css'
import './styles/help.css'
import './styles/easel.css'

const language = rememberedLanguage()
const house = gatewayAt(location.origin)
const { api: told, tell } = remembering(house, tabStorage())
const places = placesHere()
const unnoted = unnotedIn(places?.local)
const { pause, hurry } = patience(500, 20_000)
/** Whoever left this machine is forgotten before anything is laid by. */
const forgotten = finishLeaving(places)
/** Whoever left it, or signed out, is signed out before anything is asked of the house. */
let left = forgotten.then(() => finishSigningOut(places?.local, () => house.signOut(), pause))
/** A house that does not answer is away, for whoever asks it something. */
const soon = <Answer,>(answer: Promise<Answer>) =>
  Promise.race([answer, new Promise<never>((_, reject) => setTimeout(() => reject(new Refusal('unavailable')), 3_000))])
/** On a shared machine whoever closed their tab is signed out before it is asked who is here; tried until it is done, once. */
let arriving: Promise<void> | undefined
async function arrived(): Promise<void> {
  await soon(left)
  const site = () => soon(siteKnown())
  const signOut = () => {
    unnoted.forget()
    return house.signOut()
  }
  arriving ??= arrive(tabStorage(), site, signOut).catch((error: unknown) => {
    arriving = undefined
    throw error
  })
  return arriving
}
const api: Api = {
  ...told,
  whoIsIt: () => arrived().then(() => told.whoIsIt()),
  signIn: (code) => soon(left).then(() => told.signIn(code)),
  newWriter: () => soon(left).then(() => told.newWriter()),
  signOut: () => (left = signOutSurely(places?.local, () => told.signOut(), pause)),
}
const laidBy = unsentOf(tabStorage(), globalThis.indexedDB)
const unsent = {
  ...laidBy,
  find: () => forgotten.then(() => laidBy.find()),
  findAside: () => forgotten.then(() => laidBy.findAside()),
  findDraft: () => forgotten.then(() => laidBy.findDraft()),
}
const desk = openDesk(api, { unsent, unnoted })
const plan = openPlan({ api, aside: unsent })
followDesk(plan, desk)

// Whoever signs in or begins in another tab of this browser is here, too, and nobody else.
const tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('aiw.who') : undefined
let here: string | undefined
desk.subscribe(() => {
  const { writer } = desk.state()
  if (writer === here) return
  here = writer
  if (writer !== undefined) tabs?.postMessage(writer)
})
tabs?.addEventListener('message', ({ data }: MessageEvent<string>) => desk.isNow(data))

await waitForLetters(language)
await startTexts(language)
createRoot(document.querySelector('#page')!).render(<App desk={desk} plan={plan} firstLanguage={language} />)

// The way to the Chinese page is named in Chinese; it may come a moment after the rest.
setTimeout(() => void bringChineseFonts(), 1_000)

void desk.open().catch(() => undefined)
void arrived().then(tell, () => undefined)
keepPage()
const wake = () => {
  hurry()
  desk.wake()
  void tell()
  plan.wake()
}
addEventListener('online', wake)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') wake()
})
