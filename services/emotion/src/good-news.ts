/*
 * Good news that is told by denying the bad: 医生说没事了, 复查没有转移. The model weighs the topic more than the denial.
 */

const from =
  '(?:医生|大夫|护士|主任|专家|医院|兽医|老师|班主任|校长|检查|复查|体检|产检|化验|报告|结果|片子|b超|ct|彩超|病理|活检|指标)'
const news =
  '(?:没(?:有)?(?:什么)?(?:大)?(?:事|问题|碍|毛病|异常|危险|转移|复发|恶化|扩散|骨折|后遗症|并发症|感染|要紧|挂科|缺陷)|没伤(?:到|着)|没查出|不(?:是|像)(?:癌|恶性|肿瘤|坏东西|大病|白血病)|不(?:用|需要|必)(?:开刀|手术|做手术|住院|截肢|化疗|放疗|打针|再来|担心|留级|切除?|穿刺|再吃药)|(?:是)?良性|脱离了?危险|(?:一切|都|全部?|指标都?)(?:很)?正常)'
const told = new RegExp(`${from}(?:(?!\\p{Script=Han}点)[^.!?;\\n]){0,10}?(?<!不|不太)${news}`, 'u')
/** The plain all-clear of a test: 不是恶性的, 没有复发. */
const alone = /^(?:还好|幸好|终于|结果)?,?(?:不是(?:恶性|癌)的?|没有?(?:复发|转移|扩散))了?[.!~]*$/u
/** What makes no good news of it: a wish, a doubt, a question, or what is told of it after. */
const doubt =
  /但|可(?!以|能出)|不过|却|还是|就是|要是|如果|希望|以为|只要|为什么|假如|除非|[吗?]|怕|担心(?!了)|骗|不信|疼|痛|难受|烦|恨|骂|死|不想|又说|当时|那时|以前|救不|没救|查不出|没人|睡不着|瞒|失望|怎么|又是|又系|不是这个|假装/

/** Whether a text, simplified, tells that somebody who knows says all is well. */
export function isAllClear(text: string): boolean {
  if (doubt.test(text)) return false
  return alone.test(text) || told.test(text)
}
