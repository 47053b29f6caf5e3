import { between, following, preceding } from './around.ts'
import { englishPeople } from './lexicon/people.ts'
import type { Mention } from './mentions.ts'
import type { Token } from './tokens.ts'

/*
 * Who is dead, gone, far or was never there, where an English text says so of somebody; and what is said of theirs, which
 * takes nobody away.
 */

/** "He didn't make it", "my uncle went in and never woke up", "my cousin was killed", "Dad took the telly when he left". */
const isGone =
  /^(?:(?:did n't|did not|never) (?:make it|survive|wake up|woke up|(?:come|came) (?:back|home)|reach|reached|return|returned|get (?:out|here|home|there|across))\b|(?:has |had )?(?:hung|hanged|killed|drowned|shot) (?:him|her)self|(?:has |had )?(?:took|taken|take) (?:his|her|their) (?:own )?(?:life|lives)\b|(?:was|were|got) (?:killed|murdered|shot dead|run over and killed|washed away)|went in(?:to)? (?:\w+ ){1,5}and never (?:woke|came)|(?:has|have|had) (?:not|n't|never) (?:been (?:in touch|home|back|round|seen)|come (?:home|back)|visited)|(?:was|were) never seen again|(?:has|have|had)? ?(?:run|ran|runs) off\b|walked out(?:$| (?:on|in|when|and|last|one)\b)|(?:(?:is|was|are|were|'s) )?off (?:work )?sick\b|(?:is|was|are|were|'s) (?:on (?:holiday|tour)|deployed|overseas|at sea|in (?:prison|jail)|behind bars|six feet under|with (?:god|jesus|the lord|the angels))\b|(?:is|was|'s) late(?:$| (?:again|today|for)\b)|(?:has |had )?(?:deployed|shipped out|emigrated|got deported)|(?:was|were|got) deported|took (?:the|our|my) [\w ]{2,40} (?:when (?:he|she|they) (?:left|went|moved)|and left (?:me|us)))/
/** "My mother, who died in May", "the husband who is dead". */
const whoIsGone =
  /^,? ?who (?:(?:is|was|'s|has been|had been) (?:\w+ )?(?:dead|gone|late|missing|buried)|(?:had |has )?(?:died|passed|left (?:me|us)|never came|drowned|fell in))\b/
/** "She asked for her mother, and she's been dead thirty years." */
const andIsDead =
  /^(?:[\w' ]{0,16})(?:, |(?<= ))(?:and|but|though) (?:he|she|they) (?:'s|is|was|are|were|'ve|has|have|had)(?: (?:been|long|already|now))* (?:dead|gone|buried)(?! (?:to|tired|home|mad|quiet|right|set)\b)\b/
/** "Nobody would say where Darlene was", "the trees where Daddy is". */
const whereBefore = /(?:^| )where (?:is )?(?:(?:my|his|her|our|their|the|old|little) )*$/
const whereBehind = /^(?:is|was|'s|are|were|went|has gone|had gone)?(?: now| today| tonight)?$/
/** "Never knew my father", "haven't heard from my brother", "no word from my son", "Drugs took all my friends". */
const goneBefore =
  /(?:^| )(?:never (?:met|knew|known) (?:my|his|her|our|their)(?: (?:real|own|birth))?(?= \w*$|$)|(?:n't|not|never) (?:heard|hear|had (?:word|news))(?: (?:a word|anything|a thing|back))? (?:from|of) (?:my|his|her|our|their)(?: \w+)?|no (?:word|news|sign|trace) (?:from|of) (?:my|his|her|our|their)(?: \w+)?|(?:drugs?|war|cancer|covid|drink|heroin|flood|fire|sea|river|mine|virus|disease|earthquake) (?:has |have |had )?(?:took|taken|killed|got) (?:all )?(?:my|his|her|our|their|both my)(?: \w+)?|(?:lost|buried) (?:a|an|another|two|three|both|one)(?: (?:good|dear|close|old|best|young))?)$/
/** "I wish my sister was here", "if only Mum could see this". */
const wishBefore = /(?:^| )(?:wish(?:ed|es)?|if only)(?: (?:my|our|his|her|the|old|dear|late|little))*$/
const wishBehind =
  /^(?:(?:was|were|had been) (?:here|still (?:here|alive)|alive|with (?:me|us)|there|around)|could (?:see|have seen|hear|meet|be (?:here|with))|had (?:lived|seen|met))\b/
/** "I haven't seen my daughter in two years", "waited for my father but he didn't come". */
const unseenBefore = /(?:n't|not|never) (?:seen|met|held|hugged|spoken to)(?: (?:my|our|his|her|their|the))?(?: \w+)?$/
const unseenBehind = /^(?:in|for|since)\b(?! (?:the|my|a|that) \w+$)/
const waitedBefore =
  /(?:^| )(?:wait|waits|waited|waiting|looked|looking|searched|called|calling) for (?:my|our|his|her|their|the)(?: \w+)?$/
const inVain =
  /^(?:[\w' ]{0,24})(?:, )?(?:and|but) (?:he|she|they|nobody|no one) (?:(?:did n't|never) (?:come|came|show|showed|turn|turned|answer|answered)|was n't there|were n't there)\b/
/** "The guests have left", "my nephew hasn't called since". */
const hasLeft =
  /^(?:(?:has|have|had|'ve) (?:all |both |just |already |since )?left(?:$| (?:and|for|since|now|already|town|home|already|by|after)\b)|(?:has|have) (?:not|n't) (?:called|texted|messaged)\b(?! (?:it|me (?:a|that|names))))/
/** "Everybody I love leaves." */
const lovedBehind =
  /^(?:i|we)(?: \w+)? (?:love|loved|knew|know|grew up with) (?:goes away|leaves|left|is gone|are gone|is dead|are dead|has gone|died|dies)\b/
/** "Since Callum left", "after he deployed". */
const sinceBefore = /(?:^| )(?:since|after|before|once)(?: (?:my|his|her|our|their|the|old|poor|little))*$/
const leftBehind =
  /^(?:left(?! (?:the (?:room|table|house|shop|office|ward)|for|work|school|hospital|to)\b)|died|passed|went(?:$| (?:away|missing|overseas|inside|to (?:sea|war|prison|heaven))\b)|deployed|was (?:killed|deported|arrested|taken)|got sent (?:away|down)|moved out|walked out|ran off|dumped me)\b/

/** "The vet was dead nice": a word for very. */
const veryDead =
  /^(?:is|was|are|were|'s|'re) dead (?:nice|good|kind|funny|lovely|cute|proud|close|chuffed|posh|old|strict|young|quick|clever|sound)\b/
/** Said after "'s", it is an "is" and no owner's. */
const isShort =
  /^'s (?:(?:still|now|long|already|just|all|been|really|only|also|both|up and) )*(?:gone|dead|left|away|passed|died|missing|not|no|never|absent|late|off|on|in|at|with|moved|buried|lost|vanished|disappeared|abroad|overseas|deployed|back|stopped|six)\b/
/** "His wife's pans are still on the wall", "Dad's cap still hangs there". */
const keptEn =
  /^'s (?:(?!(?:still|is|was)\b)[\w-]+ ){1,3}(?:(?:is|are|was|were|'s) still (?:on|in|at|by|under|there|here|where|hanging|standing|folded|as)\b|still (?:hangs?|hung|stands?|stood|lies|lay|sits?|sat|rings|smells?|smelt|waits?)\b)/
/** What is done to things, and said of people only with more: "lost at sea", "taken from us". */
const doneToThings =
  /^(?:is|was|are|were|'s|'re|has|have|had|got|been)(?: (?!not\b|never\b|n't\b)\w+){0,2} (?:lost|stolen|taken|sold|removed|cut down|carried off|put away|cancelled|chopped)\b/
const reallyTaken = /\b(?:lost at sea|lost to|taken (?:away|from (?:us|me|him|her|them)|too (?:soon|young)))\b/

/** Whether somebody is not there; undefined where nothing here says so. */
export function isGoneEn(tokens: Token[], mention: Mention): boolean | undefined {
  if (!mention.somebody) return undefined
  const after = past(tokens, mention)
  const before = preceding(tokens, mention, ' ', 9)
  const behind = following(tokens, after, ' ', 9).replace(
    /^(?:(?:up|down|across|over|in|on|at|from|of|with) (?:the |my |our |his |her |mine)?(?!and\b|but\b)[\w-]* ?)(?=(?:is|was|were|killed|took|hung|hanged|died|went|never|did|has|had)\b)/,
    '',
  )
  const later = between(tokens, after.to, after.to + 14, ' ')
  if (isGone.test(behind) || whoIsGone.test(later) || andIsDead.test(later)) return true
  if (whereBefore.test(before) && whereBehind.test(following(tokens, mention, ' ', 4)) && behind !== '') return true
  if (goneBefore.test(before) && !/^(?:'s|had|has|have|was|is|would|could)\b/.test(behind)) return true
  if (sinceBefore.test(before) && leftBehind.test(behind)) return !/(?:^| )before\b/.test(before)
  if (lovedBehind.test(behind) || hasLeft.test(behind)) return true
  if (wishBefore.test(before) && wishBehind.test(behind)) return true
  if (unseenBefore.test(before) && unseenBehind.test(behind)) return true
  if (waitedBefore.test(before) && inVain.test(later)) return true
  if (mention.somebody.relation !== '' && /^(?:is|'s) in \w+/.test(behind) && isFar(tokens, after)) return true
  if (veryDead.test(behind)) return false
  if (behind.startsWith("'s ") && keptEn.test(behind)) return true
  if (doneToThings.test(behind) && !reallyTaken.test(behind)) return false
  return undefined
}

/** "My cousin Oksana": what follows is said of her. */
export function past(tokens: Token[], mention: Mention): Mention {
  let { to } = mention
  const { clause } = tokens[mention.from]!
  while (
    to - mention.to < 2 &&
    tokens[to]?.clause === clause &&
    tokens[to]!.kind === 'en' &&
    /^\p{Lu}\p{Ll}/u.test(tokens[to]!.written) &&
    /^\p{L}{2}/u.test(tokens[to]!.text) &&
    !englishPeople.has(tokens[to]!.text) &&
    /^[\p{Ll}\p{M}]/u.test(tokens[mention.to - 1]!.text)
  )
    to++
  return to === mention.to ? mention : { ...mention, to }
}

/** "My daughter is in Australia." */
const isFar = (tokens: Token[], { to }: Mention): boolean =>
  /^\p{Lu}\p{Ll}{3,}/u.test(tokens[to + 2]?.written ?? '') &&
  !/^(?:january|february|march|april|june|july|august|september|october|november|december|year|form|room|class|ward|heaven)$/.test(
    tokens[to + 2]!.text,
  )

/** "My nan's hamster died": what is said is said of the hamster. */
export const isOwnerOnly = (behind: string): boolean => /^'s? /.test(behind) && !isShort.test(behind)
