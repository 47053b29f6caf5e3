import type { Graph } from '../../src/stand-in.ts'

/** A picture of one colour, sent over the socket as node 9. */
export function plain(inputs: Record<string, unknown> = {}): Graph {
  return {
    1: {
      class_type: 'EmptyImage',
      inputs: { width: 64, height: 64, batch_size: 1, color: Math.floor(Math.random() * 0xffffff), ...inputs },
    },
    9: { class_type: 'SaveImageWebsocket', inputs: { images: ['1', 0] } },
  }
}

/** A picture blurred as far as can be, by node 2. */
export function blurred(from: [string, number], graph: Graph): Graph {
  return {
    ...graph,
    2: { class_type: 'ImageBlur', inputs: { image: from, blur_radius: 31, sigma: 1 } },
    9: { class_type: 'SaveImageWebsocket', inputs: { images: ['2', 0] } },
  }
}

/** A graph that takes its time without weights: a picture blurred over and over. Never the same one twice. */
export function slow(times = 40): Graph {
  const color = Math.floor(Math.random() * 0xffffff)
  const graph = plain({ width: 512, height: 512, color })
  for (let i = 0; i < times; i++) {
    const inputs = { image: [i === 0 ? '1' : `b${i - 1}`, 0], blur_radius: 31, sigma: 1 }
    graph[`b${i}`] = { class_type: 'ImageBlur', inputs }
  }
  graph[9]!.inputs.images = [`b${times - 1}`, 0]
  return graph
}

/** A picture scaled by node 2, in a manner of the older form of choice. */
export function scaled(upscale_method: string): Graph {
  const inputs = { image: ['1', 0], upscale_method, width: 32, height: 32, crop: 'disabled' }
  return {
    ...plain(),
    2: { class_type: 'ImageScale', inputs },
    9: { class_type: 'SaveImageWebsocket', inputs: { images: ['2', 0] } },
  }
}

/** A picture laid over itself by node 2, in a manner of the newer form of choice. */
export function blended(blend_mode: string): Graph {
  const inputs = { image1: ['1', 0], image2: ['1', 0], blend_factor: 0.5, blend_mode }
  return {
    ...plain(),
    2: { class_type: 'ImageBlend', inputs },
    9: { class_type: 'SaveImageWebsocket', inputs: { images: ['2', 0] } },
  }
}

/** A picture that was sent before, sent back. */
export function loaded(image: string): Graph {
  return {
    1: { class_type: 'LoadImage', inputs: { image } },
    9: { class_type: 'SaveImageWebsocket', inputs: { images: ['1', 0] } },
  }
}

/** A picture of 64 x 128 pixels, painted with weights by node 7. */
export function sampled(ckpt_name: string, steps: number, seed = Math.floor(Math.random() * 1e9)): Graph {
  const more = { cfg: 1, sampler_name: 'euler', scheduler: 'simple', denoise: 1 }
  const links = { model: ['1', 0], positive: ['4', 0], negative: ['5', 0], latent_image: ['6', 0] }
  return {
    1: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name } },
    4: { class_type: 'CLIPTextEncode', inputs: { clip: ['1', 1], text: 'a lake' } },
    5: { class_type: 'CLIPTextEncode', inputs: { clip: ['1', 1], text: '' } },
    6: { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 128, batch_size: 1 } },
    7: { class_type: 'KSampler', inputs: { ...links, ...more, seed, steps } },
    8: { class_type: 'VAEDecode', inputs: { samples: ['7', 0], vae: ['1', 2] } },
    9: { class_type: 'SaveImageWebsocket', inputs: { images: ['8', 0] } },
  }
}
