import { standIn } from '@aiw/comfyui-stand-in'
import { expect, test } from 'vitest'
import { keepNode } from '../../src/backends/comfyui/node.ts'
import { keptLog, nodeTiming, recipeOf } from './support.ts'

/** A node that is kept, whose warming is a word in a list. */
async function kept() {
  const node = await standIn()
  const warmed: string[] = []
  const life = keepNode({
    name: 'gpu-1',
    url: node.url,
    recipes: [recipeOf('first'), recipeOf('second')],
    allowLeaks: true,
    log: keptLog().log,
    timing: nodeTiming,
    warm: async (_, { name }) => void warmed.push(name),
    changed: () => {},
  })
  await expect.poll(() => life.problem(), { timeout: 5_000 }).toBe('')
  return {
    life,
    warmed,
    async [Symbol.asyncDispose]() {
      await life.close()
      await node[Symbol.asyncDispose]()
    },
  }
}

test('the recipe that is used most is warmed last: its models are the ones that stay loaded', async () => {
  await using s = await kept()
  expect(s.warmed).toEqual(['second', 'first'])
})

test('a node that counts prompts from the beginning was started anew, however fast, and is warmed', async () => {
  await using s = await kept()
  const posting = () => s.life.access.posting()
  posting()(0)
  posting()(1)
  const slow = posting() // posted before the next, answered after it
  posting()(2)
  slow(3)
  expect(s.warmed).toHaveLength(2)
  posting()(0)
  await expect.poll(() => s.warmed, { timeout: 5_000 }).toHaveLength(4)
  await expect.poll(() => s.life.problem(), { timeout: 5_000 }).toBe('')
})

test('a recipe in doubt is not painted by until it was warmed again, the others are', async () => {
  await using s = await kept()
  const [first] = s.life.recipes()
  s.life.doubt(first!)
  expect(s.life.problem()).toBe('')
  expect(s.life.recipes().map(({ name }) => name)).toEqual(['second'])
  await expect.poll(() => s.life.recipes(), { timeout: 5_000 }).toHaveLength(2)
  expect(s.warmed).toEqual(['second', 'first', 'first'])
})

test('a line that is asked for while there is none is not waited for for ever', async () => {
  await using node = await standIn()
  const { url } = node
  await node.crash()
  const life = keepNode({
    name: 'gpu-1',
    url,
    recipes: [],
    allowLeaks: true,
    log: keptLog().log,
    timing: nodeTiming,
    warm: async () => {},
    changed: () => {},
  })
  await expect(life.access.line(new AbortController().signal)).rejects.toMatchObject({ code: 'unavailable' })
  await expect(life.access.line(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  await life.close()
})
