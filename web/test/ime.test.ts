import { describe, expect, test } from 'vitest'
import type { Composition, KeyPress } from '../src/ime.ts'
import { noComposition, submits } from '../src/ime.ts'

type Event =
  | { type: 'compositionstart' | 'compositionend'; timeStamp: number }
  | ({ type: 'keydown' } & Partial<KeyPress> & { timeStamp: number })

/** Replays what a browser says while somebody writes; returns the times at which it would have submitted. */
function submissions(events: Event[]): number[] {
  let composition: Composition = noComposition
  const times: number[] = []
  for (const event of events) {
    if (event.type === 'compositionstart') composition = { ...composition, isComposing: true }
    else if (event.type === 'compositionend') composition = { isComposing: false, endedAt: event.timeStamp }
    else {
      const press = { key: 'Enter', keyCode: 13, isComposing: false, shiftKey: false, ...event }
      if (submits(press, composition)) times.push(event.timeStamp)
    }
  }
  return times
}

describe('Return', () => {
  test('submits when nothing is being composed', () => {
    expect(submissions([{ type: 'keydown', timeStamp: 0 }])).toEqual([0])
  })

  test('with Shift begins a new line', () => {
    expect(submissions([{ type: 'keydown', shiftKey: true, timeStamp: 10 }])).toEqual([])
  })

  test('no other key submits', () => {
    expect(submissions([{ type: 'keydown', key: 'n', keyCode: 78, timeStamp: 10 }])).toEqual([])
  })

  test.each<[string, Event[]]>([
    [
      'Chrome, Pinyin: Return takes the letters as they are',
      [
        { type: 'keydown', key: 'Process', keyCode: 229, timeStamp: 100 },
        { type: 'compositionstart', timeStamp: 101 },
        { type: 'keydown', key: 'Process', keyCode: 229, isComposing: true, timeStamp: 220 },
        { type: 'keydown', key: 'Enter', keyCode: 229, isComposing: true, timeStamp: 900 },
        { type: 'compositionend', timeStamp: 901 },
        { type: 'keydown', timeStamp: 1500 },
      ],
    ],
    [
      'Firefox, Japanese: Return takes the conversion',
      [
        { type: 'compositionstart', timeStamp: 100 },
        { type: 'keydown', key: 'Enter', keyCode: 229, isComposing: true, timeStamp: 700 },
        { type: 'compositionend', timeStamp: 702 },
        { type: 'keydown', timeStamp: 1500 },
      ],
    ],
    [
      'Safari: the composition ends before its key is said',
      [
        { type: 'compositionstart', timeStamp: 100 },
        { type: 'compositionend', timeStamp: 700 },
        { type: 'keydown', keyCode: 229, timeStamp: 703 },
        { type: 'keydown', timeStamp: 1500 },
      ],
    ],
    [
      'an input method that says its key as an ordinary Return right after the end',
      [
        { type: 'compositionstart', timeStamp: 100 },
        { type: 'compositionend', timeStamp: 700 },
        { type: 'keydown', timeStamp: 701 },
        { type: 'keydown', timeStamp: 1500 },
      ],
    ],
    [
      'a browser that forgets to say isComposing on the key',
      [
        { type: 'compositionstart', timeStamp: 100 },
        { type: 'keydown', timeStamp: 400 },
        { type: 'compositionend', timeStamp: 405 },
        { type: 'keydown', timeStamp: 1500 },
      ],
    ],
  ])('%s: only the next Return submits', (_, events) => {
    expect(submissions(events)).toEqual([1500])
  })
})
