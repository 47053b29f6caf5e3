import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '@aiw/kit/config'
import { Failure } from '@aiw/kit/errors'
import encodeQR from 'qr'
import { createCode, normalCode } from './src/access-code.ts'
import { variables } from './src/config.ts'
import { openCodes } from './src/vault/key-store.ts'
import { deriveCodeKeys } from './src/vault/keys.ts'

// Issues access codes in a batch, bound to nobody: npm run codes -- --count 40 [--sheet codes.html]
// They are printed once, one a line, or on a sheet to be cut up; the house keeps only what tells that a code was issued. Who
// uses one first is its writer. The house may be running.

const usage = 'npm run codes -- --count 1 to 1000 [--sheet a new HTML file to print]'

/** Issues so many codes into a folder of keys, and returns them. */
export async function issueCodes(folder: string, count: number): Promise<string[]> {
  const { salt, issue } = await openCodes(folder)
  const codes = Array.from({ length: count }, createCode)
  for (const code of codes) await issue((await deriveCodeKeys(normalCode(code)!, salt)).lookup)
  return codes
}

/** A page with a card for each code: the code, and the same as a QR code. */
export function sheetOf(codes: readonly string[]): string {
  const cards = codes.map(
    (code) =>
      `<li>${encodeQR(code, 'svg', { ecc: 'low', border: 1 })}<p class="code">${code}</p><p>This code is the only way to what you write. Nobody can find it again for you.<br><span lang="zh">这个代码是找回你所写内容的唯一方式，谁也无法替你找回。</span></p></li>`,
  )
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>AIW: ${codes.length} access codes</title>
<style>
  body { font: 11pt/1.4 system-ui, sans-serif; margin: 0 }
  ul { display: grid; grid-template-columns: 1fr 1fr; gap: 0; list-style: none; margin: 0; padding: 0 }
  li { border: 1px dashed #999; break-inside: avoid; padding: 8mm; text-align: center }
  svg { height: 32mm; width: 32mm }
  .code { font: bold 13pt ui-monospace, monospace; margin: 3mm 0 }
</style>
<ul>
${cards.join('\n')}
</ul>
</html>
`
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { count: { type: 'string' }, sheet: { type: 'string' } } })
  const count = Number(values.count)
  if (!Number.isInteger(count) || count < 1 || count > 1000) throw new Failure('invalid', usage)
  const { sheet } = values
  if (sheet && existsSync(sheet)) throw new Failure('invalid', 'The sheet is there already; name a new file')
  if (existsSync('.env')) process.loadEnvFile('.env')
  const { AIW_KEYS, AIW_DATA } = readConfig(variables, process.env)
  const codes = await issueCodes(resolve(AIW_KEYS ?? resolve(AIW_DATA, 'keys')), count)
  if (!sheet) return console.log(codes.join('\n'))
  // Nobody else on this machine may read it.
  writeFileSync(sheet, sheetOf(codes), { flag: 'wx', mode: 0o600 })
  console.log(`${codes.length} codes are in ${sheet}. Print it, then delete it: they are shown nowhere else.`)
}

if (import.meta.main)
  try {
    await main()
  } catch (error) {
    const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
    if (!isUsage && !(error instanceof Failure)) throw error
    console.error(isUsage ? usage : (error as Failure).message)
    process.exitCode = 1
  }
