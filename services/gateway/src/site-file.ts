import { readFileSync } from 'node:fs'
import { Failure } from '@aiw/kit/errors'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'

/**
 * A JSON file that a site has written, held against its schema. Throws Failure `invalid`: `named` is the variable that names
 * the file, then come the places where it is not as agreed.
 */
export function readSiteFile<Schema extends TSchema>(schema: Schema, path: string, named: string): Static<Schema> {
  let file: unknown
  try {
    file = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Failure('invalid', `${named} names a file that cannot be read as JSON`, { cause: error })
  }
  if (Value.Check(schema, file)) return file
  const where = Value.Errors(schema, file).map(({ instancePath }) => instancePath || '/')
  throw new Failure('invalid', `${named} is not as agreed at ${[...new Set(where)].join(', ')}`)
}
