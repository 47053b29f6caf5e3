import { sql } from 'kysely'
import type { Db } from '../db/schema.ts'
import type { Row, Section } from './archive.ts'

// Any table of any schema of the house, to lines and back, in the text PostgreSQL itself writes and reads; bytes as they are.

/** Rows that are fetched and written at once: pictures are some 100 KB each. */
const rowsAtOnce = 50
/** Whose rows are not for a backup: sessions of release 0.1.0, and what the migrations keep for themselves. */
const leftOut = ['session', 'kysely_migration', 'kysely_migration_lock']

interface Table extends Section {
  section: string
  columns: string[]
  /** What the house has written on the table itself: see vault/legacy.ts. */
  comment: string | null
}

/** The name of the newest migration that was applied; undefined in a database that is none of the house's. */
export async function versionOf(db: Db): Promise<string | undefined> {
  if (!(await tablesOf(db)).has('kysely_migration')) return undefined
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(db)
  return rows[0]?.name
}

/** The names of all tables there are, and those each refers to. */
export async function tablesOf(db: Db): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ name: string; refers: string[] }>`
    select relname as name, array(
      select target.relname::text from pg_constraint join pg_class target on target.oid = confrelid
      where conrelid = pg_class.oid and contype = 'f') as refers
    from pg_class where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace order by relname`.execute(
    db,
  )
  return new Map(rows.map(({ name, refers }) => [name, refers]))
}

/** All rows, table after table, each after those it refers to. In a transaction that sees one moment: repeatable read. */
export async function* dumpTables(tx: Db): AsyncGenerator<Section | Row> {
  await speakPlainly(tx)
  for (const name of inOrder(await tablesOf(tx))) {
    if (leftOut.includes(name)) continue
    const { bytes, ...table } = await describe(tx, name)
    yield table
    const cells = table.columns.map((column) =>
      bytes.includes(column) ? sql`${sql.ref(column)}` : sql`${sql.ref(column)}::text as ${sql.ref(column)}`,
    )
    await sql`declare dumped no scroll cursor for select ${sql.join(cells)} from ${sql.table(name)}`.execute(tx)
    for (;;) {
      const { rows } = await sql<Record<string, string | Buffer | null>>`
        fetch ${sql.lit(rowsAtOnce)} from dumped`.execute(tx)
      for (const row of rows) yield table.columns.map((column) => row[column] ?? null)
      if (rows.length < rowsAtOnce) break
    }
    await sql`close dumped`.execute(tx)
  }
}

/** Times are written and read alike on every server. */
async function speakPlainly(tx: Db): Promise<void> {
  await sql`set local timezone = 'UTC'`.execute(tx)
  await sql`set local datestyle = 'ISO'`.execute(tx)
}

/** A table, and those of its columns that hold bytes. */
async function describe(tx: Db, name: string): Promise<Table & { bytes: string[] }> {
  const { rows } = await sql<{ column: string; type: string; comment: string | null }>`
    select attname as column, format_type(atttypid, null) as type, obj_description(attrelid) as comment
    from pg_attribute where attrelid = ${name}::regclass and attnum > 0 and not attisdropped order by attnum`.execute(
    tx,
  )
  return {
    section: name,
    columns: rows.map(({ column }) => column),
    bytes: rows.filter(({ type }) => type === 'bytea').map(({ column }) => column),
    comment: rows[0]?.comment ?? null,
  }
}

function inOrder(tables: Map<string, string[]>): string[] {
  const ordered = new Set<string>()
  const visit = (name: string): void => {
    for (const other of tables.get(name) ?? []) if (other !== name && !ordered.has(other)) visit(other)
    ordered.add(name)
  }
  for (const name of tables.keys()) visit(name)
  return [...ordered]
}

/** Writes what `dumpTables` yielded into tables that are there and empty. */
export async function loadTables(tx: Db, content: AsyncIterable<Section | Row>): Promise<void> {
  await speakPlainly(tx)
  let table: Table | undefined
  let waiting: Row[] = []
  const write = async () => {
    if (table && waiting.length > 0) await insert(tx, table, waiting)
    waiting = []
  }
  for await (const item of content) {
    if (Array.isArray(item)) {
      waiting.push(item)
      if (waiting.length >= rowsAtOnce) await write()
      continue
    }
    await write()
    table = item as Table
    if (table.comment !== null)
      await sql`comment on table ${sql.table(table.section)} is ${sql.lit(table.comment)}`.execute(tx)
  }
  await write()
  await goOnCounting(tx)
}

async function insert(tx: Db, { section, columns }: Table, rows: readonly Row[]): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const values = sql.join(rows.map((row) => sql`(${sql.join(row)})`))
  await sql`insert into ${sql.table(section)} (${names}) overriding system value values ${values}`.execute(tx)
}

/** What counts by itself goes on after the highest number there is. */
async function goOnCounting(tx: Db): Promise<void> {
  const { rows } = await sql<{ name: string; column: string }>`
    select relname as name, attname as column from pg_attribute join pg_class on pg_class.oid = attrelid
    where attidentity <> '' and relkind = 'r' and relnamespace = current_schema()::regnamespace`.execute(tx)
  for (const { name, column } of rows)
    await sql`select setval(pg_get_serial_sequence(${name}, ${column}), coalesce(max(${sql.ref(column)}), 0) + 1, false)
      from ${sql.table(name)}`.execute(tx)
}
