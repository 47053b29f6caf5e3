import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { Failure } from '@aiw/kit/errors'
import { releasedPage } from '../services/gateway/src/released-page.ts'
import { openAuditFiles } from '../services/gateway/src/vault/audit-files.ts'
import { readWriterIn } from '../services/gateway/src/vault/key-store.ts'
import { readRecipients } from '../services/gateway/src/vault/recipients.ts'
import { tell, withHouse } from './open-house.ts'

// Writes a page with all that writers released to somebody, which only their private key opens; the house may be running:
//
//   npm run released -- --for dr-wang --out dr-wang.html
//
// docs/operating.md says who does what with it.

const usage = 'npm run released -- --for the name of a recipient --out a new file'

await tell(usage, async () => {
  const { values } = parseArgs({ options: { for: { type: 'string' }, out: { type: 'string' } } })
  const { for: id, out } = values
  if (!id || !out) throw new Failure('invalid', usage)
  if (existsSync(out)) throw new Failure('invalid', `${out} is there already`)
  const draft = `${out}.part`
  const bytes = await withHouse(async ({ db, keys: folder, recipients }) => {
    const known = readRecipients(recipients)
    const recipient = known.get(id)
    if (!recipient)
      throw new Failure(
        'not_found',
        `${id} is not registered (GATEWAY_RECIPIENTS): ${[...known.keys()].join(', ') || 'nobody is'}`,
      )
    const keys = { audit: await openAuditFiles(folder), readWriter: (writer: string) => readWriterIn(folder, writer) }
    const page = Readable.from(releasedPage({ db, keys }, recipient))
    const file = createWriteStream(draft, { flags: 'w', mode: 0o600 })
    try {
      await pipeline(page, file)
      await rename(draft, out)
    } catch (error) {
      if (error instanceof Failure) throw error
      throw new Failure('invalid', `${out} cannot be written: ${(error as NodeJS.ErrnoException).code}`)
    } finally {
      await rm(draft, { force: true })
    }
    return file.bytesWritten
  })
  console.log(`${out}  ${(bytes / 1_000_000).toFixed(1)} MB. It opens with the private key of ${id} only.`)
})
