import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // To the minute: when somebody writes is nobody's business to the second.
  const thisMinute = sql`date_trunc('minute', now())`

  await db.schema
    .createTable('writer')
    .addColumn('id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('code_hash', 'bytea', (column) => column.notNull().unique())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(thisMinute))
    .execute()

  await db.schema
    .createTable('session')
    .addColumn('token_hash', 'bytea', (column) => column.primaryKey())
    .addColumn('writer_id', 'uuid', (column) => column.notNull().references('writer.id').onDelete('cascade'))
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(thisMinute))
    .execute()
  await db.schema.createIndex('session_writer').on('session').column('writer_id').execute()

  await db.schema
    .createTable('sitting')
    .addColumn('id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('writer_id', 'uuid', (column) => column.notNull().references('writer.id').onDelete('cascade'))
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute()
  await db.schema.createIndex('sitting_writer').on('sitting').columns(['writer_id', 'created_at']).execute()

  await db.schema
    .createTable('sentence')
    .addColumn('sitting_id', 'uuid', (column) => column.notNull().references('sitting.id').onDelete('cascade'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('of', 'text')
    .addColumn('text', 'text')
    .addColumn('is_private', 'boolean', (column) => column.notNull())
    .addColumn('wish', 'jsonb', (column) => column.notNull())
    .addColumn('seed', 'integer', (column) => column.notNull())
    .addColumn('reading', 'jsonb')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(thisMinute))
    .addPrimaryKeyConstraint('sentence_pkey', ['sitting_id', 'id'])
    .addUniqueConstraint('sentence_position', ['sitting_id', 'position'])
    .execute()

  await db.schema
    .createTable('event')
    .addColumn('sitting_id', 'uuid', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('sentence_id', 'text', (column) => column.notNull())
    .addColumn('body', 'jsonb', (column) => column.notNull())
    .addPrimaryKeyConstraint('event_pkey', ['sitting_id', 'seq'])
    .addForeignKeyConstraint('event_sentence', ['sitting_id', 'sentence_id'], 'sentence', ['sitting_id', 'id'], (fk) =>
      fk.onDelete('cascade'),
    )
    .execute()

  await db.schema
    .createTable('picture')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('sitting_id', 'uuid', (column) => column.notNull())
    .addColumn('sentence_id', 'text', (column) => column.notNull())
    .addColumn('media_type', 'text', (column) => column.notNull())
    .addColumn('data', 'bytea', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(thisMinute))
    .addForeignKeyConstraint(
      'picture_sentence',
      ['sitting_id', 'sentence_id'],
      'sentence',
      ['sitting_id', 'id'],
      (fk) => fk.onDelete('cascade'),
    )
    .execute()
}
