import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '@aiw/kit/errors'
import { loadRelease, releasesTo } from './db/releases.ts'
import { type Audited, recordAudit } from './vault/audit.ts'
import type { Recipient } from './vault/recipients.ts'
import type { SealedRelease } from './vault/release.ts'

const dist = path.join(import.meta.dirname, '../../../web/dist')

/**
 * A page for a recipient with all that was released to them, newest first, as the house has it: sealed. Its script
 * (web/src/released) opens it in their browser with their private key, and fetches nothing. Yields the page piece by piece, a
 * release each; that a release was handed out is in its writer's audit before its piece is. Throws Failure `not_found` when
 * nothing was released to them, `unavailable` when the page's script is not built.
 */
export async function* releasedPage(house: Audited, recipient: Recipient, now = new Date()): AsyncGenerator<string> {
  const { db } = house
  const releases = await releasesTo(db, recipient)
  if (releases.length === 0) throw new Failure('not_found', `Nobody has released anything to ${recipient.id}`)
  const [script, style] = (await Promise.all(['released.js', 'released.css'].map(built))) as [string, string]

  const about = { name: recipient.name, madeAt: now.toISOString() }
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src blob:; base-uri 'none'; form-action 'none'`
  yield `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta http-equiv="content-security-policy" content="${policy}">
<title>AIW</title>
<style>${style}</style>
<main><noscript>This page opens with JavaScript only. · 本页需要 JavaScript 才能打开。</noscript></main>
<script type="application/json" id="about">${json(about)}</script>
`
  for (const { id, writer, scope, releasedAt } of releases) {
    const sealed = await loadRelease(db, recipient, id)
    // Taken back meanwhile.
    if (!sealed) continue
    await recordAudit(house, { action: 'release.handed_out', by: 'house', writer, record: id })
    yield `<script type="application/json" class="release">${json({ scope, releasedAt, ...inBase64(sealed) })}</script>\n`
  }
  yield `<script>${script}</script>\n</html>\n`
}

const built = (file: string): Promise<string> =>
  readFile(path.join(dist, file), 'utf8').catch((error: unknown) => {
    throw new Failure('unavailable', 'The page is not built: npm run generate', { cause: error })
  })

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** JSON that ends no script element, whatever is in it. */
const json = (value: unknown) => JSON.stringify(value).replaceAll('<', String.raw`\u003c`)

/** A release with its bytes as base64, and without what the page has no use for. */
const inBase64 = ({ id, sittings, sentences }: SealedRelease) => ({
  id,
  sittings: sittings.map(({ id: sitting, startedAt }) => ({ id: sitting, startedAt })),
  sentences: sentences.map(({ sitting, id: sentence, kind, of, key, content, events, pictures }) => ({
    sitting,
    id: sentence,
    kind,
    of,
    key: key.toString('base64'),
    content: content.toString('base64'),
    events: events.map(({ seq, body }) => ({ seq, body: body.toString('base64') })),
    pictures: pictures.map((picture) => ({ id: picture.id, data: picture.data.toString('base64') })),
  })),
})
