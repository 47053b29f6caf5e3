import { expect, test } from 'vitest'
import { spokenWords } from '../src/dictation.ts'

test.each([
  ['SenseVoice’s tags', '<|zh|><|HAPPY|><|Speech|><|withitn|>今天的海很安静。', '今天的海很安静。'],
  ['its tags, torn apart', '< | en | > < | SAD | > The sea was quiet.', 'The sea was quiet.'],
  ['its faces', '🎼今天的海很安静😊。', '今天的海很安静。'],
  ['faces made of several signs', 'We sang 👩‍👩‍👧🏽 all night ❤️.', 'We sang all night.'],
  ['sounds in brackets', '[Music] The sea [BLANK_AUDIO] was quiet. 【掌声】', 'The sea was quiet.'],
  ['sounds in parentheses', '(laughs) The sea (crying softly) was quiet. （笑声）', 'The sea was quiet.'],
  ['sounds between stars and notes', '*sighs* ♪ The sea ♪ was quiet.', 'The sea was quiet.'],
  [
    'times',
    '[00:00:00.000 --> 00:00:02.500]  The sea\n[00:00:02.500 --> 00:00:04.000]  was quiet.',
    'The sea was quiet.',
  ],
  [
    'subtitles',
    '1\n00:00:00,000 --> 00:00:02,500\nThe sea\n\n2\n00:00:02,500 --> 00:00:04,000\nwas quiet.',
    'The sea was quiet.',
  ],
  ['web subtitles', 'WEBVTT\n\n00:00.000 --> 00:02.500\nThe sea was quiet.', 'The sea was quiet.'],
  ['times in tags', '<|0.00|> The sea was quiet.<|2.40|>', 'The sea was quiet.'],
  ['speakers', 'SPEAKER_00: The sea\nSpeaker 1: was quiet.', 'The sea was quiet.'],
  ['speakers in Chinese', '说话人1：今天的海\n说话人2：很安静。', '今天的海很安静。'],
  ['tags with names', 'The <laugh>sea</laugh> was <cough/> quiet.', 'The sea was quiet.'],
  ['lines', ' The sea\r\n was \u0000quiet.\ufffd', 'The sea was quiet.'],
  ['spaces between Chinese words', '今天 的 海 很 安静 。', '今天的海很安静。'],
  ['silence', ' [BLANK_AUDIO]\n', ''],
  ['what is heard in silence', 'Thanks for watching!', ''],
  ['what is heard in silence, in Chinese', '字幕由Amara.org社区提供', ''],
  ['signs alone', '... ♪ -', ''],
])('%s: only words are left', (_what, written, words) => {
  expect(spokenWords(written)).toBe(words)
})

test.each([
  'At 10:30 I saw 3 birds; 2 < 3, I said.',
  'Thank you for watching over her.',
  'I went (although nobody had asked me to go there) home.',
  'Happy. Sad. Neutral.',
  '我说：“妈妈，你好！”',
  'It cost 5 * 3 euros.',
])('what was said stays as it is: %s', (said) => {
  expect(spokenWords(said)).toBe(said)
})

test('no more is written down than a sentence may have, and no half of a sign', () => {
  expect(spokenWords('a'.repeat(5_000))).toHaveLength(2_000)
  expect(spokenWords(`${'a'.repeat(1_999)}𠮷`)).toBe('a'.repeat(1_999))
})

test('the most hostile of texts is cleaned in no time', () => {
  const hostile = ['(', '<', '[', '*', '（', '(a ', ' '.repeat(9), '点赞', '1:'].map((sign) => sign.repeat(7_000))
  const startedAt = performance.now()
  for (const text of hostile) spokenWords(text)
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})
