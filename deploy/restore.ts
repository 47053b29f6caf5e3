import { parseArgs } from 'node:util'
import { Failure } from '@aiw/kit/errors'
import { restoreHouse } from '../services/gateway/src/backup/restore.ts'
import { tell, withHouse } from './open-house.ts'

// Restores a backup into an empty house that is not running:
//
//   npm run restore -- --from database-….age --keys keys-….age --identity identity.txt
//
// Where the folder of the keys has survived leave --keys out, and where the database has, --from.

const usage = 'npm run restore -- --from database-….age --keys keys-….age --identity a file'

await tell(usage, async () => {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, keys: { type: 'string' }, identity: { type: 'string' } },
  })
  const { from, keys, identity } = values
  if (!identity || (!from && !keys)) throw new Failure('invalid', usage)
  const { rows, files, leftOut } = await withHouse(
    (house) => restoreHouse(house, { identity, ...(from && { from }), ...(keys && { keys }) }),
    { alone: true },
  )
  if (rows) console.log(`Restored ${Object.values(rows).reduce((sum, count) => sum + count, 0)} rows.`)
  if (files) console.log(`Restored ${files} files of keys.`)
  if (leftOut)
    console.log(`Left out ${leftOut} writers to whom there are no keys: erased since, or younger than these keys.`)
  console.log('Everybody signs in anew. Start the house; npm run audit:verify tells what the audit has lost.')
})
