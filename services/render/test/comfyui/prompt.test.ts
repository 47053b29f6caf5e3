import path from 'node:path'
import type { Look, Scene } from '@aiw/proto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sheets } from '../../bench/gallery-scenes.ts'
import { chineseStyles } from '../../src/backends/comfyui/prompt/chinese.ts'
import { gradeOf, ladders } from '../../src/backends/comfyui/prompt/dials.ts'
import { styles } from '../../src/backends/comfyui/prompt/english-phrases.ts'
import { clipTokens } from '../../src/backends/comfyui/prompt/pieces.ts'
import { formsOf, names } from '../../src/backends/comfyui/prompt/words.ts'
import { mostClipTokens, mostLetters, promptFor } from '../../src/backends/comfyui/prompt.ts'
import { type Recipe, loadRecipes } from '../../src/backends/comfyui/recipe.ts'
import { gone, jobOf, nobody, present, self, somebody } from '../compose/support.ts'
import { anyLook, anyScene } from './prompt-arbitrary.ts'

const recipes = await loadRecipes(path.resolve(import.meta.dirname, '../../recipes'))
const recipeNamed = (name: string) => recipes.find((recipe) => recipe.name === name)!
const chinese = (recipe: Recipe): Recipe => ({ ...recipe, prompt: { ...recipe.prompt, languages: ['zh'] } })

/** Long English with the safe part in the prompt, long English and Chinese with it apart, few words with a negative. */
const dialects = {
  'long-en': recipeNamed('flux-2-klein-4b'),
  'long-en-apart': recipeNamed('z-image-turbo'),
  'long-zh': chinese(recipeNamed('z-image-turbo')),
  'short-en': recipeNamed('sd15-lcm'),
}
const long = dialects['long-en']
const short = dialects['short-en']
const zh = dialects['long-zh']

const say = (scene: Partial<Scene>, look: Partial<Look> = {}, recipe = long) =>
  promptFor(jobOf(scene, { style: 'impressionist', ...look }), recipe).positive

/** A prompt without its manner of painting, whose words name no thing. */
function withoutManner(text: string, style: string): string {
  const { head, hand, short: few } = styles[style]!
  const { head: zhHead, hand: zhHand } = chineseStyles[style]!
  return [head, hand, few, zhHead, zhHand].reduce((rest, words) => rest.replaceAll(words, ''), text)
}

const namesWord = (text: string, form: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${form}(?![\\p{L}\\p{N}])`, 'iu').test(text)

describe.each(['long-en', 'long-zh', 'short-en'] as const)('the scenes of the gallery in %s', (dialect) => {
  test('are told as they were', async () => {
    const told = sheets.flatMap(({ title, plates }) => [
      `## ${title}`,
      ...plates.map((plate) => {
        const style = plate.look.style || 'impressionist'
        const { positive, negative, safe } = promptFor({ ...plate, look: { ...plate.look, style } }, dialects[dialect])
        return [plate.caption, positive, negative && `not: ${negative}`, dialect === 'long-zh' && `safe: ${safe}`]
          .filter(Boolean)
          .join('\n')
      }),
    ])
    await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot(`prompts/${dialect}.txt`)
  })
})

describe('any scene and look', () => {
  const runs = { numRuns: 250 }
  const anyDialect = fc.constantFrom(...(Object.keys(dialects) as (keyof typeof dialects)[]))
  const check = (holds: (scene: Scene, look: Look, recipe: Recipe) => void) =>
    fc.assert(
      fc.property(anyScene, anyLook, anyDialect, (scene, look, dialect) => holds(scene, look, dialects[dialect])),
      runs,
    )

  test('gives a prompt of plain letters, every parenthesis escaped, of a length the model reads', () => {
    check((scene, look, recipe) => {
      const prompt = promptFor({ scene, look, seed: 7 }, recipe)
      for (const text of Object.values(prompt)) {
        expect(text).not.toMatch(/\p{C}|[<>[\]{}|"`$@#*_=]|embedding:/u)
        expect(text.replaceAll(/\\[()]/g, '')).not.toMatch(/[\\()]/)
      }
      expect(prompt.positive.length).toBeGreaterThan(20)
      expect(prompt.safe.length).toBeGreaterThan(10)
      const language = recipe.prompt.languages[0]!
      const [length, most] =
        recipe === short
          ? [clipTokens(prompt.positive), mostClipTokens]
          : [prompt.positive.length, mostLetters[language]]
      expect(length).toBeLessThanOrEqual(most)
      expect(prompt.negative !== '').toBe(recipe === short)
    })
  })

  test('names nothing that is said not to be there', () => {
    check((scene, look, recipe) => {
      const language = recipe.prompt.languages[0]!
      const { positive, safe } = promptFor({ scene, look, seed: 7 }, recipe)
      let text = withoutManner(`${positive} ${safe}`, look.style).replace(styles[look.style]!.head, '')
      const absent = [
        ...scene.motifs.filter(({ presence }) => presence === 'PRESENCE_ABSENT').map(({ concept }) => concept),
        ...scene.people.filter(({ presence }) => presence === 'PRESENCE_ABSENT').map(({ relation }) => relation),
      ]
      // In Chinese a longer word may hold a shorter one: a flowering garden is no flower.
      if (language === 'zh')
        for (const { concept, presence } of scene.motifs)
          if (presence === 'PRESENCE_PRESENT' && !absent.includes(concept)) {
            const noun = names.get(concept.replace(/^empty_/, ''))?.zh.one
            const isHead = absent.flatMap((word) => formsOf(word, 'zh')).some((form) => noun?.endsWith(form))
            if (noun && !isHead) text = text.replaceAll(noun, '')
          }
      for (const word of absent)
        for (const form of formsOf(word, language))
          expect([word, language === 'zh' ? text.includes(form) : namesWord(text, form)]).toEqual([word, false])
    })
  })

  test('says every dial once, the more of it the higher its grade', () => {
    const dials = ['brightness', 'warmth', 'energy', 'blur', 'abstraction'] as const
    check((scene, look, recipe) => {
      const words = recipe === short ? 'short' : recipe.prompt.languages[0]!
      const { positive } = promptFor({ scene, look, seed: 7 }, recipe)
      for (const dial of dials) {
        const said = ladders[dial][words].flatMap((text, grade) =>
          text !== '' && positive.toLowerCase().includes(text) ? [grade] : [],
        )
        const grade = gradeOf(dial, look[dial])
        expect([dial, said]).toEqual([dial, ladders[dial][words][grade] === '' ? [] : [grade]])
      }
    })
  })

  test('tells the less the more abstract it is, and no thing at the end', () => {
    fc.assert(
      fc.property(anyScene, anyLook, anyDialect, (whole, look, dialect) => {
        const recipe = dialects[dialect]
        // What stands for the absent (a table with a free place) names things as well, and is no thing that is told.
        const isThere = ({ presence }: { presence: string }) => presence !== 'PRESENCE_ABSENT'
        const scene = { ...whole, motifs: whole.motifs.filter(isThere), people: whole.people.filter(isThere) }
        const countAt = (abstraction: number) => {
          const { positive } = promptFor({ scene, look: { ...look, abstraction }, seed: 7 }, recipe)
          const text = withoutManner(positive, look.style)
          const language = recipe.prompt.languages[0]!
          return scene.motifs.filter(({ concept }) => {
            const noun = names.get(concept)?.[language]
            // A table that something is on is told of by that.
            if (noun?.kind !== 'noun' || concept.endsWith('table')) return false
            return language === 'zh'
              ? text.includes(noun.one)
              : [noun.one, noun.many].some((form) => namesWord(text, form))
          }).length
        }
        const counts = [0, 0.2, 0.5, 0.7].map(countAt)
        // A short prompt may have no room for a thing beside six people, and room again where fewer people are left.
        expect(counts).toEqual(dialect === 'short-en' ? counts : counts.toSorted((a, b) => b - a))
        expect(countAt(1)).toBe(0)
      }),
      { numRuns: 120 },
    )
  })

  test('is told alike twice', () => {
    check((scene, look, recipe) => {
      expect(promptFor({ scene, look, seed: 3 }, recipe)).toEqual(promptFor({ scene, look, seed: 3 }, recipe))
    })
  })
})

test('values of a dial rise through its grades', () => {
  for (const dial of ['brightness', 'warmth', 'energy', 'blur', 'abstraction'] as const) {
    const grades = Array.from({ length: 201 }, (_, i) => gradeOf(dial, i / 100 - 1))
    expect(grades).toEqual(grades.toSorted((a, b) => a - b))
    for (const words of ['en', 'zh', 'short'] as const)
      expect(ladders[dial][words]).toHaveLength(ladders[dial].from.length + 1)
    expect(gradeOf(dial, 1)).toBe(ladders[dial].from.length)
  }
})

test('nobody there: no word for people, an empty place instead', () => {
  const scene = { motifs: [present('bird')], people: [nobody] }
  for (const recipe of Object.values(dialects)) {
    const { positive, safe } = promptFor(jobOf(scene, { style: 'impressionist' }), recipe)
    expect(`${positive} ${safe}`).not.toMatch(/people|person|figure|crowd|nobody|everyone|face|人|背影/i)
    expect(positive).toMatch(/a single bird|只有一只鸟/i)
    expect(positive).toMatch(/empty|空/)
  }
  expect(promptFor(jobOf(scene, { style: 'impressionist' }), short).negative).toMatch(/^people, crowd, /)
})

test('an absent cup leaves a free place on the table; an empty chair stays a chair', () => {
  const scene = { setting: 'SETTING_ROOM' as const, motifs: [gone('cup'), present('empty_chair')] }
  expect(say(scene)).toMatch(/a single empty chair in a quiet room.*a table with a free place/i)
  expect(say(scene)).not.toMatch(/\bcups?\b/)
  expect(say(scene, {}, zh)).toMatch(/一把空椅子.*桌上空着一处/)
  expect(promptFor(jobOf(scene), short).negative).toMatch(/^cup, /)
})

test('what the sentence denies is not brought in by place, weather or another word', () => {
  expect(say({ setting: 'SETTING_RIVER', motifs: [gone('river')] })).not.toMatch(/river/i)
  expect(say({ weather: 'WEATHER_RAIN', motifs: [gone('rain')] })).not.toMatch(/rain/i)
  expect(say({ setting: 'SETTING_SEA', motifs: [gone('sea')] }, {}, zh)).not.toMatch(/海/)
  expect(say({ motifs: [present('vase'), gone('flower')] }, {}, zh)).toMatch(/陶瓶/)
})

test('one is one, two are two, and many are many', () => {
  const tell = (quantity: 'ONE' | 'TWO' | 'FEW' | 'MANY' | 'UNSPECIFIED', concept = 'bird', recipe = long) =>
    say({ motifs: [present(concept, `QUANTITY_${quantity}`)] }, {}, recipe)
  expect(tell('ONE')).toMatch(/A single bird /)
  expect(tell('TWO')).toMatch(/Two birds /)
  expect(tell('FEW')).toMatch(/A few birds /)
  expect(tell('MANY')).toMatch(/Many birds /)
  expect(tell('UNSPECIFIED', 'owl')).toMatch(/An owl /)
  expect(tell('UNSPECIFIED', 'sunflower')).toMatch(/Sunflowers /)
  expect(tell('TWO', 'wild_goose')).toMatch(/Two wild geese /)
  expect(tell('ONE', 'bird', zh)).toMatch(/只有一只鸟/)
  expect(tell('TWO', 'tree', zh)).toMatch(/两棵树/)
  expect(tell('MANY', 'sunflower', zh)).toMatch(/许多向日葵/)
})

test('people are figures of an age, never who they are', () => {
  const people = [self, somebody({ relation: 'grandmother', age: 'AGE_OLD' }), somebody({ relation: 'doctor' })]
  expect(say({ people })).toMatch(/A person seen from behind, an old woman and a person in a white coat/)
  expect(say({ people }, {}, zh)).toMatch(/一个背影、一位老妇人和一位?个?穿白大褂的人/)
  expect(say({ people: [self, somebody({ relation: 'friend' })] })).toMatch(/seen from behind and a companion/)
  expect(say({ people: [somebody({ relation: 'boss' }), somebody({ relation: 'patient' })] })).toMatch(/Two figures/)
  expect(say({ motifs: [present('family')] })).toMatch(/A woman, a child and a man/)
})

test('who looks is not seen', () => {
  const people = [self, somebody({ relation: 'mother' })]
  expect(say({ people, viewpoint: 'VIEWPOINT_OWN_EYES' })).toMatch(/A woman by .*as if standing there oneself/)
  expect(say({ people, viewpoint: 'VIEWPOINT_OTHER_EYES' })).toMatch(/A person turned towards the viewer by/)
  expect(say({ people, viewpoint: 'VIEWPOINT_OTHER_EYES' })).not.toMatch(/woman/)
  expect(say({ people, viewpoint: 'VIEWPOINT_FAR' })).toMatch(/far away and high above, the figures no more than tiny/)
})

test('a word of help makes a picture of what is only a word', () => {
  expect(say({ motifs: [present('bill')] })).toMatch(/papers on a table/i)
  expect(say({ motifs: [present('photo')] })).toMatch(/a small framed picture/i)
  expect(say({ setting: 'SETTING_ROOM', motifs: [present('hallway'), present('hospital')] })).toMatch(
    /a long corridor, with plain pale walls/i,
  )
})

test('a word for a LoRA leaves room for itself', () => {
  const triggers = ['monet (waterlilies) brush', 'soft broken colour of an early summer morning']
  const lora = { ...short.loras[0]!, triggers }
  const scene = { motifs: ['cat', 'dog', 'horse', 'cow', 'sheep'].map((word) => present(word)), people: [self, nobody] }
  const job = jobOf(scene, { style: 'impressionist', brightness: 1, warmth: 1, blur: 0.9 })
  const { positive } = promptFor(job, { ...short, loras: [lora] })
  expect(clipTokens(`${triggers.join(', ')}, ${positive}`)).toBeLessThanOrEqual(mostClipTokens + 2)
  expect(positive.length).toBeLessThan(promptFor(job, { ...short, loras: [] }).positive.length)
})
