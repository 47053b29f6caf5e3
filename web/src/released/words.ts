import type { KeyProblem } from './key.ts'
import type { SealedRelease } from './open.ts'

/** The texts of the page on which somebody reads what writers chose to show them. */
export interface Words {
  lang: string
  /** The locale of dates. */
  dates: string
  /** What the other language is called, in that language. */
  other: string
  title: (name: string) => string
  lead: string
  /** When the file was made. */
  asOf: (when: string) => string
  nothing: string
  keyFile: string
  passphrase: string
  passphraseHint: string
  open: string
  opening: string
  problems: Record<KeyProblem, string>
  notOpened: string
  scopes: Record<SealedRelease['scope'], string>
  shownOn: (when: string) => string
  sittingOf: (when: string) => string
  revised: string
  noPicture: string
  count: (sentences: number) => string
  empty: string
  care: string
}

export const words: Record<'en' | 'zh', Words> = {
  en: {
    lang: 'en',
    dates: 'en-GB',
    other: '中文',
    title: (name) => `For ${name}`,
    lead: 'What writers chose to show you. It opens here, with your own key, and nowhere else: nothing leaves this page.',
    asOf: (when) =>
      `As it was on ${when}. What is taken back later is still in this file: delete it when you have read it.`,
    nothing: 'Nobody has shown you anything yet.',
    keyFile: 'Your private key',
    passphrase: 'Its passphrase',
    passphraseHint: 'If it has one.',
    open: 'Open',
    opening: 'Opening …',
    problems: {
      none: 'This file is no private key. Choose the file whose name ends in private.pem.',
      locked: 'This key is locked. Please type its passphrase.',
      passphrase: 'The passphrase is not right, or the file is damaged.',
    },
    notOpened: 'This does not open with your key: it was shown to another one, or the file has been changed.',
    scopes: { sentence: 'One sentence', sitting: 'A sitting', everything: 'Everything written until then' },
    shownOn: (when) => `shown to you on ${when}`,
    sittingOf: (when) => `Written on ${when}`,
    revised: 'Rewritten',
    noPicture: 'Without a picture',
    count: (sentences) => (sentences === 1 ? '1 sentence' : `${sentences} sentences`),
    empty: 'Nothing of it is left: it was deleted, or made private.',
    care: 'The pictures are made by AI. Each is one possible picture of its sentence, and tells nothing about whoever wrote.',
  },
  zh: {
    lang: 'zh-Hans',
    dates: 'zh-CN',
    other: 'English',
    title: (name) => `给${name}`,
    lead: '这里是书写者自己选择给你看的内容。只在本页、只用你自己的密钥打开，什么都不会传出去。',
    asOf: (when) => `内容截至${when}。之后收回的，仍会留在这个文件里：读过以后，请把它删除。`,
    nothing: '还没有人给你看过什么。',
    keyFile: '你的私钥文件',
    passphrase: '私钥的口令',
    passphraseHint: '没有口令就留空。',
    open: '打开',
    opening: '正在打开……',
    problems: {
      none: '这个文件不是私钥。请选名字以 private.pem 结尾的文件。',
      locked: '这个私钥上了锁，请输入口令。',
      passphrase: '口令不对，或者文件已损坏。',
    },
    notOpened: '你的密钥打不开这里：它是给别人的，或者文件被改动过。',
    scopes: { sentence: '一句话', sitting: '一次书写', everything: '到那时为止写下的全部' },
    shownOn: (when) => `${when}给你看的`,
    sittingOf: (when) => `${when}写的`,
    revised: '改写',
    noPicture: '没有画',
    count: (sentences) => `${sentences} 句`,
    empty: '里面已经没有内容了：被删除，或被设为私密。',
    care: '画由 AI 生成。每一幅只是那句话的一种可能的样子，并不说明写的人是怎样的。',
  },
}
