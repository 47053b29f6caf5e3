import { Failure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import { endpointOf, post } from '@aiw/kit/post'
import { isPrivateHost, privateLookup, type Resolve } from '@aiw/kit/private-address'
import type { Language } from './look.ts'

/** The most a recording may have, in bytes: two minutes of speech even where it is not compressed (16 kHz, 16 bits). */
export const mostAudioBytes = 4 * 1024 * 1024
/** What is said of two minutes is written down within this time, in milliseconds, or not at all. */
const usualMs = 60_000
/** The most that is written down, in UTF-16 units: what a sentence may have. */
const mostCharacters = 2_000

/** Kinds of recordings, with what a speech server tells them by: the end of a file's name. */
const kinds: Record<string, string> = {
  'audio/webm': 'webm',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/aac': 'aac',
  'audio/mpeg': 'mp3',
  'audio/flac': 'flac',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
}

export interface DictationOptions {
  /** Of an OpenAI-style speech server: "http://speech.ward:8000", with or without the path to its API ("/v1"). */
  url: string
  /** As the server names it. */
  model: string
  /** What the server asks for as bearer token. */
  key?: string
  /** Whether the operator allows an address that is not private. */
  mayLeave?: boolean
  /** How long the server may take, in milliseconds. */
  timeoutMs?: number
}

/** A recording: what its HTTP header says it is, and the language spoken where the writer says so. */
export interface Recording {
  type: string
  data: Buffer
  language?: Language
}

/**
 * Writes down what is said in a recording: words only, at most 2,000 UTF-16 units, none where nothing is said. Throws Failure
 * `invalid` when the recording is none, `busy`, `unavailable`, `timeout`; or the signal's reason.
 */
export type Dictation = (recording: Recording, signal: AbortSignal) => Promise<string>

/**
 * A speech server on the hospital's machines: faster-whisper, whisper.cpp, FunASR, whatever speaks OpenAI's transcriptions.
 * Throws Failure `invalid` when the address is none, or not private and not allowed to be otherwise. The server need not
 * be there yet. Recordings are held in memory only, and nothing of them or of the words is logged.
 */
export async function dictation(options: DictationOptions, log: Log, resolve?: Resolve): Promise<Dictation> {
  const { url, model, key, mayLeave = false, timeoutMs = usualMs } = options
  const endpoint = endpointOf('GATEWAY_SPEECH_URL', url, '/audio/transcriptions')
  if (mayLeave) log.warn('voices may be sent to an address that is not private')
  else {
    const isInside = await isPrivateHost(endpoint.hostname, resolve)
    if (isInside === false)
      throw new Failure(
        'invalid',
        'GATEWAY_SPEECH_URL is not an address of a private network: patients’ voices would leave the house (docs/operating.md)',
      )
    if (isInside === 'unknown') log.warn('name of the speech server is not known yet')
  }
  const lookup = mayLeave ? undefined : privateLookup(resolve)

  return async (recording, left) => {
    left.throwIfAborted()
    const late = AbortSignal.timeout(timeoutMs)
    const signal = AbortSignal.any([left, late])
    try {
      return wordsOf(await post(endpoint, await formOf(recording, model), { key, lookup, signal }))
    } catch (error) {
      if (late.aborted && !left.aborted) throw new Failure('timeout', 'The speech server took too long')
      throw error
    }
  }
}

/** The form a speech server is sent. The file's name says its kind and nothing of whose it is. */
async function formOf({ type, data, language }: Recording, model: string): Promise<{ type: string; data: Buffer }> {
  const [kind = ''] = type.toLowerCase().split(';')
  const end = kinds[kind.trim()]
  if (!end) throw new Failure('invalid', 'A recording is one of: webm, ogg, mp4, aac, mpeg, flac, wav')
  if (data.length === 0) throw new Failure('invalid', 'There is nothing in this recording')
  const form = new FormData()
  form.set('model', model)
  form.set('response_format', 'json')
  form.set('temperature', '0')
  if (language) form.set('language', language)
  form.set('file', new Blob([new Uint8Array(data)], { type: kind.trim() }), `speech.${end}`)
  const whole = new Response(form)
  return { type: whole.headers.get('content-type')!, data: Buffer.from(await whole.arrayBuffer()) }
}

/** What a server wrote down. Throws Failure `unavailable` when it speaks another API. */
function wordsOf(answer: unknown): string {
  const text = typeof answer === 'object' && answer !== null && 'text' in answer ? answer.text : undefined
  if (typeof text !== 'string') throw new Failure('unavailable', 'The speech server’s answer is no transcription')
  return spokenWords(text)
}

const han = String.raw`[\p{Script=Han}\u3000-\u303f\uff00-\uffef]`

/** What is no word of the speaker's, in the order it is taken out. */
const notSpoken: readonly (readonly [what: RegExp, instead: string])[] = [
  // <|zh|><|HAPPY|><|Speech|>, also torn apart: < | zh | >; <laugh>, </cough>, <0.00>
  [/<\s*\|[^<>]{0,64}>/g, ' '],
  [/<\/?[^<>\n]{1,40}>/g, ' '],
  // Subtitles: their head, times and numbers.
  [/^\s*WEBVTT\b.*$/gm, ' '],
  [/^(?:\s*\d+\s*\n)?\s*(?:\d+:)?\d+:\d+[.,]\d+\s*-->\s*(?:\d+:)?\d+:\d+[.,]\d+.*$/gm, ' '],
  // [Music], [00:00.000 --> 00:02.000], 【掌声】: nobody speaks in these.
  [/\[[^[\]]*\]|【[^【】]*】/g, ' '],
  // (laughs), （轻声哭泣）, *sighs*; a longer one is something that was said.
  [/\((?:\s*[^\s()]+){0,4}\s*\)|（[^（）]{0,8}）|\*[^*\n]{1,40}\*/g, ' '],
  // SPEAKER_00: hello, 说话人1：你好
  [/^\s*(?:speaker[ _]?\d+|说话人\s?\d+)\s*[:：]/gim, ' '],
  // How it sounds, as signs: emoji with all that belongs to them, and notes.
  [/[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}♩♪♫♬]|\ufe0f|\u200d|\u20e3/gu, ' '],
  [/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\ufeff\ufffd]/gu, ' '],
  [/\s+/g, ' '],
  [new RegExp(`(?<=${han}) (?=${han})`, 'gu'), ''],
  [/ (?=[,.!?;:，。！？；：、])/g, ''],
]

/** What speech models write down where nothing is said: they have learnt it from films. Only where it is all there is. */
const heardInSilence =
  /^(?:thank(?:s| you)(?: so much| very much)? for watching|subtitles by the amara\.org community|字幕由\s?amara\.org\s?社[区區]提供|(?:请不吝)?点赞.{0,40}(?:栏目|订阅|打赏).{0,20}|谢谢(?:大家)?(?:观看|收看))[.!。！]?$/i

/** Only the words of what a speech model wrote: no tags, labels, times, sounds or signs of feeling. */
export function spokenWords(written: string): string {
  const words = notSpoken
    .reduce((text, [what, instead]) => text.replace(what, instead), written.normalize('NFC'))
    .trim()
  if (heardInSilence.test(words) || !/[\p{L}\p{N}]/u.test(words)) return ''
  return words
    .slice(0, mostCharacters)
    .toWellFormed()
    .replace(/\ufffd$/, '')
    .trim()
}
