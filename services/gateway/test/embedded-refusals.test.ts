import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { elsewhere, freshFolder, isRoot, obstacle, ordinary, start, usedFolder } from './embedded-support.ts'

/** A refusal is one line that says this, and what else one may do. */
const saying = (reason: string) => ({
  code: 'unavailable',
  message: expect.stringMatching(new RegExp(`^The database cannot start: [^\n]*${reason}[^\n]*DATABASE_URL[^\n]*$`)),
})

test('a folder with other files in it is left alone', async () => {
  const folder = freshFolder()
  fs.mkdirSync(folder)
  fs.writeFileSync(path.join(folder, 'thesis.txt'), '')
  const { mode } = fs.statSync(folder)
  await expect(start({ folder })).rejects.toMatchObject(saying('data holds other files'))
  expect(fs.readdirSync(folder)).toEqual(['thesis.txt'])
  expect(fs.statSync(folder).mode).toBe(mode)
})

test('a file in the place of the folder is named', async () => {
  const folder = freshFolder()
  fs.writeFileSync(folder, '')
  await expect(start({ folder })).rejects.toMatchObject(saying('data is not a folder'))
  await expect(start({ folder: path.join(folder, 'below') })).rejects.toMatchObject(saying('below cannot be used'))
})

test('an ordinary user is told of a folder that is not theirs', async ({ skip }) => {
  skip(obstacle !== undefined, obstacle)
  const folder = freshFolder()
  const refused = async () => elsewhere({ folder }, ordinary).refused()
  expect(await refused()).toEqual(saying('data may not be written by this user'))
  fs.mkdirSync(folder)
  expect(await refused()).toEqual(saying('data belongs to another user'))
})

test('root does not take a folder from its owner', async ({ skip }) => {
  skip(!isRoot, 'only root could')
  const folder = freshFolder()
  fs.mkdirSync(folder)
  fs.chownSync(folder, 65533, 65533)
  await expect(start({ folder })).rejects.toMatchObject(saying('data belongs to another user'))
  expect(fs.statSync(folder).uid).toBe(65533)
})

test('data behind a folder that was closed are named, and no empty house is opened instead', async ({ skip }) => {
  skip(!isRoot, 'only root runs the server as another user')
  const folder = await usedFolder()
  fs.chmodSync(path.dirname(folder), 0o700)
  const closed = "has been closed to the database's user"
  await expect(start({ folder, fallback: freshFolder() })).rejects.toMatchObject(saying(closed))
})

test('data without their password are not touched, and the missing file is named', async () => {
  const folder = await usedFolder()
  const password = path.join(folder, 'password')
  const kept = fs.readFileSync(password)
  fs.writeFileSync(password, 'another')
  await expect(start({ folder })).rejects.toMatchObject(saying('does not accept the password in .*password'))
  fs.rmSync(password)
  await expect(start({ folder })).rejects.toMatchObject(saying('password is missing'))
  fs.writeFileSync(password, kept)
  expect(await start({ folder })).toMatchObject({ folder })
})

test('data of another version of PostgreSQL are named as such', async () => {
  const folder = await usedFolder()
  fs.writeFileSync(path.join(folder, 'cluster', 'PG_VERSION'), '17\n')
  await expect(start({ folder })).rejects.toMatchObject(saying('another version of PostgreSQL'))
})

test('a platform without binaries is named', async () => {
  const refused = await elsewhere({ folder: freshFolder() }, { arch: 's390x' }).refused()
  expect(refused).toEqual(saying(`for ${process.platform} on s390x`))
})

test('a full disk is named, at the first start and later, and costs nothing when there is room again', async ({
  skip,
}) => {
  const folder = freshFolder()
  const disk = path.dirname(folder)
  const { status } = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=20m,mode=711', 'tmpfs', disk])
  skip(status !== 0, 'a small disk cannot be mounted here')
  onTestFinished(() => void spawnSync('/bin/umount', ['-l', disk]))
  await expect(start({ folder })).rejects.toMatchObject(saying('the disk of .*data.* is full'))
  expect(fs.existsSync(path.join(folder, 'cluster'))).toBe(false)

  spawnSync('/bin/mount', ['-o', 'remount,size=120m', disk])
  await (await start({ folder })).stop()
  const filler = path.join(disk, 'filler')
  expect(() => fs.writeFileSync(filler, Buffer.alloc(130 * 1024 ** 2))).toThrow('ENOSPC')
  await expect(start({ folder })).rejects.toMatchObject(saying('the disk of .*data.* is full'))
  fs.rmSync(filler)
  expect(await start({ folder })).toMatchObject({ folder })
})
