import en from './en.json' with { type: 'json' }
import enBack from './en/back.json' with { type: 'json' }
import enBefore from './en/before.json' with { type: 'json' }
import enHelp from './en/help.json' with { type: 'json' }
import enWriting from './en/writing.json' with { type: 'json' }
import zh from './zh.json' with { type: 'json' }
import zhBack from './zh/back.json' with { type: 'json' }
import zhBefore from './zh/before.json' with { type: 'json' }
import zhHelp from './zh/help.json' with { type: 'json' }
import zhWriting from './zh/writing.json' with { type: 'json' }

/** All texts of the page. Each file has first names of its own. */
export const texts = {
  en: { ...en, ...enBefore, ...enWriting, ...enBack, ...enHelp },
  zh: { ...zh, ...zhBefore, ...zhWriting, ...zhBack, ...zhHelp },
}
