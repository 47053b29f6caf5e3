import type { Look } from '@aiw/proto'
import type { Language } from './words.ts'

/** A dial of the look, in graded words: from this value on, the next grade. */
interface Ladder extends Record<Language, readonly string[]> {
  from: readonly number[]
  /** For models that take few words; those of abstraction take as many tokens each, so that none crowds out a thing. */
  short: readonly string[]
}

type Dial = 'brightness' | 'warmth' | 'energy' | 'blur' | 'abstraction'

const aroundZero = [-0.6, -0.3, -0.1, 0.1, 0.3, 0.6]

/** What each dial says, grade by grade. An empty text: as the style has it. No text is part of another of its dial. */
export const ladders: Record<Dial, Ladder> = {
  brightness: {
    from: aroundZero,
    en: [
      'very dark, with only a little light left',
      'dark and subdued',
      'slightly dimmed',
      '',
      'light in tone',
      'bright and luminous',
      'radiant, flooded with light',
    ],
    zh: ['画面很暗，只留一点微光', '调子偏暗，沉着内敛', '光线略暗', '', '调子清浅', '明亮通透', '满幅光华，灿烂夺目'],
    short: ['very low light', 'dark tones', 'muted tones', '', 'light tones', 'bright tones', 'radiant light'],
  },
  warmth: {
    from: aroundZero,
    en: [
      'in icy blues and greys',
      'in cold blue tones',
      'in slightly cool tones',
      '',
      'in slightly warm tones',
      'in warm golden tones',
      'in glowing amber and red tones',
    ],
    zh: [
      '冷冽的蓝灰色调',
      '偏冷的蓝色调',
      '微带凉意的色调',
      '',
      '微带暖意的色调',
      '温暖的金黄色调',
      '炽热的琥珀与朱红色调',
    ],
    short: [
      'icy blue palette',
      'cold blue palette',
      'cool palette',
      '',
      'warm palette',
      'golden palette',
      'glowing red palette',
    ],
  },
  energy: {
    from: [0.15, 0.35, 0.6, 0.85],
    en: [
      'utterly still, with long level strokes',
      'with calm, unhurried brushwork',
      'with lively brushwork',
      'with vigorous, sweeping brushwork',
      'with turbulent, surging brushwork',
    ],
    zh: ['极静，笔触平缓悠长', '笔触从容安静', '笔触轻快活泼', '笔触奔放有力', '笔触激荡翻涌'],
    short: ['still level brushwork', 'calm brushwork', 'lively brushwork', 'sweeping brushwork', 'turbulent brushwork'],
  },
  blur: {
    from: [0.1, 0.3, 0.55, 0.8],
    en: [
      '',
      'soft edges',
      'soft focus, outlines melting into one another',
      'strongly blurred, everything veiled',
      'wholly out of focus, only glow and colour left',
    ],
    zh: ['', '边缘柔和', '轮廓彼此融化', '如隔薄纱，一片朦胧', '完全虚化，只余光色'],
    short: ['', 'soft edges', 'soft focus', 'heavily blurred', 'out of focus'],
  },
  abstraction: {
    from: [0.12, 0.35, 0.6, 0.85],
    en: [
      'concrete, each thing painted for what it is',
      'simplified into loose touches, yet easy to recognise',
      'half dissolved, things only hinted at as soft shapes of colour',
      'almost abstract, a few large shapes barely suggesting what is there',
      'purely abstract, nothing but soft layers of colour',
    ],
    zh: [
      '物象具体，如实写来',
      '笔法概括松动，物象仍可辨认',
      '形体半已消融，只以柔和的色块暗示',
      '近于抽象，只剩几块大形隐约可感',
      '纯抽象，只有层层晕染的柔和色面',
    ],
    short: [
      'concrete and clear',
      'loosely painted',
      'half dissolved shapes',
      'very nearly abstract',
      'pure abstract colour',
    ],
  },
}

/** The grade of a dial's value: 0 the lowest. Rises with the value. */
export function gradeOf(dial: Dial, value: number): number {
  return ladders[dial].from.filter((from) => value >= from).length
}

/** What a dial of a look says, in a language, long or short. */
export function sayDial(dial: Dial, look: Look, words: Language | 'short'): string {
  return ladders[dial][words][gradeOf(dial, look[dial])]!
}

/** Whether a look leaves room for details. */
export const isDetailed = (look: Look): boolean =>
  gradeOf('abstraction', look.abstraction) === 0 && gradeOf('blur', look.blur) < 2

/** Things and people that may still be told at a grade of abstraction; at the last grade nothing is. */
export const leftAt: readonly { things: number; people: number }[] = [
  { things: 12, people: 9 },
  { things: 8, people: 9 },
  { things: 4, people: 4 },
  { things: 1, people: 1 },
  { things: 0, people: 0 },
]
