import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { gatewayAt } from './api.ts'
import { startTexts, waitForLetters } from './i18n/i18n.ts'
import { openDesk } from './open-desk.ts'
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

const language = rememberedLanguage()
const desk = openDesk(gatewayAt(location.origin), { unsent: unsentOf(tabStorage(), globalThis.indexedDB) })

await waitForLetters(language)
await startTexts(language)
createRoot(document.querySelector('#page')!).render(<App desk={desk} firstLanguage={language} />)

// The way to the Chinese page is named in Chinese; it may come a moment after the rest.
setTimeout(() => void bringChineseFonts(), 1_000)

void desk.open().catch(() => undefined)
addEventListener('online', () => desk.wake())
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') desk.wake()
})
