// Paints the gallery, docs/gallery: node services/render/bench/gallery.ts. Sheets of pictures with a page of captions.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { compose } from '../src/backends/painter/compose.ts'
import { paintPicture } from '../src/backends/painter/picture.ts'
import { type Plate, type Sheet, sheets } from './gallery-scenes.ts'

const folder = join(import.meta.dirname, '../../../docs/gallery')
const size = { width: 1024, height: 640 }
const tile = { width: 560, height: 350, gap: 8 }
const columns = 4

/** Paints one picture as a small PNG. */
async function painted({ scene, look, seed }: Plate): Promise<Buffer> {
  const composition = compose({ scene, look, seed, ...size })
  for (const step of paintPicture(composition, { scene, look, seed }, () => false)) {
    if (step.kind !== 'picture') continue
    const { rgb, width, height } = step.raw
    return sharp(rgb, { raw: { width, height, channels: 3 } })
      .resize(tile.width, tile.height)
      .png()
      .toBuffer()
  }
  throw new Error('no picture')
}

async function writeSheet({ name, plates }: Sheet): Promise<number> {
  const rows = Math.ceil(plates.length / columns)
  const place = (i: number) => ({
    left: tile.gap + (i % columns) * (tile.width + tile.gap),
    top: tile.gap + Math.floor(i / columns) * (tile.height + tile.gap),
  })
  const tiles = []
  for (const [i, plate] of plates.entries()) tiles.push({ input: await painted(plate), ...place(i) })
  const sheet = await sharp({
    create: {
      width: tile.gap + Math.min(columns, plates.length) * (tile.width + tile.gap),
      height: tile.gap + rows * (tile.height + tile.gap),
      channels: 3,
      background: '#f4f1ea',
    },
  })
    .composite(tiles)
    .webp({ quality: 78, effort: 5 })
    .toBuffer()
  await writeFile(join(folder, `${name}.webp`), sheet)
  return sheet.length
}

const captions = ({ title, note, name, plates }: Sheet): string => {
  const rows = []
  for (let i = 0; i < plates.length; i += columns)
    rows.push(
      `- ${plates
        .slice(i, i + columns)
        .map(({ caption }) => caption)
        .join(' · ')}`,
    )
  return `## ${title}\n\n${note}\n\n![${title}](${name}.webp)\n\n${rows.join('\n')}\n`
}

await mkdir(folder, { recursive: true })
let bytes = 0
for (const sheet of sheets) {
  const length = await writeSheet(sheet)
  bytes += length
  console.log(`${sheet.name}: ${sheet.plates.length} pictures, ${(length / 1024).toFixed(0)} KB`)
}
const count = sheets.reduce((sum, { plates }) => sum + plates.length, 0)
const intro = `# Gallery of the built-in painter

${count} pictures by the painter that needs no GPU, made by \`npm run gallery\`. Each is composed from a scene, a look and a seed, as
the rest of the house would ask for it, painted at 1,024 x 640 and shown smaller here. Rows are read from left to right.
`
await writeFile(join(folder, 'README.md'), [intro, ...sheets.map(captions)].join('\n'))
console.log(`${count} pictures, ${(bytes / 1024 / 1024).toFixed(2)} MB`)
