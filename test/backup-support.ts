import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { newIdentity } from '../services/gateway/src/backup/archive.ts'
import { backupHouse } from '../services/gateway/src/backup/backup.ts'
import { openDatabase } from '../services/gateway/src/db/connect.ts'
import { testDatabase } from './postgres.ts'

const root = path.resolve(import.meta.dirname, '..')

/** An empty database and empty folders, as after all was lost. */
export async function emptyPlace(whenDone: (act: () => Promise<void>) => void = onTestFinished) {
  const { url, drop } = await testDatabase()
  const db = openDatabase(url, () => {})
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aiw-backup-'))
  whenDone(async () => {
    await db.destroy()
    await drop()
    fs.rmSync(folder, { recursive: true, force: true })
  })
  const identity = path.join(folder, 'identity.txt')
  return { url, db, folder, keys: path.join(folder, 'keys'), out: path.join(folder, 'backups'), identity }
}
export type Place = Awaited<ReturnType<typeof emptyPlace>>

/** A pair of age, the identity in a file of the place. */
export async function recipientFor({ identity: file }: Place): Promise<string> {
  const { identity, recipient } = await newIdentity()
  fs.writeFileSync(file, `# made for a test\n${identity}\n`)
  return recipient
}

/** A backup of a place: what a restore asks for. */
export async function backupOf(place: Place, recipient: string, now?: Date) {
  const { database, keys } = await backupHouse(place, { out: place.out, recipients: [recipient], ...(now && { now }) })
  return { from: database.file, keys: keys.file, identity: place.identity }
}

/** Runs one of the programs as npm does. */
export const program = (name: string, args: string[], env: NodeJS.ProcessEnv) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(
      process.execPath,
      [`deploy/${name}.ts`, ...args],
      { cwd: root, env: { ...process.env, ...env } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
