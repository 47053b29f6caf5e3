import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { ask, listen, post } from '../support.ts'
import { plain, loaded, sampled } from './graphs.ts'
import { kinds, colourOf, ofEachNode } from './node.ts'

ofEachNode((node) => {
  describe('a picture that is sent to it', () => {
    test('can be painted on, under a folder of its own', async () => {
      const subfolder = randomUUID()
      const picture = await sharp({ create: { width: 40, height: 24, channels: 3, background: '#a0b0c0' } })
        .png()
        .toBuffer()
      const form = new FormData()
      form.set('image', new Blob([new Uint8Array(picture)], { type: 'image/png' }), 'x.png')
      form.set('type', 'temp')
      form.set('subfolder', subfolder)
      form.set('overwrite', 'true')
      const reply = await ask(node.url, 'POST', '/upload/image', form)
      expect(reply.json).toEqual({ name: 'x.png', subfolder, type: 'temp' })
      await using client = await listen(node.url)
      const heard = await client.ended(await post(node.url, loaded(`${subfolder}/x.png [temp]`), client))
      const shown = heard.find(({ image }) => image)!.image!
      expect(await sharp(shown).metadata()).toMatchObject({ width: 40, height: 24 })
      expect(await colourOf(shown)).toBe(0xa0b0c0)
      expect((await node.get(`/view?filename=x.png&subfolder=${subfolder}&type=temp`)).status).toBe(200)
      expect((await node.get(`/view?filename=y.png&subfolder=${subfolder}&type=temp`)).status).toBe(404)
    })
  })

  describe('with weights', () => {
    test('tells of every step, with a preview if it makes any, and shows the picture of the size asked for', async (run) => {
      if (!node.checkpoint) run.skip('this node has no checkpoint')
      await using client = await listen(node.url)
      const id = await post(node.url, sampled(node.checkpoint!, 3), client, {
        extra_data: { preview_method: 'latent2rgb' },
      })
      const heard = await client.ended(id)
      expect(kinds(heard)).toContain('execution_success')
      const steps = heard.filter(({ event, data }) => event === 'progress' && data.node === '7')
      expect(steps.map(({ data }) => [data.value, data.max])).toEqual([
        [1, 3],
        [2, 3],
        [3, 3],
      ])
      const previews = heard.filter(({ image, data }) => image && data.node_id === '7')
      expect(previews).toHaveLength(node.showsPreviews ? 3 : 0)
      for (const { data, image } of previews) {
        expect(data).toMatchObject({ prompt_id: id, image_type: 'image/jpeg' })
        expect((await sharp(image).metadata()).format).toBe('jpeg')
      }
      const final = heard.filter(({ image, data }) => image && data.node_id === '9')
      expect(await sharp(final[0]!.image).metadata()).toMatchObject({ width: 64, height: 128, format: 'png' })
    })

    test('makes no preview for a prompt that wants none', async (run) => {
      if (!node.checkpoint) run.skip('this node has no checkpoint')
      if (!node.isAtLeast('0.5.0')) run.skip('a prompt has a preview_method since 0.5.0')
      await using client = await listen(node.url)
      const id = await post(node.url, sampled(node.checkpoint!, 2), client, { extra_data: { preview_method: 'none' } })
      const heard = await client.ended(id)
      expect(heard.filter(({ image }) => image)).toHaveLength(1)
    })

    test('stops between two steps, and paints the next prompt', async (run) => {
      if (!node.checkpoint) run.skip('this node has no checkpoint')
      await using client = await listen(node.url)
      const id = await post(node.url, sampled(node.checkpoint!, 100), client)
      await client.until(({ event }) => event === 'progress')
      await node.send('/interrupt', { prompt_id: id })
      const heard = await client.ended(id)
      expect(heard.find(({ event }) => event === 'execution_interrupted')!.data).toMatchObject({
        node_id: '7',
        node_type: 'KSampler',
      })
      expect(heard.filter(({ event }) => event === 'progress').length).toBeLessThan(100)
      expect(kinds(await client.ended(await post(node.url, plain(), client)))).toContain('execution_success')
    })

    test('brings the same picture for the same graph, and another for another seed', async (run) => {
      if (!node.checkpoint) run.skip('this node has no checkpoint')
      await using client = await listen(node.url)
      const picture = async (seed: number) => {
        const heard = await client.ended(await post(node.url, sampled(node.checkpoint!, 2, seed), client))
        return heard.findLast(({ image }) => image)!.image
      }
      const [first, other] = [await picture(1), await picture(2)]
      expect(await picture(1)).toEqual(first)
      expect(other).not.toEqual(first)
    })
  })
})
