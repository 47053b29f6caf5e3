// Walks through every state of the page as a person would, and keeps a picture of each: npm run screens. Some ten minutes;
// loopback only. The page is the built one: npm run generate comes first.
// Whatever axe has against a state is told. --walk desk,back: only these. --as dark: another way to see it, kept in --out, to
// be looked at and not committed.
import { generateKeyPairSync } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../../services/gateway/src/db/embedded.ts'
import { launchBrowser } from '../browser.ts'
import { startHouse } from '../house.ts'
import { arrive, type Way } from './visit.ts'
import { walks } from './walks.ts'
import { cleanUp, folderOnDisk, kept, running } from './running.ts'

const docs = resolve(import.meta.dirname, '../../docs')

const { values: asked } = parseArgs({
  options: { walk: { type: 'string' }, as: { type: 'string' }, out: { type: 'string' } },
})

const pc = { viewport: { width: 1280, height: 800 } }
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

/** As people see it. The first is kept whole, of the others what may go wrong there. */
const ways: readonly Way[] = [
  { name: 'en', language: 'en', context: pc, width: 1280 },
  { name: 'en-phone', language: 'en', context: phone, width: 585 },
  { name: 'zh', language: 'zh', context: pc, width: 1280 },
  { name: 'zh-phone', language: 'zh', context: phone, width: 585 },
]

/** As some people see it; not kept in the repository. */
const otherWays: readonly Way[] = [
  { name: 'dark', language: 'en', context: { ...pc, colorScheme: 'dark' }, width: 1280 },
  { name: 'dark-phone', language: 'zh', context: { ...phone, colorScheme: 'dark' }, width: 585 },
  { name: 'forced', language: 'en', context: { ...pc, forcedColors: 'active' }, width: 1280 },
  { name: 'contrast', language: 'en', context: { ...pc, contrast: 'more' }, width: 1280 },
  {
    name: 'zoom',
    language: 'en',
    context: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
    width: 1280,
  },
  {
    name: 'narrow',
    language: 'en',
    context: { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 },
    width: 480,
  },
]

/** What is kept of the other ways, too. */
const keptToo: Record<string, readonly string[]> = {
  'en-phone': [
    'welcome',
    'how',
    'comfort-picture',
    'mood',
    'desk',
    'views',
    'people',
    'why',
    'three',
    'revision',
    'help',
    'concern',
    'back',
    'sitting',
  ],
  zh: ['welcome', 'programme', 'desk', 'views', 'why', 'three', 'help', 'settings', 'sitting', 'booklet'],
  'zh-phone': ['welcome', 'desk', 'felt', 'fits', 'imagine', 'programme', 'film', 'concern'],
}

async function bench(): Promise<void> {
  const data = join(folderOnDisk(), 'data')
  const postgres = await kept(startPostgres({ folder: data, fallback: data }))
  const siteFolder = mkdtempSync(join(tmpdir(), 'aiw-screens-'))
  cleanUp.push(() => rmSync(siteFolder, { recursive: true, force: true }))
  const house = await kept(startHouse(postgres.url, site(siteFolder)))
  const browser = await launchBrowser()
  cleanUp.push(() => browser.close())

  const folder = asked.out ? resolve(asked.out) : join(docs, 'screens')
  const keeps = (way: string, name: string) =>
    asked.out !== undefined || (!name.endsWith('-failed') && (way === 'en' || keptToo[way]?.includes(name) === true))
  const chosen = asked.as ? [...ways, ...otherWays].filter(({ name }) => asked.as!.split(',').includes(name)) : ways
  const names = asked.walk?.split(',') ?? Object.keys(walks).filter((name) => name !== 'figures')
  for (const way of chosen) {
    for (const name of names) {
      const visit = await arrive(browser, house.url, way, { folder, keeps })
      try {
        await walks[name]!(visit)
      } catch (error) {
        await visit.shot(`${name}-failed`)
        console.error(`${name}, ${way.name}:`, error)
        process.exitCode = 1
      } finally {
        await visit.page.context().close()
      }
    }
  }
  if (asked.out !== undefined) return
  // The README's pictures.
  copyFileSync(join(folder, 'desk.en.webp'), join(docs, 'page.webp'))
  copyFileSync(join(folder, 'desk.en-phone.webp'), join(docs, 'page-phone.webp'))
}

/** What a site sets: its own card, whom one can share with, a machine that many use. */
function site(folder: string): NodeJS.ProcessEnv {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const recipients = join(folder, 'recipients')
  mkdirSync(recipients)
  writeFileSync(join(recipients, 'dr-wang.pem'), `name: Dr Wang\npurpose: care\n${pem}`)
  const card = join(folder, 'help.json')
  const contacts = (nurse: string, ward: string, talk: string, night: string) => [
    { name: nurse, detail: `${ward} · 12 34` },
    { name: talk, detail: '12 56' },
    { name: night, detail: '12 78' },
  ]
  const cards = {
    en: {
      title: 'You need not carry this alone',
      text: 'Tell one of us, at any hour. You can go on writing as you like.',
      contacts: contacts('The nurses', 'Ward 3', 'Somebody to talk to', 'At night'),
    },
    zh: {
      title: '不必一个人扛着',
      text: '任何时候都可以告诉我们。你也可以照常写下去。',
      contacts: contacts('护士站', '三病区', '想找人说说话', '夜间'),
    },
  }
  writeFileSync(card, JSON.stringify(cards))
  return { LOG_LEVEL: 'info', GATEWAY_RECIPIENTS: recipients, GATEWAY_HELP_CARD: card, GATEWAY_KIOSK_MINUTES: '30' }
}

await running(bench)
