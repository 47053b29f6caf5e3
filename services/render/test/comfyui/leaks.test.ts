import { expect, test } from 'vitest'
import { leaksOf, type Manner } from '../../src/backends/comfyui/leaks.ts'

/** A node as docs/comfyui.md has it started. */
const tight: Manner = {
  argv: [
    'main.py',
    '--listen',
    '0.0.0.0',
    '--disable-all-custom-nodes',
    '--whitelist-custom-nodes',
    'websocket_image_save.py',
    '--disable-metadata',
    '--disable-assets',
  ],
  features: { supports_preview_metadata: true, assets: false },
  modules: ['nodes', 'comfy_extras.nodes_latent', 'custom_nodes.websocket_image_save'],
  extensions: ['core'],
  hasManager: false,
}

test('a node that was started as told leaks nothing', () => {
  expect(leaksOf(tight)).toEqual([])
})

test.each<[string, Partial<Manner>]>([
  ['--disable-metadata', { argv: ['main.py'] }],
  ['custom nodes (rgthree-comfy)', { modules: [...tight.modules, 'custom_nodes.rgthree-comfy.py.nodes'] }],
  ['custom nodes (ComfyUI-Manager)', { extensions: ['core', 'ComfyUI-Manager'] }],
  ['custom nodes (logger)', { argv: tight.argv.toSpliced(6, 0, 'logger') }],
  ['ComfyUI-Manager', { hasManager: true }],
  ['ComfyUI-Manager', { argv: [...tight.argv, '--enable-manager'] }],
  ['--disable-assets', { features: { assets: true } }],
  ['--enable-cors-header', { argv: [...tight.argv, '--enable-cors-header', '*'] }],
])('%s is found', (word, loose) => {
  const leaks = leaksOf({ ...tight, ...loose })
  expect(leaks).toHaveLength(1)
  expect(leaks[0]).toContain(word)
})

test('a node that was started with nothing said, and has nothing else, leaks by its metadata only', () => {
  expect(leaksOf({ ...tight, argv: ['main.py'], features: {} })).toHaveLength(1)
})
