import { type Kysely, sql } from 'kysely'

/** What a writer has besides sentences: settings, ratings, answers, a plan and the like; src/db/notes.ts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('note')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('writer_id', 'uuid', (column) => column.notNull().references('writer.id').onDelete('cascade'))
    .addColumn('number', 'bigint', (column) => column.generatedByDefaultAsIdentity().notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('sitting_id', 'uuid', (column) => column.references('sitting.id').onDelete('cascade'))
    .addColumn('sentence_id', 'text')
    .addColumn('sealed_content', 'bytea', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`date_trunc('minute', now())`))
    .addForeignKeyConstraint('note_sentence', ['sitting_id', 'sentence_id'], 'sentence', ['sitting_id', 'id'], (fk) =>
      fk.onDelete('cascade'),
    )
    .addCheckConstraint('note_of_sentence', sql`sentence_id is null or sitting_id is not null`)
    .execute()
  await db.schema.createIndex('note_writer').on('note').columns(['writer_id', 'kind', 'number']).execute()
  await db.schema.createIndex('note_item').on('note').columns(['sitting_id', 'sentence_id']).execute()
}
