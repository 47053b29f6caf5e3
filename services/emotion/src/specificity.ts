import type { Scene } from '@aiw/proto'
import type { Words } from './tokens.ts'

/*
 * How concrete a text is, from 0 (over-general) to 1 (one moment): time and place words, tense and aspect, numbers,
 * detail against "always", "everyone" and bare judgements. The features are those by which computers tell specific
 * autobiographical memories from over-general ones (Takano et al. 2017, 2018); the weights are set by hand.
 */

/** Words of time and place that fix a moment. */
const moment =
  /\b(?:yesterday|today|tonight|this (?:morning|afternoon|evening|week|year)|last (?:night|week|month|year|spring|summer|autumn|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|ago|at (?:noon|midnight|dawn|\d+|one|two|three|four|five|six|seven|eight|nine|ten)|when i (?:was|came|got|woke)|that (?:night|day|morning|evening|afternoon|summer|winter)|since (?:march|april|may|june|july|august|september|october|november|december|january|february|the)|in (?:january|february|march|april|june|july|august|september|october|november|december)|christmas|birthday|first time|after (?:the|dinner|lunch|work|school)|o'clock)\b|昨天|昨晚|今天|今晚|今早|明天|前天|刚才|刚刚|上周|上个?月|下个?月|去年|前年|今年|那天|那年|那次|那晚|小时候|周[一二三四五六日末]|星期[一二三四五六日天]|早上|早晨|中午|下午|午后|傍晚|晚上|半夜|凌晨|夜里|清晨|[一二三四五六七八九十\d]+[点年月日号岁]|年夜饭|生日|春节|中秋|清明|第一次|最后一次|的时候|年前|天前/g
const past =
  /\b(?:was|were|had|did|went|came|saw|said|told|gave|took|made|found|left|brought|sat|stood|felt|heard|called|held|burnt|burned|ate|drank|wrote|read|bought|broke|put|let|ran|fell|kept|laid|cooked|planted|repaired|forgot|\p{L}{3,}ed)\b|[了过](?!去)|刚/gu
const always =
  /\b(?:always|never|every(?:one|body|thing|where| time)?|nobody|no one|nothing|anything|anyone|all my life|whole life|my life|entire life|in general|people like me|things|life|the world|ever|whatever|nowhere|as usual|constantly|forever|all the time)\b|总是|总|从来|永远|一直都|每次|所有人|所有事|什么都|谁都|谁也|没有?人|人人|大家都|一切|任何|到处|一辈子|这辈子|人生|从小到大|一无是处|一事无成|世界上?|生活|命运|凡是|反正/g
/** "I am a failure", "我是个废物", "我没用": a judgement of a whole person, life or world. */
const judgement =
  /\b(?:i|you|he|she|we|they|it|everything|life|people|the world|things|nobody|everyone|my life)(?: \p{L}+)? (?:am|'m|is|are|'s|'re|was|were|be)(?: (?:just|so|such|always|never|all|very|really|simply|not|n't|completely|totally))*(?: (?:a|an|the))?(?: (?:complete|total|real|good|bad|terrible|great))? (?:useless|worthless|failure|loser|nothing|stupid|bad|fine|good|great|hopeless|pointless|unlovable|boring|ugly|weak|strong|lucky|happy|sad|alone|nice|beautiful|terrible|wonderful|perfect|broken|mess|burden|person|disappointment|selfish|mean|unfair|hard|okay|ok)\b|(?:我|他|她|你|人生|生活|世界|人)(?:就|真|真的|就是|太|很|是|是个|是一个|只是)*(?:没用|废物|失败|失败者|笨|蠢|多余|不配|一无是处|没出息|无能|幸运|幸福|好人|坏人|没意思|没意义|不公平|美好)/u
/** A skill or habit that names its thing: "skilled at cooking fish", "很会烧鱼". */
const skill =
  /\b(?:good|skilled|great|bad|terrible|best) (?:at|in) \p{L}+ing\b|\bi (?:can|know how to) \p{L}+ \p{L}+|(?:很会|会|擅长|拿手|学会了?)[\p{Script=Han}]{2,}/u
const quote = /["“”「」《》]/
const ownName = /(?<=\p{Ll},? )(?!I\b)\p{Lu}\p{Ll}{2,}/gu

/** 0 (over-general: "I am useless") to 1 (one concrete moment: "I burnt the fish on Tuesday night"). */
export function specificityOf(words: Words, scene: Scene, raw: string): number {
  const { text, tokens } = words
  const spoken = tokens.filter(({ kind }) => kind !== 'mark')
  const things = Math.min(4, scene.motifs.length)
  const named = Math.min(2, scene.people.filter(({ relation }) => relation !== '').length)
  const isJudgement = judgement.test(text)
  const length = text.length + 2 * tokens.filter(({ kind }) => kind === 'zh').length
  const score =
    -0.9 +
    0.75 * things +
    0.4 * named +
    0.8 * Math.min(2, count(text, moment)) +
    0.35 * Math.min(3, count(text, past)) +
    0.5 * Math.min(2, spoken.filter(({ kind, tag }) => kind === 'number' || tag === 'm').length) +
    0.6 * Math.min(1, raw.match(ownName)?.length ?? 0) +
    (skill.test(text) ? 0.9 : 0) +
    (quote.test(raw) ? 0.3 : 0) +
    0.5 * Math.min(1, length / 90) -
    1.1 * Math.min(2, count(text, always)) -
    (isJudgement ? 1.2 : 0) -
    (spoken.length < 5 && things === 0 ? 0.8 : 0)
  return 1 / (1 + Math.exp(-score))
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0
