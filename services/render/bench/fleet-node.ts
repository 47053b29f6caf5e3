// A stand-in node in a process of its own, as a node is: forked by fleet.ts, which says how long a step takes.
import { standIn } from '@aiw/comfyui-stand-in'

const node = await standIn({ msPerStep: Number(process.argv[2]), previewMethod: 'none' })
process.send!(node.url)
