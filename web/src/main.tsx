import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { gatewayAt } from './api.ts'
import { followDesk, openPlan } from './help/plan.ts'
import { startTexts, waitForLetters } from './i18n/i18n.ts'
import { finishLeaving, placesHere } from './kiosk.ts'
import { keepPage } from './offline.ts'
import { openDesk } from './open-desk.ts'
import { patience } from './patience.ts'
import { rememberedLanguage, tabStorage } from './preferences.ts'
import { bringChineseFonts } from './script.ts'
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
const api = gatewayAt(location.origin)
// Whoever left this machine is signed out before anything is asked of the house, or laid by.
const left = finishLeaving(placesHere(), () => api.signOut(), patience(500, 20_000).pause)
const laidBy = unsentOf(tabStorage(), globalThis.indexedDB)
const unsent = {
  ...laidBy,
  find: () => left.then(() => laidBy.find()),
  findAside: () => left.then(() => laidBy.findAside()),
}
const desk = openDesk(api, { unsent })
const plan = openPlan({ origin: location.origin, aside: unsent, whoIsIt: () => left.then(() => api.whoIsIt()) })
followDesk(plan, desk)

await waitForLetters(language)
await startTexts(language)
createRoot(document.querySelector('#page')!).render(<App desk={desk} plan={plan} firstLanguage={language} />)

// The way to the Chinese page is named in Chinese; it may come a moment after the rest.
setTimeout(() => void bringChineseFonts(), 1_000)

void desk.open().catch(() => undefined)
keepPage()
const wake = () => {
  desk.wake()
  plan.wake()
}
addEventListener('online', wake)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') wake()
})
