import { type Kysely, sql } from 'kysely'

/** What a writer agreed to, what was released to whom, and receipts of what was erased. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const thisMinute = sql`date_trunc('minute', now())`

  await db.schema
    .createTable('consent')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('writer_id', 'uuid', (column) => column.notNull().references('writer.id').onDelete('cascade'))
    .addColumn('number', 'bigint', (column) => column.generatedByDefaultAsIdentity().notNull())
    .addColumn('sealed_content', 'bytea', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(thisMinute))
    .execute()
  await db.schema.createIndex('consent_writer').on('consent').columns(['writer_id', 'number']).execute()

  await db.schema
    .createTable('release')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('writer_id', 'uuid', (column) => column.notNull().references('writer.id').onDelete('cascade'))
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'bytea', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('sitting_id', 'uuid', (column) => column.references('sitting.id').onDelete('cascade'))
    .addColumn('sentence_id', 'text')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(thisMinute))
    .addForeignKeyConstraint(
      'release_sentence',
      ['sitting_id', 'sentence_id'],
      'sentence',
      ['sitting_id', 'id'],
      (fk) => fk.onDelete('cascade'),
    )
    .execute()
  await db.schema.createIndex('release_writer').on('release').column('writer_id').execute()
  await db.schema.createIndex('release_recipient').on('release').column('recipient').execute()

  // Of a sitting and of a sentence there is one key each; deleting the one takes its key with it.
  await db.schema
    .createTable('release_key')
    .addColumn('release_id', 'uuid', (column) => column.notNull().references('release.id').onDelete('cascade'))
    .addColumn('sitting_id', 'uuid', (column) => column.notNull().references('sitting.id').onDelete('cascade'))
    .addColumn('sentence_id', 'text')
    .addColumn('sealed_key', 'bytea', (column) => column.notNull())
    .addUniqueConstraint('release_key_once', ['release_id', 'sitting_id', 'sentence_id'], (constraint) =>
      constraint.nullsNotDistinct(),
    )
    .addForeignKeyConstraint(
      'release_key_sentence',
      ['sitting_id', 'sentence_id'],
      'sentence',
      ['sitting_id', 'id'],
      (fk) => fk.onDelete('cascade'),
    )
    .execute()
  await db.schema.createIndex('release_key_item').on('release_key').columns(['sitting_id', 'sentence_id']).execute()

  // Nobody's: what was erased is only counted.
  await db.schema
    .createTable('erasure')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('day', 'date', (column) => column.notNull())
    .addColumn('sittings', 'integer', (column) => column.notNull())
    .addColumn('sentences', 'integer', (column) => column.notNull())
    .addColumn('pictures', 'integer', (column) => column.notNull())
    .execute()
}
