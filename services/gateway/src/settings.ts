import { Failure } from '@aiw/kit/errors'
import type { Look } from '@aiw/proto'
import { type Static, Type } from 'typebox'
import type { Db } from './db/schema.ts'
import { addNote, forgetNotes, inTurnOf, newestNote, type NoteOwner } from './db/notes.ts'
import type { Because } from './look.ts'
import type { LookWish } from './messages.ts'
import { readSiteFile } from './site-file.ts'

// What can be set for a writer, and by whom. Each layer may set a value, narrow what those after it may set, and fix a value.
// Only the house and the writer set something today; the others have their place.

/** Who sets something, each within the limits of those before. */
export const origins = ['house', 'study', 'arm', 'therapist', 'writer'] as const
export type Origin = (typeof origins)[number]

const from = (minimum: number, maximum: number, description: string) => Type.Number({ minimum, maximum, description })
const yes = (description: string) => Type.Boolean({ description })

/** Every setting and its range. */
export const SettingValues = Type.Object({
  pictures: Type.Enum(['on', 'hidden', 'off'], {
    description: 'on: shown; hidden: painted, and shown when wanted; off: none are painted',
  }),
  brightness: from(-1, 1, 'Darker or brighter than the sentence has it'),
  warmth: from(-1, 1, 'Colder or warmer than the sentence has it'),
  blur: from(0, 1, '0 sharp to 1 only light and colour'),
  abstraction: from(0, 1, '0 as the sentence has it to 1 no thing to be recognised'),
  style: Type.String({ maxLength: 64, description: 'A name from GET /v1/styles; empty: the house style' }),
  imagineFirst: yes('The picture waits until the writer has said how vivid their own image is'),
  thirdPerson: yes('The writer is invited to write of themselves as she, he or they'),
  focus: yes('Nothing but text box and picture'),
  questions: yes('Reflective questions at a pause and at the end'),
  learning: yes('The house learns which pictures suit this writer, and paints by it'),
  frozen: yes('What was learned of this writer stays as it is and is painted by, as a study may want'),
  feelingsLine: yes('A line of the feelings over time, when looking back'),
  gentle: yes('Brighter, softer, calmer pictures that are hidden until wanted'),
})
export type SettingValues = Static<typeof SettingValues>
type Name = keyof SettingValues
export const settingNames = Object.keys(SettingValues.properties) as Name[]

/** What holds where nobody has set anything. */
const unset: SettingValues = {
  pictures: 'on',
  brightness: 0,
  warmth: 0,
  blur: 0,
  abstraction: 0,
  style: '',
  imagineFirst: false,
  thirdPerson: false,
  focus: false,
  questions: true,
  learning: true,
  frozen: false,
  feelingsLine: false,
  gentle: false,
}

/** What one layer says of a setting. */
interface Setting<T> {
  value?: T
  /** Of a number: the least and most it may be, which also hold for every picture. */
  least?: number
  most?: number
  /** Nobody after this layer may change it. */
  fixed?: true
}
export type LayerSettings = { [K in Name]?: Setting<SettingValues[K]> }

export interface Layer {
  origin: Origin
  settings: LayerSettings
}

/** What the house has set, and under which name that is known. */
export interface HouseSettings {
  version: string
  settings: LayerSettings
}

/** What holds, and from whom it comes. */
export type Effective = {
  [K in Name]: Required<Pick<Setting<SettingValues[K]>, 'value'>> &
    Omit<Setting<SettingValues[K]>, 'value'> & { origin: Origin }
}

export interface Settings {
  /** The house's version, and how many times the writer has changed something. */
  version: string
  settings: Effective
}

const numbers = ['brightness', 'warmth', 'blur', 'abstraction'] as const

/** The gentle preset: least values of a wish and of a picture, and the most energy of one. */
export const gentle = { brightness: 0.2, darkest: -0.25, blur: 0.4, abstraction: 0.4, energy: 0.35 } as const

/** What holds after all layers, in their order. Pure. */
export function settle(layers: readonly Layer[]): Effective {
  const settled = Object.fromEntries(
    settingNames.map((name) => [name, settleOne(name, layers)]),
  ) as unknown as Effective
  return settled.gentle.value ? gently(settled, layers) : settled
}

type One = Setting<unknown> & { value: unknown; origin: Origin }

function settleOne(name: Name, layers: readonly Layer[]): One {
  const one: One = { value: unset[name], origin: 'house' }
  for (const { origin, settings } of layers) {
    const said = settings[name]
    if (!said || one.fixed) continue
    // Earlier limits are narrowed and never widened.
    if (said.least !== undefined) one.least = clamp(said.least, one.least, one.most)
    if (said.most !== undefined) one.most = clamp(said.most, one.least, one.most)
    if (said.value !== undefined) Object.assign(one, { value: said.value, origin })
    if (said.fixed) one.fixed = true
    if (typeof one.value === 'number') one.value = clamp(one.value, one.least, one.most)
  }
  return one
}

function gently(settled: Effective, layers: readonly Layer[]): Effective {
  const { pictures, gentle: by } = settled
  const asked = layers.findIndex(({ settings }) => settings.gentle?.value)
  const raise = (name: (typeof numbers)[number], value: number, least = value): Effective['blur'] => {
    const one = settled[name]
    if (layers.slice(0, asked).some(({ settings }) => settings[name]?.fixed)) return one
    // Within the limits of those before.
    const raised = clamp(Math.max(one.value, value), one.least, one.most)
    return {
      ...one,
      ...(raised !== one.value && { value: raised, origin: by.origin }),
      least: clamp(least, one.least, one.most),
    }
  }
  const isHidden = pictures.value === 'on' && pictures.origin !== 'writer'
  return {
    ...settled,
    brightness: raise('brightness', gentle.brightness, gentle.darkest),
    blur: raise('blur', gentle.blur),
    abstraction: raise('abstraction', gentle.abstraction),
    ...(isHidden && { pictures: { ...pictures, value: 'hidden' as const, origin: by.origin } }),
  }
}

/** What is asked of a look: what the writer wished for this picture, else what is set. */
export function wishOf(settings: Effective, wish: LookWish = {}): LookWish {
  const asked: LookWish = {}
  for (const name of numbers) {
    const { value, fixed, least, most } = settings[name]
    const number = clamp(fixed ? value : (wish[name] ?? value), least, most)
    if (number !== 0 || wish[name] !== undefined) asked[name] = number
  }
  const { value, fixed } = settings.style
  const style = (fixed ? value : (wish.style ?? value)) || undefined
  return { ...asked, ...(style && { style }) }
}

/** A look brought within the limits, and the reasons that are true then. What the writer asked for is the writer's reason. */
export function withinLimits(
  { look, because }: { look: Look; because: Because },
  settings: Effective,
  wish: LookWish = {},
): { look: Look; because: Because } {
  const [held, reasons] = [{ ...look }, { ...because }]
  for (const name of numbers) {
    held[name] = clamp(look[name], settings[name].least, settings[name].most)
    if (held[name] !== look[name]) reasons[name] = 'house'
  }
  if (settings.gentle.value && look.energy > gentle.energy) Object.assign(held, { energy: gentle.energy })
  if (held.energy !== look.energy) reasons.energy = settings.gentle.origin === 'writer' ? 'writer' : 'house'
  for (const name of [...numbers, 'style'] as const)
    if (reasons[name] === 'writer' && wish[name] === undefined && settings[name].origin !== 'writer')
      reasons[name] = 'house'
  return { look: held, because: reasons }
}

const clamp = (value: number, least = -Infinity, most = Infinity) => Math.min(most, Math.max(least, value))

/** What a writer has set, as it is kept. */
interface OwnSettings {
  /** How many times something was changed. */
  changes: number
  values: Partial<SettingValues>
}

/** The house, as far as settings need it. */
export interface WithSettings {
  db: Db
  site: { settings: HouseSettings }
}

/** What holds for a writer now. */
export async function effectiveSettings({ db, site }: WithSettings, owner: NoteOwner): Promise<Settings> {
  return effectiveOf(site.settings, (await newestNote<OwnSettings>(db, owner, 'settings'))?.content)
}

function effectiveOf(house: HouseSettings, own: OwnSettings = { changes: 0, values: {} }): Settings {
  const mine = Object.entries(own.values).map(([name, value]) => [name, { value }])
  return {
    version: `${house.version}.${own.changes}`,
    settings: settle([
      { origin: 'house', settings: house.settings },
      { origin: 'writer', settings: Object.fromEntries(mine) as LayerSettings },
    ]),
  }
}

/**
 * Changes what a writer has set; null goes back to what holds without them. Earlier settings are kept, one a minute. Throws
 * Failure `forbidden` when something is fixed.
 */
export async function changeSettings(
  { db, site }: WithSettings,
  owner: NoteOwner,
  changes: { [K in Name]?: SettingValues[K] | null },
): Promise<Settings> {
  return inTurnOf(db, owner.writer, async (tx) => {
    const newest = await newestNote<OwnSettings>(tx, owner, 'settings')
    const before = newest?.content ?? { changes: 0, values: {} }
    const { settings } = effectiveOf(site.settings, before)
    const fixed = Object.keys(changes).filter((name) => settings[name as Name].fixed)
    if (fixed.length > 0) throw new Failure('forbidden', `Set by this site and not to be changed: ${fixed.join(', ')}`)
    const values = Object.fromEntries(
      Object.entries({ ...before.values, ...changes }).filter(([, value]) => value !== null),
    ) as Partial<SettingValues>
    if (JSON.stringify(values) === JSON.stringify(before.values)) return effectiveOf(site.settings, before)
    const next = { changes: before.changes + 1, values }
    if (newest && Date.now() - newest.at.getTime() < 60_000)
      await forgetNotes(tx, owner.writer, ['settings'], newest.id)
    await addNote(tx, owner, { kind: 'settings', content: next })
    return effectiveOf(site.settings, next)
  })
}

const number = (minimum: number, maximum: number) => ({
  value: Type.Optional(Type.Number({ minimum, maximum })),
  least: Type.Optional(Type.Number({ minimum, maximum })),
  most: Type.Optional(Type.Number({ minimum, maximum })),
})
const fixed = { fixed: Type.Optional(Type.Literal(true)) }
const strict = { additionalProperties: false }

/** The file of a site's settings. */
const SettingsFile = Type.Object(
  {
    version: Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' }),
    settings: Type.Object(
      Object.fromEntries(
        Object.entries(SettingValues.properties).map(([name, schema]) => {
          const isNumber = (numbers as readonly string[]).includes(name)
          const { minimum, maximum } = schema as { minimum?: number; maximum?: number }
          const parts = isNumber ? number(minimum!, maximum!) : { value: Type.Optional(schema) }
          return [name, Type.Optional(Type.Object({ ...parts, ...fixed }, strict))]
        }),
      ),
      strict,
    ),
  },
  strict,
)

/** Reads the site's settings. Throws Failure `invalid` that names what is wrong with the file. */
export function readSettings(path: string | undefined): HouseSettings {
  if (!path) return { version: 'aiw', settings: {} }
  const { version, settings } = readSiteFile(SettingsFile, path, 'GATEWAY_SETTINGS') as HouseSettings
  for (const [name, { least, most, value, fixed: isFixed }] of Object.entries(settings)) {
    if (least !== undefined && most !== undefined && least > most)
      throw new Failure('invalid', `GATEWAY_SETTINGS: least is more than most at /settings/${name}`)
    // A writer may always hide the pictures and do without them.
    if (name === 'pictures' && isFixed && value !== 'off')
      throw new Failure('invalid', 'GATEWAY_SETTINGS: pictures can be fixed only to "off"')
  }
  return { version, settings }
}
