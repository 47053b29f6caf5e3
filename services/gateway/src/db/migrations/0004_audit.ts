import type { Kysely } from 'kysely'

/** Who did what to which record, without content: src/vault/audit.ts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('minute', 'integer', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('writer', 'bytea')
    .addColumn('record', 'text')
    .addColumn('sealed_record', 'bytea')
    .addColumn('hash', 'bytea', (column) => column.notNull())
    .addColumn('mac', 'bytea', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('audit_writer').on('audit').columns(['writer', 'number']).execute()

  await db.schema
    .createTable('audit_checkpoint')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('hash', 'bytea', (column) => column.notNull())
    .addColumn('mac', 'bytea', (column) => column.notNull())
    .execute()
}
