import { isAwayEn } from './absence-en.ts'
import { following, preceding } from './around.ts'
import { isGoneEn, isOwnerOnly, past } from './gone-en.ts'
import type { Mention } from './mentions.ts'
import type { Token } from './tokens.ts'

/** English verbs by which one has or perceives a thing: denied, the thing is not there. */
const havingEn = /^(?:have|has|had|see|saw|find|found|hear|heard|get|got|bring|own|keep|want|spot|buy|receive|need)$/
/** Denied, these too leave nothing behind of what is named without a certain one: "she didn't leave a note". */
const leavingEn = /^(?:leave|left|wear|wearing|write|send|sent|carry|carrying|give|hang|put)$/
/** "I can't see the sea": with an article, only these say that it is not there. */
const perceivingEn = /^(?:see|saw|find|found|hear|heard|spot)$/
const noEn = /^(?:no|without|neither|nor|zero|minus|nae|nary)$/
const notEn = /^(?:not|n't|never|cannot|dont|didnt|wasnt|isnt|havent|aint)$/
/** Subjects that did nothing: "nobody brought flowers", "not one of them owns a suitcase". */
const noSubjectEn = /^(?:nobody|none|noone)$/
/** "A coat with a button missing." */
const missingEn = /^missing(?! (?:a|an|the|my|me|him|her|his|its|their|us|out)\b)/
/** "The garden we never had", "the food he has not eaten". */
const neverHadEn =
  /^(?:that )?(?:i|he|she|we|they|you) (?:(?:has|have|had|did|do|does) )?(?:not|n't|never) (?:had|have|got|owned|own|ate|eaten|bought|built)\b/
/** Any of these, and "without" behind it, make a thing that is there. */
const deniesEn = /^(?:not|n't|never|no|nobody|nothing|hardly)$/
/** Denied, these leave their thing where it is: "I couldn't stop eating cake". */
const keepingEn =
  /^(?:stop|stopped|help|resist|wait|forget|forgotten|mind|leave|only|just|care|lose|finish|open|close|shut|touch|use|look|get|know|like|move|wash|enough|quite|moved|touched|opened|closed|used|looked|washed|noticed|lifted|emptied|cleaned|fixed|mentioned|dropped|broke|watered|finished|hate|hates|hated|blame|fear|regret|nice|good|bad|proper|real|decent)$/
/** What is taken, by whoever: "ran out of beans", "he lost the house". */
const takenEn =
  /(?:^| )(?:(?:run|ran|running|runs|be|is|are|was|were|'re|'m) out of(?: \w+)?|(?:(?<!(?:a|an|the|my|his|her|for|of|about|over|not|n't|never|nearly|almost|is|was|am|'m) )(?:lost|stolen)|stole|sold|pawned|(?<!(?:will|'ll|might|may|could|would|to|n't|not|never) )lose|(?<!(?:of|about) )losing|(?:ate|drank) (?:up )?(?:all|the last)(?: of)?|missing|threw (?:away|out)|thrown (?:away|out)|gave away|given away|(?<!(?:to|will|'ll|not|n't|never|should|must) )get rid of|got rid of|cancelled|canceled|(?:look|looks|looked|looking|search|searched|searching|hunting) for|(?:i|we|you|they|he|she|still|really) (?:miss|misses|missed))(?: (?:a|an|the|my|his|her|our|their|all))?(?: (?:old|little|own|driving|playing|riding|having))?)$/
/** What is had no longer: "they stopped bringing cakes", "given up coffee". */
const endedEn =
  /(?:^| )(?<!(?:n't|not|never|cannot) )(?:(?:stop|stops|stopped|quit|quits) (?:buying|bringing|giving|sending|wearing|carrying|having|getting|eating|smoking|drinking|baking|cooking|growing|selling|serving|keeping)(?: (?:it|me|us|him|her|them|you))?|(?:gave|given|gives|giving) up(?! (?:on|my|her|his)\b)(?: (?:smoking|drinking|eating|driving|buying))?)(?: (?:a|an|the|my|his|her|our|their|any))?(?: \w+)?$/
/** "I was shouted at for not sending money", "I'm not wearing my wig". */
const notDoingEn =
  /(?:^| )(?:not|n't|never|without) (?:\w+ly |even |ever )?(?:sending|bringing|wearing|carrying|buying|owning)(?: (?:it|me|us|him|her|them|you))?(?: (?:a|an|the|my|his|her|our|their|any))?(?: \w+)?$/
/** "Somebody has taken the church piano", "they took my mother's gold bracelet". */
const takenBySomebodyEn =
  /(?:^| )(?:they|somebody|someone|whoever|ex|thie(?:f|ves)|burglars?|bailiffs?|robbers?|soldiers?)(?: (?:has|have|had|'s|'ve))? (?:took|stole|taken|stolen|nicked|pinched) (?:the|my|our|his|her|their)(?: (?!(?:to|in|on|at|from|of|off|for|with|and|into)\b)(?:\w+ 's )?\w+){0,2}$/
const givenAwayEn =
  /(?:^| )(?:gave|given|give|gives|threw|thrown|throw|throws)(?: (?:the|my|our|his|her|their))?(?: \w+)?$/
/** What is taken and yet not taken away: a picture, a bus, one's pills. */
const takenOtherwise =
  /^(?:photo|picture|bus|train|taxi|tram|subway|ferry|boat|aeroplane|lift|stairs|road|path|medicine|pill|thermometer|notebook)$/
/** "I packed and forgot the winter shoes": left at home. */
const forgottenEn =
  /(?:^| )(?<!(?:never|n't|not|or|to|will|'ll) )(?:forgot|forgotten|forgets)(?: to (?:bring|pack|take|buy|wear|put on))?(?: (?:a|the|my|his|her|our|their))(?: \w+)?$/
/** "Where the old furnace was": where it is no more. */
const formerlyEn = /(?:^| )where (?:the|my|his|her|our|their)(?: \w+(?: 's)?)?$/
const wasEn = /^(?:(?:was|were|went|had been)$|(?:used to|once) |(?:hung|stood)\b)/
const askingEn =
  /\b(?:(?:that|this|here) (?:'s|is|was)|ask|asks|asked|know|knows|knew|see|saw|find|found|remember\w*|show\w*|told|tell|wonder\w*|forg[eo]t) /
/** "Since the sheep went". */
const sinceEn = /(?:^| )(?:since|after) (?:the|my|his|her|our|their)(?: \w+)?$/
/** "We had to put the old dog down." */
const pet = /^(?:dog|puppy|cat|kitten|horse|pony|cow|sheep|goat|rabbit|hamster|bird|parrot)$/
/** "Half of the jar is gone", "never without the wig": some of it is there after all. */
const partlyEn =
  /(?:^| )(?:half|some|most|part|many|one|two|three|four|\d+)(?: of)?(?: (?:the|my|his|her|our|their))?(?: \w+ 's)?$/
/** "Lost the tennis match": nothing is taken. */
const contest =
  /^(?:match|game|final|semifinal|race|tournament|cup|round|set|championship|league|contest|competition)e?s?$/
/** "The wind took the door", "they took away my licence", "he has removed the handle". */
const removedEn =
  /(?:^| )(?:(?:wind|storm|flood|fire|river|sea|water|waves?|tide|bank|bailiffs?|thieves|burglars?|soldiers|landlord|council) (?:has |have |had )?(?:took|taken)|(?:took|taken|takes|take) (?:away|down)|(?<=\S )(?:took|taken|takes|take) out(?! (?:my|our|his|her|their|an?)\b)|removed|stolen)(?: (?:the|my|his|her|our|their|both|all))*(?: \w+)?$|(?:^| )(?:they|somebody|someone|he|she|ex) (?:took|stole) (?:my|our)(?: \w+| \w+ 's \w+)?$/
const littleEn = /^(?:speck|breath|drop|scrap|crumb|trace|grain|bit|piece|slice|sign|stick|word)$/
const actsEn =
  /^(?:stopping|putting|letting|leaving|looking|taking|finishing|turning|closing|opening|touching|moving|lifting|spilling|asking|telling|waking)$/
const articleEn = /^(?:a|an|any|one|single|even)$/
/** Words after which a negation on their left is somebody else's. */
const wallEn =
  /^(?:of|in|on|at|with|to|for|from|by|over|under|above|below|behind|beside|near|into|through|only|just|except|because|when|while|if|that|who|which|where|i|you|he|she|it|we|they|than|like|about|the|my|his|her|our|your|their)$/
/** What is said after a thing that is not there. */
const awayEn =
  /^(?:(?:is|was|are|were|'s|'re|has|have|had|has been|have been|had been|will be)(?: \w+){0,2} )?(?:not|n't|no longer|never)(?: (?!allowed|welcome|supposed|meant)\w+)? (?:here|there|inside|home|around|anywhere|in it|with us|(?:in|on|at|beside|by|under|behind|near) (?:the|my|her|his|its|our|their))\b|^(?:is|was|are|were|'s|'re|has|have|had|got|seems|looks)(?: (?!not\b|never\b)\w+){0,2} (?:gone(?! (?:wild|feral|to seed|to waste|to ruin|viral|past|across|along|round|around|over|under|straight|ahead|from \w+ \w+ to|to|home|on|back|off|by|out|up|down|through|quiet|silent|still|mad|crazy|grey|gray|white|red|green|gold|yellow|brown|blue|black|pink|pale|dark|cold|sour|solid|soft|hard|stiff|limp|dry|stale|mouldy|shiny|flat|numb|bad|bust|belly|to mush|wrong|deaf|blind|viral|(?:and|an) (?:let|done|bought|got|put|made|told|broken|lost|ruined|left|married)\b)\b)|missing|lost(?! (?:in|for|weight|interest|patience|count|touch|faith|hope|the|a|an|my|his|her|its|their|all)\b)|stolen|dead(?! (?:tired|right|set|sure|quiet|easy|certain|drunk)\b)|vanished|disappeared|nowhere|absent|died|taken|sold|removed|put away(?! (?:in|on|under)\b)|carried (?:off|away)|hauled (?:off|away)|towed away|ripped (?:off|out|down)|sawn down|demolished|felled|chopped|scrapped|burnt down|burned down|cut down|pulled down|knocked down|torn down|washed away|blown away|given away|thrown (?:out(?! of\b)|away)|dug up|cancelled|repossessed|auctioned|bulldozed|flattened|slaughtered|confiscated)\b|^(?:all |both |never |had |have |has )*(?:died(?! (?:a thousand|of (?:shame|embarrassment|laughing))\b)|vanished|disappeared|passed away|passed(?! (?:his|her|my|our|the|their|an?|it|me|us|him|them|by|all|every|through|around|out)\b)|left us|burnt down|burned down)\b|^(?:has|have|had|did|does|do|will|would|was|were|are|is) (?:never|n't|not|all)(?: (?!stop|keep)\w+)? (?:come(?! (?:off|out|undone)\b)|came|arrive|return|returned|show|appear|appeared|turn up|coming|visit|answer(?! (?:my|me|the|a|his|her|their|our|any)\b))\b|^(?:does|do|did|will|would) (?:not|n't) (?:live|work|stay|sit|sleep) here|^(?:never|no longer) (?:came|comes?|arrived|returned|appeared|showed|runs?|stops? here|rings?|exists?)\b|^(?:that|which|who) (?:is|was|are|were|ai) (?:not|n't|no longer) (?:there|here)\b|^(?:that |which )?(?:nobody|no one) (?:can|could) find\b|^(?:all )?gone(?: (?:in|with|to|into|from|since|and|but)\b|$)|^went (?:for scrap|back to)\b|^sold (?:yesterday|today|last|just|off|for)\b|^(?:does|do) (?:not|n't) exist\b/
const weatherEn = /^(?:rain|snow|sleet|hail|drizzle|thunder|wind|storm)$/
/** Who keeps away: "my friend hasn't visited", "her sister never writes", "he stopped coming". */
const keepsAwayEn =
  /^(?:(?:has|have) (?:not|n't) (?:visited|rung|phoned|written|answered|replied)|never (?:visits?|rings|phones|writes)(?! an?\b)|(?:has |have |had )?(?:stopped|quit) (?:coming|ringing|calling|phoning|visiting|writing))(?! (?:it|them|this|the|an?|my|his|down)\b)\b/
/** Who lives elsewhere: "he moved out", "my cousin moved to Canada"; not "moved to the window". */
const movedAwayEn =
  /^(?:left (?:me|us)(?:$| (?:for (?:another|somebody|someone|good|her|him)|last|in (?:the )?(?:spring|summer|autumn|winter|\w+(?:ber|ary|ch|il|ust))|when|after|because|years|ago|and (?:took|went|moved|never))\b)|(?:(?:has|have|had|'s|'ve|'d) )?moved (?:out|away|abroad|to (?!(?:the|an?|my|his|her|our|their|another|bed|tears|sit|stand|one|make|let|stop|help)\b))|(?:is|'s|was) (?:away|abroad)(?! from\b)|(?:is|'s|was) (?:staying |off )?at (?:my|his|her|their) \w+ 's(?: for\b|$))/
/** Who was killed, or is spoken of as the dead are: "Gran would have loved this", "he'd have been ten today". */
const isLateEn =
  /^(?:(?:was|were|got) (?:killed|murdered|buried|shot dead)|(?:has |had )?(?:killed (?:him|her)self|took (?:his|her) own life)|(?:would|'d) have (?:loved|liked|hated|laughed|been (?:proud|\w+ (?:on|today|tomorrow|this))))\b/
/** What somebody did who is there, and what is said of something of theirs. */
const didEn =
  /^(?:(?:has|have|had|'s|'ve|'d) (?:already |just |\w+ly )?(?:(?:sold|taken|lost|stolen|cancelled|thrown|cut|burnt|burned|eaten|drunk) (?!from\b|by\b)|gone (?:ahead|quiet|silent|white|pale|red|grey|blind|deaf|mad|to (?:bed|sleep)))|'s (?!(?:gone|dead|left|away|passed|died|missing|not|no|been|never)\b)\w+ (?:is|was|are|were|has been|had been) (?:sold|gone|missing|lost|stolen|taken|empty|burnt|pulled)\b)/
/** What is used up: "the milk ran out at ten". */
const ranOutEn =
  /^(?:(?:has|have|had) (?:all )?run out(?! (?:of|into|onto|from|to|in)\b)|ran out(?:$| (?:and|at|by|before|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|again|last)\b))/
/** "Nobody asked to see a licence." */
const askedToSeeEn = /(?:^| )(?:not|n't|never|nobody|no one)(?: \w+){0,3} asked to see (?:an?|any)$/
/** "My husband took the kettle and left me the fish." */
const tookEn = /(?:^| )(?<!(?:i|we) )took (?:the|my|our|all the|both)(?: \w+(?: 's)?)?$/
const andLeftEn = /^and left\b/
const noneOfEn = /(?:^| )(?:none|neither|not one|not a single one) of (?:the|my|his|her|our|their)(?: \w+)?$/
const cameEn =
  /^(?:came|comes|come|was there|were there|is here|are here|turned up|showed up|rang|called|visits?|visited|stayed|wrote|answered|phoned|texted)\b/
/** What a telephone brings, and parts of a thing: none of it, and the thing is still there. */
const partOf = /^(?:calls?|messages?|apps?|ringtone|sleeve|switch|keyhole)$/
/** "I'd be lost without my son", "she never comes without her sister". */
const lostWithoutEn =
  /(?:'d|would|n't|not|never|nothing|dead|lost) (?:\w+ ){0,3}without(?: (?:my|our|his|her|their|the))?$/
/** Weather that is over; not what it stopped: "the snow stopped the trains". */
const overEn =
  /^(?:(?:has|have|had|finally|at last) )*(?:stopped|ended|let up|died down)(?: (?:and|but|so|then|when|as|at|by|before|after|in|for|on|just|again|today|soon|now|overnight|this|last|we|i|he|she|they|it)\b|$)/

/** Whether an English text says of a thing or a person that it is not there. */
export function isDeniedEn(tokens: Token[], mention: Mention, byToken: Map<number, Mention>): boolean {
  const { clause } = tokens[mention.from]!
  const before = preceding(tokens, mention, ' ', 6)
  const next = following(tokens, mention, ' ', 1)
  if (mention.thing && (partOf.test(tokens[mention.to - 1]!.text) || isBackEn(tokens, mention))) return false
  // "They gave my desk away", "I never threw her letters away".
  if (mention.thing && next === 'away' && givenAwayEn.test(before))
    return !/\b(?:not|n't|never|nearly|almost)\b/.test(before)
  if (mention.somebody && lostWithoutEn.test(before)) return false
  const isGone = isGoneEn(tokens, mention)
  if (isGone !== undefined) return isGone
  if (mention.thing && askedToSeeEn.test(before)) return true
  const isMovedOnly = /^(?:off|out|down|up|back)$/.test(next)
  if (mention.thing && !isMovedOnly && (notDoingEn.test(before) || isNotDoneEn(tokens, mention, byToken))) return true
  // "He took the rugs away", "took the good pillow with him".
  if (
    mention.thing &&
    /(?:^| )(?:took|taken|takes|take|carried|carted)(?: (?:the|my|his|her|our|their))?(?: \w+)?$/.test(before) &&
    /^(?:away|with (?:him|her|them))\b/.test(following(tokens, mention, ' ', 3))
  )
    return true
  for (let i = mention.from - 1; i >= Math.max(0, mention.from - 5); i--) {
    const { text, clause: own } = tokens[i]!
    const after = tokens[i + 1]?.text ?? ''
    // "No Dad's mug."
    const isOwner = byToken.has(i) && after === "'s"
    if (own !== clause || (byToken.has(i) && !isOwner)) break
    // "Nobody touched me without gloves": twice denied is there.
    if (text === 'without' && isDeniedBefore(tokens, i)) return false
    // "No longer", "no matter", "no one": not this "no".
    // "We lost no fish", "a bell where no bell should be", "without putting down his cup".
    if (
      text === 'no' &&
      (/^(?:lost|lose|missed|miss|wasted|spilt)$/.test(tokens[i - 1]?.text ?? '') || next === 'should')
    )
      return false
    if (mention.thing && text === 'without' && actsEn.test(after) && !byToken.has(i + 1)) return false
    if (noEn.test(text) && !/^(?:longer|matter|one|two|way|point|idea|he|she|they)$/.test(tokens[i + 1]?.text ?? ''))
      // "No door without a dent", "no road is that dark".
      return (
        !/^(?:is|was|are|were|can|could|will) (?:that|so|as|too)\b/.test(following(tokens, mention, ' ', 2)) &&
        (text === 'without' || !/\bwithout\b/.test(following(tokens, mention, ' ', 9)))
      )
    // "A toilet with no lid and a kettle."
    if (text === 'and' && /^(?:a|an|the|one|two|my|his|her|our|their|its|some)$/.test(after)) break
    // "Not a speck of dust": a little of it that is not there.
    if (text === 'of' && littleEn.test(tokens[i - 1]?.text ?? '')) continue
    if (text === 'of' && tokens[i - 1]?.text === 'instead') return true
    if (notEn.test(text))
      return (
        (articleEn.test(after) &&
          !/^(?:proper|real|good|bad|great|nice|decent)$/.test(tokens[i + 2]?.text ?? '') &&
          (after !== 'even' || articleEn.test(tokens[i + 2]?.text ?? ''))) ||
        havingEn.test(after) ||
        /^(?:there|seen|found|got)$/.test(after) ||
        (leavingEn.test(after) && articleEn.test(tokens[i + 2]?.text ?? ''))
      )
    if (
      text === 'any' &&
      !/^(?:on|in|at|of|from|with|to|for)$/.test(tokens[i - 1]?.text ?? '') &&
      tokens.slice(Math.max(0, i - 5), i).some((t) => notEn.test(t.text))
    )
      return true
    if (wallEn.test(text) && !havingEn.test(after)) {
      // "I can't see the sea": the article is no wall when a denied verb of having stands right before it.
      if (!/^(?:the|my|his|her|our|your|their)$/.test(text)) break
      const verb = tokens[i - 1]?.text ?? ''
      if (verb === 'without') return !isDeniedBefore(tokens, i - 1)
      if (perceivingEn.test(verb) && notEn.test(tokens[i - 2]?.text ?? '')) return true
      break
    }
  }
  // "The cup from my mother is gone": what stands between tells which cup.
  const rest = following(tokens, past(tokens, mention), ' ', 9).replace(
    /^(?:(?:by|at|in|near|beside|from|of|next to|on|to|for) (?:(?:the|my|his|her|our) )?(?!and\b|but\b)\S+|number \S+) /,
    '',
  )
  if (mention.somebody && (isMissedEn(tokens, mention) || hasLeftEn(rest))) return true
  // "Not one of my brothers came."
  if (mention.somebody && noneOfEn.test(before) && cameEn.test(rest)) return true
  if (mention.thing && formerlyEn.test(before) && wasEn.test(rest))
    return !askingEn.test(preceding(tokens, mention, ' ', 8))
  if (sinceEn.test(before) && /^(?:went|left|(?:closed|shut|died)\b.*)$/.test(rest)) return true
  if (
    pet.test(mention.thing?.concept ?? '') &&
    /\bput (?:\w+ |'s ){1,4}$/.test(`${preceding(tokens, mention, ' ', 8)} `) &&
    /^(?:down|to sleep)(?: (?:last|this|yesterday|today|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*)?$/.test(
      following(tokens, mention, ' ', 4),
    )
  )
    return true
  if (mention.thing && (missingEn.test(rest) || neverHadEn.test(rest))) return true
  if (mention.thing && /(?:^| )one$/.test(before) && /^(?:fewer|less)(?:$| (?:on|at|in|now|than|and)\b)/.test(rest))
    return true
  // "With the piano gone".
  if (mention.thing && /(?:^| )with (?:the|my|his|her|our|their|all)(?: \w+)?$/.test(before) && /^gone\b/.test(rest))
    return true
  if (isSaidOfAnother(tokens, mention, byToken)) return false
  if (mention.thing && deviceEn.test(tokens[mention.to - 1]!.text) && /\b(?:died|dead)\b/.test(rest)) return false
  if (weatherEn.test(tokens[mention.from]!.text) && overEn.test(rest)) return true
  if (
    /^(?:bus|train|tram|ferry|taxi)$/.test(mention.thing?.concept ?? '') &&
    /^(?:is|was|'s) (?:\w+ )?(?:late|delayed)\b/.test(rest)
  )
    return true
  if (mention.thing && partlyEn.test(before)) return false
  // "Our street was being dug up."
  if (/^(?:street|road|path|garden|grass|field)$/.test(mention.thing?.concept ?? '') && /\bdug up\b/.test(rest))
    return false
  if (mention.thing && ranOutEn.test(rest)) return !pet.test(mention.thing.concept)
  // "His wife had sold her hens", "my husband had gone ahead", "Mum's house is sold": what they did, or what is theirs.
  if (mention.somebody && (didEn.test(rest) || isOwnerOnly(rest))) return false
  // "The house that was pulled down."
  return (
    awayEn.test(rest.replace(/^(?:that|which) (?=(?:is|was|are|were|has|had)\b)/, '')) ||
    /^(?:used to (?:be(?=$| (?:here|there|by|on|in|at|next|beside|under|near|opposite|outside|behind)\b)|stand|sit|live|hang)|once stood)\b/.test(
      rest,
    )
  )
}

const hasLeftEn = (rest: string) => keepsAwayEn.test(rest) || movedAwayEn.test(rest) || isLateEn.test(rest)

const isDeniedBefore = (tokens: Token[], i: number) =>
  tokens.slice(Math.max(0, i - 8), i).some(({ clause, text }) => clause === tokens[i]!.clause && deniesEn.test(text))

/** Lost, sold, stolen, given up, left at home; a list has this in common: "they sold the car and the boat". */
export function isRemovedEn(tokens: Token[], mention: Mention, byToken: Map<number, Mention>): boolean {
  const { thing } = mention
  if (!thing || tokens[mention.from]!.kind !== 'en' || isBackEn(tokens, mention)) return false
  if (isAwayEn(tokens, mention)) return true
  const before = preceding(tokens, mention, ' ', 6)
  const next = following(tokens, mention, ' ', 1)
  // "Out of the door", "we looked for our coats".
  const isKept = / out of\b/.test(before)
    ? thing.isPlace || /^(?:door|bed|bathtub|car|house|gate)$/.test(thing.concept)
    : /\blook\w* for (?:our|my|his|her|their)$/.test(before) && /^(?:coat|hat|jacket|scarf)$/.test(thing.concept)
  // "We never sold the house."
  const isUndone = /(?:^| )(?:never|n't|not) (?:ever |yet )?(?:sold|stolen|stole|pawned|lost|cancelled)\b/.test(before)
  if (takenEn.test(before) && !isUndone && !contest.test(next) && !isKept) return true
  if (endedEn.test(before)) return true
  if (forgottenEn.test(before) && /^(?:|and|but|again|today)$/.test(next)) return true
  if (takenOtherwise.test(thing.concept) || byToken.has(mention.to)) return false
  if (/^(?:off|out|down|up|back|over|home|to|through|across|in|along|round)$/.test(next))
    return removedEn.test(before) && next === 'to'
  if (andLeftEn.test(following(tokens, mention, ' ', 2)) && tookEn.test(before)) return true
  return removedEn.test(before) || takenBySomebodyEn.test(preceding(tokens, mention, ' ', 8))
}

/** "I couldn't find the ring and there it was", "the dog was gone three days and came back". */
function isBackEn(tokens: Token[], { to }: Mention): boolean {
  const rest = tokens.slice(to, to + 16).map(({ text }) => text)
  return /\b(?:and|then|but|until|till) (?:there (?:it|they) (?:was|were)|(?:it|they) turned up|turned up|(?:i|we) found (?:it|them)|(?:came|come) (?:back|home))\b/.test(
    rest.join(' '),
  )
}

/** What dies of an empty battery is still there. */
const deviceEn = /^(?:phone|mobile|battery|laptop|computer|car|engine|tablet|camera|radio|torch|lamp)$/

const theirsEn = /^'s (?:call|birthday|wedding|message|text|play|match|party|concert|name|number|address|help)\b/
/** "My grandmother's chair is empty", "Dad's side of the bed is cold": where somebody was. */
const emptyPlaceEn =
  /^'s (?:\w+ )?(?:(?:arm)?chair|seat|bed|bunk|place|room|desk|spot|pew|side(?: of the bed)?)(?: (?:by|at|in|near|on) (?:the|our) \w+)? (?:is|was|has been|had been|has stood|sits|sat|stands|stood|stays|stayed) (?:(?:still|now|always|all|again) )?(?:empty|bare|vacant|cold|made|stripped)\b/

/** "I miss my mum", "we buried Papa", "my late husband", "Mam's funeral". */
function isMissedEn(tokens: Token[], mention: Mention): boolean {
  const before = preceding(tokens, mention, ' ').replace(/ (?:my|our|his|her|their|the|old)$/, '')
  // "Miss Ruth came."
  if (
    mention.somebody!.relation === '' &&
    tokens[mention.from - 1]?.written === 'Miss' &&
    /^\p{Lu}/u.test(tokens[mention.from]!.written)
  )
    return false
  // "I missed my boy's call", "asked for the father's name".
  if (!/(?:late|dead|buried)$/.test(before) && theirsEn.test(following(tokens, mention, ' ', 2))) return false
  if (
    /(?:^| )(?:miss|missed|misses|missing|buried|bury|burying|mourn|mourned|(?<!a )late|dead|without|lost|outlived|widow of|death of|loss of)$/.test(
      before,
    )
  )
    return true
  // "He cries for his mother at teatime."
  if (/(?:^| )(?:cries|crying|cried|shouts|shouted|calls|called|asks|asked|asking) for$/.test(before))
    return mention.somebody!.relation !== ''
  if (emptyPlaceEn.test(following(tokens, mention, ' ', 9))) return true
  return /^'s (?:\w+ )?(?:funeral|grave|ashes|headstone|gravestone|death|wake(?! up)|voicemail|old (?:coat|shirt|room)|anniversary)\b/.test(
    following(tokens, mention, ' ', 4),
  )
}

/** "I never brought her flowers", "nobody owns a suitcase": what a denied verb would have brought, where it is no certain one. */
function isNotDoneEn(tokens: Token[], mention: Mention, byToken: Map<number, Mention>): boolean {
  const { clause } = tokens[mention.from]!
  let at = mention.from - 1
  // "I haven't cooked a real meal."
  if (
    /^(?:real|proper|decent|hot|warm|new|clean)$/.test(tokens[at]?.text ?? '') &&
    articleEn.test(tokens[at - 1]?.text ?? '')
  )
    at--
  if (/^(?:a|an|any|single|much|many|one|more)$/.test(tokens[at]?.text ?? '')) at--
  if (/^(?:me|him|her|us|them|it|myself)$/.test(tokens[at]?.text ?? '')) at--
  const verb = tokens[at]
  if (
    verb?.kind !== 'en' ||
    verb.clause !== clause ||
    byToken.has(at) ||
    wallEn.test(verb.text) ||
    keepingEn.test(verb.text)
  )
    return false
  if (
    /(?:ing|ly)$|^(?:the|this|that|these|those|such|so|very|too|as|more|less|all|some|and|or|but|was|is|are|were|be|been|being|no|a|an)$/.test(
      verb.text,
    )
  )
    return false
  for (let i = at - 1; i >= Math.max(0, at - 4) && tokens[i]!.clause === clause; i--) {
    const { text } = tokens[i]!
    // "She won't eat peas" tells what she is like, not what is missing.
    if (notEn.test(text)) return !/^(?:why|if|will|wo|would|can|ca|could|should)$/.test(tokens[i - 1]?.text ?? '')
    if (noSubjectEn.test(text) || (text === 'one' && /^(?:no|not)$/.test(tokens[i - 1]?.text ?? ''))) return true
    if (
      !/^(?:ever|once|even|really|have|has|had|of|them|us|you|to|get|got|been|yet|actually|do|did|would|will)$/.test(
        text,
      )
    )
      return false
  }
  return false
}

/** "The cup from my mother": what follows is said of the cup. */
function isSaidOfAnother(tokens: Token[], mention: Mention, byToken: Map<number, Mention>): boolean {
  const at = /^(?:the|my|his|her|our|your|their|a|an)$/.test(tokens[mention.from - 1]?.text ?? '') ? 2 : 1
  const before = mention.from - at
  return /^(?:from|of|by|in|on|at|near|beside|with|behind)$/.test(tokens[before]?.text ?? '') && byToken.has(before - 1)
}
