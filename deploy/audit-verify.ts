import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Failure } from '@aiw/kit/errors'
import { openAuditFiles } from '../services/gateway/src/vault/audit-files.ts'
import { verifyAudit } from '../services/gateway/src/vault/audit.ts'
import { tell, withHouse } from './open-house.ts'

// Says whether the audit is as the house wrote it, and where not: npm run audit:verify. Changes nothing; the house may be running.
// Ends with 1 when something was found.

/** The most findings that are told: where the chain is broken, the first are the ones to look at. */
const mostTold = 20

await tell('npm run audit:verify', () => {
  parseArgs({ options: {} })
  return withHouse(async ({ db, keys }) => {
    if (!existsSync(join(keys, 'audit', 'key')))
      throw new Failure('not_found', `The key of the audit is not in ${keys}: name the folder of the keys in AIW_KEYS`)
    const { entries, findings, lost } = await verifyAudit(db, await openAuditFiles(keys))
    for (const { first, last } of lost) console.log(`Entries ${first} to ${last} were lost when a backup was restored.`)
    for (const { entry, what } of findings.slice(0, mostTold)) console.error(`Entry ${entry} ${what}.`)
    if (findings.length > mostTold) console.error(`And ${findings.length - mostTold} more.`)
    if (findings.length === 0) console.log(`The audit is as it was written: ${entries} entries.`)
    else process.exitCode = 1
  })
})
