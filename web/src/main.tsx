import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { gatewayAt } from './api.ts'
import { openDesk } from './desk.ts'
import { startTexts } from './i18n/i18n.ts'
import { rememberedLanguage } from './preferences.ts'
import './styles/fonts.css'
import './styles/page.css'
import './styles/stage.css'
import './styles/writing.css'
import './styles/parts.css'

const language = rememberedLanguage()
const desk = openDesk(gatewayAt(location.origin))

// The page is drawn once in its own letters, so that no line moves when they come; but nobody waits long for them.
const letters = ['400 1em "Newsreader Variable"', '400 1em "Noto Sans Latin"'].map((font) => document.fonts.load(font))
await Promise.race([Promise.allSettled(letters), new Promise((resolve) => setTimeout(resolve, 800))])
await startTexts(language)
createRoot(document.querySelector('#page')!).render(<App desk={desk} firstLanguage={language} />)

void desk.open().catch(() => undefined)
addEventListener('online', () => desk.wake())
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') desk.wake()
})
