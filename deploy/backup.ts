import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Failure } from '@aiw/kit/errors'
import { backupHouse } from '../services/gateway/src/backup/backup.ts'
import { newIdentity } from '../services/gateway/src/backup/archive.ts'
import { tell, withHouse } from './open-house.ts'

// Writes an encrypted backup of the house, which may be running:
//
//   npm run backup -- --out backups --recipient age1…
//   npm run backup -- --new-identity identity.txt          a pair of keys for it, for those who have no age-keygen
//
// docs/operating.md says how often, and what to keep where.

const usage = `npm run backup -- --out a folder --recipient age1…
npm run backup -- --new-identity a new file`

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1)

await tell(usage, async () => {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      recipient: { type: 'string', multiple: true },
      'new-identity': { type: 'string' },
    },
  })
  const { out, recipient: recipients = [], 'new-identity': identityFile } = values
  if (identityFile) return await makeIdentity(identityFile)
  if (!out || recipients.length === 0) throw new Failure('invalid', usage)
  const { database, keys, removed } = await withHouse((house) => backupHouse(house, { out, recipients }))
  const rows = Object.values(database.rows).reduce((sum, count) => sum + count, 0)
  console.log(`${database.file}  ${rows} rows, ${megabytes(database.bytes)} MB
${keys.file}  ${keys.files} files of keys, ${megabytes(keys.bytes)} MB`)
  for (const name of removed)
    console.log(
      name.endsWith('.part')
        ? `Removed ${name}: that backup was never finished.`
        : `Removed ${name}: keys are kept for 7 days, so that what was erased stays erased.`,
    )
})

async function makeIdentity(file: string): Promise<void> {
  const { identity, recipient } = await newIdentity()
  try {
    writeFileSync(file, `# public key: ${recipient}\n${identity}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    throw new Failure('invalid', `${file} cannot be written: ${(error as NodeJS.ErrnoException).code}`)
  }
  console.log(`${recipient}

Back up with --recipient and the line above. Take ${file} off this machine and put it away twice:
without it no backup can be restored, and with it every one can.`)
}
