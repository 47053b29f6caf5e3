import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

/** Without a graphics card Chromium would play one, at ten times the processor time of painting in memory. */
const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu']

/**
 * A real browser from the npm registry alone, or the one that `CHROMIUM_PATH` names. Throws when neither starts.
 *
 * Three things that `@sparticuz/chromium` does not say for machines that are no AWS Lambda (version 153):
 * it unpacks the libraries it needs only if it believes to be on Lambda, and decides so while it is imported; its font
 * configuration names one fixed folder, and with no font at all Chromium aborts; its own arguments run everything in one
 * process, which dies with the first closed context. `more`: further arguments for Chromium.
 */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH']
  return chromium.launch({ executablePath: named || (await unpackChromium()), args: [...args, ...more] })
}

async function unpackChromium(): Promise<string> {
  const folder = resolve(import.meta.dirname, '../node_modules/.cache/chromium')
  const fontconfig = join(folder, 'conf')
  mkdirSync(fontconfig, { recursive: true })
  writeFileSync(
    join(fontconfig, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/fc</cachedir></fontconfig>`,
  )
  const temporary = process.env['TMPDIR']
  Object.assign(process.env, { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x', FONTCONFIG_PATH: fontconfig })
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    return await packed.executablePath()
  } finally {
    if (temporary === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = temporary
  }
}
