import { createRequire } from 'node:module'
import { Path2D } from '@napi-rs/canvas'
import { matter } from '../composition.ts'
import { reasonAgainst } from './unpaintable.ts'
import { type Colour, hex, mix, saturate } from './colour.ts'
import type { Hand } from './stage.ts'
import type { Someone } from './brief.ts'
import type { Word } from './vocabulary.ts'
import type { Kind } from './words/kinds.ts'

interface Emoji {
  label: string
  tags?: string[]
  group?: number
  subgroup?: number
}

/** One flat shape of a drawing, in its box of 32 by 32. */
interface Shape {
  path: Path2D
  colour: Colour
  alpha: number
  /** Area of its box, which tells details from masses: eyes, seams, writing. */
  area: number
}

const require = createRequire(import.meta.url)
let index: Map<string, Emoji> | undefined
let icons: { icons: Record<string, { body: string }>; aliases?: Record<string, { parent: string }> } | undefined
let subgroups: Record<string, string> | undefined

function load(): Map<string, Emoji> {
  if (index) return index
  icons = require('@iconify-json/fluent-emoji-flat/icons.json') as typeof icons
  subgroups = (require('emojibase-data/meta/groups.json') as { subgroups: Record<string, string> }).subgroups
  const all = require('emojibase-data/en/data.json') as Emoji[]
  index = new Map()
  // Labels win over tags, and earlier emoji over later ones; a tag counts where the label says it too.
  for (const emoji of all) if (!index.has(keyOf(emoji.label))) index.set(keyOf(emoji.label), emoji)
  for (const emoji of all)
    for (const tag of emoji.tags ?? [])
      if (!index.has(keyOf(tag)) && keyOf(emoji.label).split('_').includes(keyOf(tag)) && placeOf(emoji))
        index.set(keyOf(tag), emoji)
  return index
}

const keyOf = (label: string): string => label.toLowerCase().replaceAll(/[\s:,]+/g, '_')
const iconOf = (label: string): string | undefined => {
  const name = label
    .toLowerCase()
    .replaceAll('’', '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return [name, icons?.aliases?.[name]?.parent ?? ''].find((key) => icons?.icons[key] !== undefined)
}

/** Where things of a subgroup belong and how high they are, in metres; what is not here is not painted. */
const places: Record<string, readonly [Kind, number]> = {
  'animal-mammal': ['ground', 1],
  'animal-bird': ['ground', 0.6],
  'animal-amphibian': ['ground', 0.2],
  'animal-reptile': ['ground', 0.4],
  'animal-marine': ['water', 0.7],
  'animal-bug': ['ground', 0.14],
  'plant-flower': ['ground', 0.5],
  'plant-other': ['ground', 0.5],
  'food-fruit': ['top', 0.16],
  'food-vegetable': ['top', 0.18],
  'food-prepared': ['top', 0.16],
  'food-asian': ['top', 0.16],
  'food-sweet': ['top', 0.16],
  drink: ['top', 0.2],
  dishware: ['top', 0.22],
  'place-geographic': ['ground', 6],
  'place-building': ['ground', 9],
  'place-religious': ['ground', 9],
  'place-other': ['ground', 4],
  'transport-ground': ['ground', 1.8],
  'transport-water': ['water', 3],
  'transport-air': ['air', 4],
  hotel: ['ground', 0.6],
  time: ['wall', 0.4],
  event: ['top', 0.3],
  sport: ['ground', 0.5],
  game: ['ground', 0.5],
  'arts-crafts': ['top', 0.2],
  clothing: ['ground', 0.5],
  music: ['top', 0.25],
  'musical-instrument': ['ground', 0.8],
  phone: ['top', 0.2],
  computer: ['top', 0.25],
  'light-video': ['top', 0.25],
  'book-paper': ['top', 0.2],
  money: ['top', 0.12],
  mail: ['top', 0.16],
  writing: ['top', 0.16],
  office: ['top', 0.2],
  science: ['top', 0.25],
  household: ['ground', 0.6],
}

function placeOf(emoji: Emoji): readonly [Kind, number] | undefined {
  if (emoji.subgroup === undefined || reasonAgainst(keyOf(emoji.label), emoji.label) !== undefined) return undefined
  return places[subgroups?.[emoji.subgroup] ?? '']
}

/** The drawing of the vector set for a concept, by its label or by a tag; undefined where there is none fit to paint. */
export function emojiFor(concept: string): Word | undefined {
  const emoji = load().get(concept)
  const place = emoji && placeOf(emoji)
  const icon = place && iconOf(emoji.label)
  return icon === undefined ? undefined : { drawing: `emoji:${icon}`, kind: place![0], metres: place![1] }
}

/** Somebody, for an emoji that shows a person: no drawing of the vector set, whose people have faces. */
export function personFor(concept: string): Someone | undefined {
  const emoji = load().get(concept)
  if (
    emoji?.group !== 1 ||
    !/^(person|family)/.test(subgroups?.[emoji.subgroup ?? -1] ?? '') ||
    /fantasy|symbol/.test(subgroups?.[emoji.subgroup ?? -1] ?? '')
  )
    return undefined
  const age = /\b(child|boy|girl|baby)\b/.test(emoji.label) ? 'child' : /\bold/.test(emoji.label) ? 'old' : 'adult'
  return {
    role: 'other',
    age,
    relation: /\bwoman\b/.test(emoji.label) ? 'woman' : /\bman\b/.test(emoji.label) ? 'man' : '',
  }
}

const groupReasons: Readonly<Record<number, string>> = {
  0: 'A face or a mood: nobody is given a face.',
  1: 'A part of a body, a gesture or a being of fantasy.',
  2: 'A mark that means nothing by itself.',
  8: 'A sign, which has to be read and cannot be seen.',
  9: 'A flag: pictures take no side.',
}

/** Why the emoji of a concept is not painted; undefined where there is none or nothing against it. */
export function groupReason(concept: string): string | undefined {
  const emoji = load().get(concept)
  if (!emoji) return undefined
  return reasonAgainst(concept, emoji.label) ?? groupReasons[emoji.group ?? 2]
}

function areaOf(path: Path2D): number {
  const [left, top, right, bottom] = path.computeTightBounds()
  return (right - left) * (bottom - top)
}

const shapes = new Map<string, Shape[]>()

function shapesOf(icon: string): Shape[] {
  const kept = shapes.get(icon)
  if (kept) return kept
  load()
  const made: Shape[] = []
  // What only cuts other shapes is not itself seen.
  const body = (icons?.icons[icon]?.body ?? '').replaceAll(/<(defs|clipPath|mask)\b.*?<\/\1>/gs, '')
  for (const [, attributes = ''] of body.matchAll(/<path([^>]*)\/?>/g)) {
    const fill = /fill="(#[0-9a-f]{3,6})"/i.exec(attributes)?.[1]
    const d = / d="([^"]+)"/.exec(attributes)?.[1]
    if (fill === undefined || d === undefined) continue
    const path = new Path2D(d)
    const code = fill.length === 4 ? `#${fill.slice(1).replaceAll(/./g, '$&$&')}` : fill
    made.push({
      path,
      colour: hex(code),
      alpha: Number(/opacity="([\d.]+)"/.exec(attributes)?.[1] ?? 1),
      area: areaOf(path),
    })
  }
  if (shapes.size < 200) shapes.set(icon, made)
  return made
}

/**
 * A drawing of the vector set as paint: in axes of height 1 with the foot at 0,0, its colours drawn towards the light
 * of the picture, without hard darks, small details left out where it is drawn small.
 */
export function drawEmoji(hand: Hand, icon: string): void {
  const list = shapesOf(icon)
  hand.sheet.at(-0.5, -0.985, 1 / 32, 1 / 32, () => {
    for (const shape of list) {
      if (shape.area < 24 && list.length > 2) continue
      const own = saturate(mix(shape.colour, [0.62, 0.01, 0.02], 0.22), 0.82)
      const soft: Colour = [Math.max(0.34, own[0]), own[1], own[2]]
      hand.sheet.fill(shape.path, hand.body(soft, 2, 30), matter.thing, shape.alpha)
    }
  })
}
