/*
 * More ways in which English says that a thing is not there, one rule a way: what stands right before it and right behind
 * it, in its clause. A rule says for which things it holds where a word means too much.
 */

export interface Rule {
  /** Ends at the thing's own words; an article and up to two words that say which it is may stand between. */
  before?: RegExp
  /** Begins right behind the thing. */
  behind?: RegExp
  /** Holds of these concepts alone. */
  of?: RegExp
  /** Never holds of these. */
  notOf?: RegExp
  /** Places, such as a house or a field, or only what is none. */
  isPlace?: boolean
}

const stops =
  'to|in|on|at|about|like|than|as|between|from|of|off|for|with|and|or|but|into|onto|by|up|out|down|over|under|through|is|was|are|were|be|been|has|have|had|i|you|he|she|it|we|they|me|him|us|them|that|who|which|when|where|while|because|so|too|enough|just|only|quite|not|never|no|proper|real|good|nice'
const some = `(?: (?:a|an|the|my|his|her|our|their|your|this|that|these|those|any|some|all|both|one|every|much|many|even a|a single|his own|her own|my own))?(?: (?!(?:${stops})\\b)[\\w-]+(?: 's)?){0,2}`
/** Ends right before the thing: a verb, then what may stand between. */
export const upTo = (verb: string) => new RegExp(`(?:^| )(?:${verb})${some}$`)

const hung = /^(?:mirror|picture|photo|curtain|clock|calendar|certificate|card|list|flag|medal|banner|map|door)$/
const written =
  /^(?:photo|picture|letter|card|postcard|diary|notebook|paper|list|certificate|ticket|photo_album|envelope|bill|form|book_page|newspaper)$/
const grown =
  /^(?:tree|oak|pine|willow|poplar|maple|palm_tree|apple_tree|ginkgo|osmanthus|locust_tree|bush|forest|orchard|bamboo|vine|rose|hedge|fence|wall|swing|statue|chimney|tower|bridge|shed|porch|garage|stairs)$/
const herd =
  /^(?:dog|puppy|cat|kitten|horse|pony|donkey|cow|sheep|goat|pig|rabbit|hamster|bird|parrot|chicken|duck|goose)$/
/** What is eaten or drunk, which one has once and again. */
export const eaten =
  /^(?:meal|tea|coffee|milk|juice|wine|soup|rice|porridge|bread|cake|egg|meat|fish|cooked_fish|biscuit|ice_cream)$/
const furniture =
  /^(?:television|sofa|chair|table|desk|fridge|washing_machine|kettle|microwave|oven|stove|piano|mattress|wardrobe|carpet|lamp|dog|cat|computer|mirror|radio|clock)$/
const lostAt =
  'the (?:bus|train|tram|plane|subway|tube|underground|ferry|metro|platform|taxi|cab|pub|bar|caf[eé]|office|hotel|shop|store|supermarket|gym|library|church|pool|swimming|station|airport|restaurant|changing|staff|beach|park|playground|bench|car|van)'

/** Where one takes what one does not keep. */
const wasteEn =
  /^(?:off )?(?:to|at|into|in) (?:the |a |auntie )?(?:dump|tip|skip|charity shop|charity|goodwill|op shop|thrift store|pawn\w*|scrap(?! man)\w*|landfill|auction|slaughter\w*|knacker\w*|abattoir|salvation army|oxfam|vinnies)(?: |$)/

/** All of them, in no order. */
export const rules: Rule[] = [
  // "There hasn't been rain", "there weren't any chairs", "there isn't a shop"; not "there isn't a house without a dog".
  {
    before: upTo(
      "(?<!where )there (?:'s|is|was|are|were|has|have|had|will|would|wo) (?:n't|not|never|no longer)(?: (?:been|ever been|be))?",
    ),
    behind: /^(?!(?:\w+ ){0,5}(?:without|but|n't|goes|go|that)\b)/,
  },
  // "We used to have a dog", "there used to be a barn", "I used to keep bees".
  { before: upTo('there used to be|used to (?:have|own|breed|grow)'), notOf: eaten },
  {
    before: upTo('used to keep'),
    of: /^(?:bee|chicken|duck|goose|pig|goat|sheep|cow|horse|rabbit|pigeon|hamster|fish|bird|parrot|dog|cat|donkey|pony)$/,
    behind: /^(?!(?:in|on|under|by) (?:the|my|his|her)\b)/,
  },
  { before: /(?:^| )used to wear (?:a|an|my)(?: [\w-]+){0,2}$/ },
  { before: upTo('there once (?:was|were|stood)|once there (?:was|were)') },
  { before: upTo('there (?:was|were)'), behind: /^(?:\w+ ){0,3}once$/ },
  // "I had to sell the piano", "we were made to give up the dog".
  {
    before: upTo(
      "(?:had|have had|having|forced|made|'d) to (?:sell|pawn|give up|give away|throw away|throw out|part with|let go of|scrap|rehome|get rid of|cancel|hand (?:back|over|in)|return)|parted with|got shot of|mislaid|misplaced",
    ),
  },
  // "Sold the last of the herd", "lost the big oak", "used up all the blue paint".
  { before: upTo('(?:sold|pawned|lost|used up|finished) (?:the last|the rest|most|all|every last one) of') },
  {
    before: upTo(
      "(?<!(?:a|an|the|my|his|her|for|of|about|over|not|n't|never|nearly|almost|is|was|am|'m|get|got|be|been|feel|felt|look|looked) )lost(?: (?:the|my|our|his|her|its|their|both|all))",
    ),
    behind: /^(?!(?:match|game|of|time|again)\b)/,
    notOf: /^(?:tennis|ball|game|playing_cards)$/,
  },
  { before: upTo('(?:ate|eaten|drank|drunk|used)(?: up)? (?:the last|all)(?: of)?') },
  // "Ran out of the warm blankets", "out of clean towels".
  {
    before: upTo('(?:run|ran|running|runs) out of'),
    isPlace: false,
    notOf: /^(?:door|bed|bathtub|car|toaster|oven|pocket|bag|box|water|bus|train|shower|house|gate|tree)$/,
  },
  // "Where our house stood", "where the desk had been".
  {
    before: /(?:^| )where (?:the|my|his|her|our|their|a|some\w+ 's|\w+ 's)(?: [\w-]+(?: 's)?){0,2}$/,
    behind:
      /^(?:used to|had been|'d been|had (?:hung|stood)|once (?:was|stood|hung)|(?:stood|hung)(?:$| (?:there|once|for|until|all)\b)|should (?:be|have been)|ought to (?:be|have been)|(?:was|were|stood|hung) (?:there (?:is|'s|are|was)|now|is now|they|it 's))\b/,
  },
  {
    before: upTo(
      '(?:gap|space|hole|mark|patch|square|rectangle|dent|dents|marks|shape|outline)(?: left)? (?:by|where)',
    ),
    behind: /^(?:$|was\b|were\b|had\b|used\b|stood\b|hung\b)/,
  },
  // "Nothing left of the house", "all that remains of the barn", "no trace of a path", "instead of the coat".
  {
    before: upTo(
      "(?:nothing|little|not much|all that) (?:was |is |are |'s )?(?:left|remains|remained) of|(?:bare|stripped|robbed|emptied|devoid) of",
    ),
  },
  // "The house we lost", "the coat I gave away", "a dog we buried".
  {
    before: /^(?!(?:.* )?(?:found|find|finds|got|recovered|here 's|with) (?:\w+ ){0,2}\w+$)/,
    behind:
      /^(?:that |which )?(?:i|we|he|she|they|you|mum|dad|mom) (?:(?:had|have|has|'d|'ve) )?(?:just |already |once )?(?:buried|lost|sold|pawned|scrapped|gave (?:away|up)|given (?:away|up)|threw (?:away|out)|thrown (?:away|out)|had to (?:sell|leave|bury|give (?:up|away)|put down)|burned|burnt|binned|misplaced)(?:$| (?:and|last|before|when|years?|this|is|was|were|are|had|has|there|then|again|twice|at|after|\d+)\b| in \d)/,
  },
  { behind: /^(?:that |which )?(?:i|we|we 'd|i 'd) (?:had to leave|left) (?:behind|back)\b/ },
  {
    behind:
      /^(?:(?:that|which) |(?=(?:i|we|he|she|they|you) ))(?:[\w']+ ){1,4}(?:is|was|are|were|has|had|have|'s)(?: (?:all|long|now|been))? (?:gone(?! (?:cold|off|to|up|down|on|through|over|past|by|into))|missing|vanished|disappeared|sold|stolen)\b/,
  },
  // "I left my hat on the train", "we left the pram at Mum's", "had to leave the dog behind".
  {
    before: upTo("(?<!(?:not|n't|never) )(?:(?:i|we|and|i 'd|we 'd|i 've|had) left|had to leave)"),
    behind: new RegExp(
      `^(?:behind(?! (?:the|my|his|her|our|a|it|me|him|us|them)\\b)|(?:on|in|at) ${lostAt}\\b|at (?:home|school|work|my \\w+ 's)\\b|back (?:home|there)\\b)`,
    ),
    notOf: /^(?:door|lamp|window|light_bulb|radio|television|oven|stove|money|car|bus|banknote|coin)$/,
  },
  {
    before:
      /(?:^| )(?<!(?:never|n't|not|or|to|will|'ll) )(?:forgot|forgotten)(?: to (?:bring|pack|take))? (?:my|his|her|our|their)(?: [\w-]+)?$/,
    behind:
      /^(?:on the (?:counter|table|bus|train|side|bench|kitchen)|at (?:home|work|school)|in the (?:car|van|taxi|bus|locker)|again|because|so|when)\b/,
  },
  {
    before:
      /(?:n't|not|never|without|forgot to) (?:bring|brought|pack|packed|bringing|packing)(?: (?:my|his|her|our|their|the|any|a|an))(?: [\w-]+)?$/,
    behind: /^(?!(?:down|up|in|out|back|off|to|over)\b)/,
  },
  // "I looked for my scarf everywhere", "if only I had a car", "I'd love a garden, but".
  {
    before: upTo('(?:look|looks|looked|looking|searched|hunted) for'),
    behind: /^(?:everywhere|for (?:hours|days|ages)|all (?:day|morning|night|over)|but|in every)\b/,
  },
  {
    before: upTo(
      'if only (?:i|we|he|she|they|there) (?:had|was|were)|(?:miss|misses|missed|missing) (?:having|owning|wearing)',
    ),
  },
  // "Took the mirror off the wall", "the clock is off its nail", "all our photos are down".
  {
    before: upTo('take|took|taken|taking|removed|unhooked'),
    behind:
      /^(?:off|down from|down off|from) (?:the|my|our|his|her|their|its) (?:[\w-]+ ){0,2}(?:walls?|fridge|door|shelf|window|nail|mantel\w*|dresser|sideboard|ceiling|gate|hinges|cooker|hob|board|landing|hall)\b/,
    of: hung,
  },
  {
    behind:
      /^(?:is|are|was|were|'s|'re) (?:all )?(?:off|down from) (?:the|its|their) (?:walls?|nails?|hooks?|shelf|hinges|door|fridge|mantelpiece)\b|^(?:is|are|were) (?:all )?(?:down|down now)$/,
    of: hung,
  },
  // "Took her chair to the tip", "the sofa went to the charity shop", "gone down the drain", "fell into the river".
  {
    before: upTo('(?:take|took|taken|taking|drove|dropped|carried|carted|hauled|sent|sold|gave|donated)'),
    behind: wasteEn,
  },
  {
    behind: new RegExp(
      `^(?:(?:is|was|are|were|has|have|had|'s) )?(?:(?:all|both) )?(?:gone|went|going|been taken|taken|been sent|sent) ${wasteEn.source.slice(1)}`,
    ),
    notOf: /^(?:car|truck|bus|tractor|cart|bag|box)$/,
  },
  {
    behind:
      /^(?:(?:has|have|had|'s|'ve) )?(?:gone|went|fell|fallen|dropped|slipped|slid|disappeared|vanished|washed) (?:down the (?:sink|drain|toilet|plughole|loo|plug)|overboard|over the side|into the (?:sea|river|lake|canal|drain|water|harbou?r|toilet|creek)|in the (?:sea|river|lake|canal|harbou?r|bin|skip|flood|creek)|out to sea|for scrap|under the hammer)\b/,
    notOf: /^(?:rain|snow|sun|moon|water|stone|leaf|fallen_leaf|boat|ship|light_bulb)$/,
  },
  // "My tools have all been given to the lad", "the trees were felled", "was nicked", "has been painted over".
  {
    behind:
      /^(?:(?:is|was|are|were|has|have|had|'s|'re|'ve|got|gets) )(?:\w+ )?(?:been )?(?:\w+ )?(?:given (?:away|to)|handed (?:over|back)|donated|pawned|nicked|pinched|swiped|painted over|swept (?:away|off)|carted (?:off|away)|rehomed|uprooted|culled|paved over|ploughed up|concreted over|put (?:down|to sleep)|washed out to sea|burned to the ground|burnt to the ground|shredded|binned|pulped|used up|filled in|concreted over|built over|drained)\b/,
    notOf: /^(?:meal|medicine|water|corner)$/,
  },
  // "They knocked down the school", "cut the old oak down", "bulldozed the huts".
  {
    before: upTo(
      '(?:knock|knocked|knocking|pulled|pulling|tore|torn|tearing|cut|cutting|chopped|chopping|sawed|sawn|burned|burnt|blew|blown|ripped) (?:down|up|out)|demolished|bulldozed|felled|grubbed up|paved over|concreted over|ploughed up|filled in',
    ),
    of: grown,
  },
  {
    before: upTo('(?:knock|knocked|pulled|tore|torn|cut|chopped|sawed|sawn|burned|burnt|blew|blown)'),
    behind: /^down(?!stairs| (?:the|to|at|on|for|from)\b)/,
    of: grown,
  },
  {
    before: upTo('(?:knocked|pulled|tore|torn|burned|burnt|bulldozed|demolished|levelled|flattened) (?:down )?'),
    isPlace: true,
    behind: /^(?:down\b|$|and\b|for\b|in\b|last\b|to\b)/,
    of: /^(?:house|school|church|factory|barn|hut|building|cinema|theatre|bakery|farm|flat|tower|hospital|shed|porch|station)$/,
  },
  { before: upTo('knocked|pulled|tore|torn'), behind: /^down\b/, isPlace: true },
  { before: upTo('(?:concreted|paved|built|tarmacked) over'), isPlace: true },
  // "Deleted our pictures".
  { before: upTo("(?<!(?:to|not|n't|never) )deleted"), of: written },
  // "Dad took the telly and the good couch when he left", "she took the kids and the dog".
  {
    before:
      /(?:^| )(?:(?:he|she|they|dad|mum|mom|ex|husband|wife|boyfriend|girlfriend|partner|father|mother|roommate|flatmate) (?:(?:has|had|'d|'s) )?(?:took|taken)|took) (?:the|our|my|all the|both)(?: (?:good|big|nice|best|only|new|old|decent|spare|[\w-]+ly))?$/,
    behind: /^(?:$|and (?:now|left|moved|went|the|our)\b|when (?:he|she|they)\b|with (?:him|her|them)\b)/,
    of: furniture,
  },
  {
    before: /(?:^| )ex (?:has |had )?(?:kept|keeps|got|has|gets|took|takes) (?:the|our|my)(?: [\w-]+)?$/,
    behind: /^(?:$|and\b|when\b)/,
  },
  {
    before:
      /(?:^| )(?:teacher|head|boss|mum|mom|dad|police|nurse|doctor|officer|guard|warder|coach) (?:has |had )?(?:took|taken) my(?: [\w-]+)?$/,
    of: /^(?:mobile_phone|telephone|belt|key|computer|card|bag_of_sweets|glasses|shoe|money|ball)$/,
    behind: /^(?:$|and\b|for\b|because\b|off me\b|when\b)/,
  },
  { before: upTo('(?:took|taken|takes|take)'), behind: /^(?:and (?:the|my|his|her|our|their) \w+ )?away\b/ },
  { before: upTo('repossessed|confiscated|impounded|looted|requisitioned') },
  {
    before: upTo(
      '(?:fire|fires|flood|floods|storm|water|wind|river|sea|wave|waves|tide|landslide|earthquake|tornado|hurricane|bombs?|war)(?: (?:has|had|have))? (?:took|taken|carried (?:off|away)|swept away|washed away|destroyed|swallowed|flattened|got)',
    ),
    behind: /^(?!off\b)/,
  },
  { before: upTo('blew|blown'), behind: /^away\b/ },
  {
    behind: /^(?:has |had )?(?:blew|blown|flew|flown) (?:away|off (?:into|over|down))\b/,
    of: /^(?:hat|umbrella|scarf|paper|balloon|kite|tarpaulin|hut|shed|letter)$/,
  },
  {
    before: upTo(
      "(?:he|she|they|somebody|someone|brother|sister|flatmates?|roommates?|dog|cat|mice|birds)(?: (?:has|have|had|'s|'ve))? (?:eaten|ate|drank|drunk|finished) (?:my|our)",
    ),
  },
  { before: upTo('(?:ran|run|running|runs) short of') },
  { before: upTo("(?:never|n't|not) (?:gave|given|give|brought|bring|sent|send)"), behind: /^back\b/ },
  // "I no longer wear my ring", "we don't keep hens any more".
  { before: upTo('no longer (?:have|has|had|own|owns|wear|wears|keep|keeps|grow|bake|sell|sells|carry|carries)') },
  {
    before: upTo("(?:not|n't|never) (?:have|has|own|wear|keep|grow|get|bake|make|sell|carry|buy|bring|see|hear)"),
    behind: /^(?:[\w']+ ){0,4}(?:any ?more|any longer|these days|nowadays)\b/,
  },
  {
    before: upTo(
      "(?:not|n't|never) (?:worn|had|seen|heard|eaten|cooked|baked|tasted|smelt|smelled|visited) (?:a|an|any|my|the|our)",
    ),
    behind:
      /^(?:in (?!(?:the|my|his|her|our|a)\b)|since|for (?:\w+ )?(?:years?|months?|weeks?|days|ages|so long|a long))/,
  },
  {
    before: upTo("(?:not|n't|never|stopped|stop) (?:take|took|taken|taking)"),
    of: /^(?:photo|picture)$/,
    behind: /^(?!(?:down|off|away|out|from|with me)\b)/,
  },
  { before: upTo("(?:could|can|did|would) (?:not|n't) save"), behind: /^(?!(?:from|for)\b)/ },
  {
    before: upTo("(?:can|could|ca) (?:not|n't) (?:even )?afford(?: to (?:buy|fix|run|replace|get))?"),
    behind: /^(?!any more than\b)/,
  },
  {
    before:
      /(?:^| )(?:i|he|she|we|they) (?:still )?wish(?:ed|es)? (?:i|we|he|she|they|there)(?: still)? (?:had|(?<=there )(?:was|were)) (?:a|an|the|my|some|more)(?: [\w-]+)?$/,
  },
  // "The bus doesn't stop here any more", "the oak no longer stands", "isn't where I left it".
  {
    behind:
      /^(?:(?:does|do|did) n't|no longer) (?:stop|stops|run|runs|stand|stands|hang|hangs|exist|exists|grow|grows|come|comes)(?: (?:here|there|up|round|by|to us|down))*(?: (?:any ?more|any longer|after|since|now)\b|$)/,
    notOf: /^(?:tap|clock|watch|car|water|door|drawer)$/,
  },
  { behind: /^(?:is|was|are|were) (?:(?:not|n't) where\b|no more$)/ },
  { behind: /^(?:was|were) never (?:found|returned|given back|recovered|replaced|seen again)\b/ },
  {
    behind:
      /^(?:(?:still |yet )?(?:has|have|had) (?:still )?(?:n't|not)(?: yet)? (?:arrived|come back|turned up|got here|reached)|(?:has |have |had )?never (?:turned up|reached|materiali[sz]ed|made it|got here|got here))\b/,
  },
  {
    behind:
      /^(?:(?:has|have|had|did|does|do|would|will|wo) (?:n't|not|never)|never) (?:once )?(?:come|came|comes|rise|risen|rose|show|shown|shine|shone)(?: (?:out|up|through))?\b/,
    of: /^(?:sun|moon|star|sunlight|moonlight|rainbow)$/,
  },
  {
    behind:
      /^(?:is|was|are|were|'s) (?:(?:away )?being (?:repaired|mended|fixed|serviced)|in for repairs?|(?:in|on) (?:the|my|his|her) other\b|at the (?:menders?|repair\w*|cleaners|garage|pawn\w*)\b)/,
  },
  {
    behind:
      /^(?:had |has |have )?(?:all )?(?:rotted away|burned down|burnt down|burned to the ground|burnt to the ground|blew (?:away|down)|blown (?:away|down)|washed away)/,
  },
  { behind: /^(?:has |had |have |'s )?(?:all )?(?:melted|thawed)\b(?! (?:on|off)\b)/, of: /^(?:snow|snowman|frost)$/ },
  { before: upTo('(?:had|have|has|having)'), behind: /^put (?:down|to sleep)\b/, of: herd },
  {
    before: upTo('put|putting'),
    behind: /^(?:down (?:last|this|in|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|and)|to sleep)\b/,
    of: herd,
  },
  { before: upTo("(?:i|we|he|she|they|dad|mum|mom) (?:'d |had |have )?buried|(?:i|he|dad|vet) shot"), of: herd },
  // "Everything except the umbrella", "the only thing missing was the cake", "what I miss most is the piano".
  {
    before: upTo(
      '(?:packed|brought|had|got|took|found|remembered) (?:everything|all of it) (?:except|but|apart from|bar)(?: for)?',
    ),
  },
  {
    before: upTo(
      "(?:thing|one)s? (?:(?:that )?(?:'s |was |is )?(?:missing|lacking)|(?:that )?(?:i|we|he|she|they) (?:could n't find|forgot|lost|left behind|did n't have|never had|lacked)) (?:is|was|were|are)",
    ),
  },
  {
    before: upTo(
      '(?:what|thing|all) (?:i|we|he|she|they) (?:still |really )?(?:miss|missed|misses|lost)(?: (?:most|the most|more than anything|now|here))? (?:is|was|are|were)|(?:long|longs|longed|longing|yearn|yearned|homesick) for',
    ),
    behind: /^(?!(?:to|at)\b)/,
  },
  { before: /(?:^| )too \w+ to (?:see|hear|find|make out)(?: (?:the|my|his|her|our|any|a))?(?: [\w-]+)?$/ },
  {
    before:
      /(?:n't|not|never) even (?:leave|left|send|sent|write|written|bring|have|had|get|got|give|own) (?:(?:me|us|him|her|them) )?(?:an?|any|one)(?: [\w-]+)?$/,
    notOf: eaten,
  },
  // "They stopped delivering the newspaper", "thieves got the pipes", "sent back the ring", "scrapped the tractor".
  {
    before: upTo(
      "(?<!(?:n't|not|never) )(?:stopped|stop|quit) (?:delivering|stocking|making|printing|planting|sowing|hanging)",
    ),
  },
  { before: upTo('(?:thieves|burglars|looters|bailiffs|robbers)(?: (?:have|had))? (?:got|had|took|taken|stole)') },
  {
    before: upTo(
      "(?<!(?:to|n't|not|never) )(?:(?:sent|gave|given)(?: (?:him|her|them|it))? back|scrapped)|made (?:me|us|him|her|them) hand over",
    ),
    notOf: /^(?:plate|bowl|cup|glass|thread|meal|soup|tray|tin_can|box|photo|bottle)$/,
  },
  {
    before: upTo('handed in|turned in|surrendered'),
    of: /^(?:uniform|key|name_tag|card|computer|certificate|mobile_phone)$/,
  },
  {
    before: upTo('returned'),
    of: /^(?:pram|cradle|bed|wheelchair|ring|key|uniform|dress|gift|suitcase|piano|violin|car)$/,
    behind: /^(?!to\b)/,
  },
  {
    before: upTo("no longer (?:needs?|uses?|wants?)|(?:does|do|did) n't need"),
    of: /^(?:wheelchair|walking_stick|walking_frame|glasses|hearing_aid|bandage|oxygen_mask|oxygen_machine|nappy|dummy|cradle|pram)$/,
  },
  { before: upTo('(?:searched|combed|scoured) (?:\\w+ ){1,5}for') },
  // "The bread was gone by the time I came", "the lake has dried up", "the swans have left", "didn't survive the winter".
  {
    behind:
      /^(?:was|were|had|is|are|'s) (?:all )?gone by (?:the time|then|now|noon|morning|evening|ten|nine|eight|lunch\w*)\b/,
  },
  {
    behind: /^(?:(?:has|have|had|'s|is) )?(?:all )?(?:dried up|gone dry)\b/,
    of: /^(?:river|lake|pond|stream|well|waterfall|puddle|spring_water)$/,
  },
  {
    behind: /^(?:have|has|had) left\b/,
    of: /^(?:swallow|swan|goose|duck|crane|bird|robin|pigeon|sparrow|seagull|magpie|crow|owl)$/,
  },
  { behind: /^(?:is|was|are|were|lies?) buried\b/, of: herd },
  { behind: /^(?:(?:that |which )?(?:i|we|he|she|they) (?:[\w']+ ){1,4})?(?:did n't|did not|never) survive\b/ },
  {
    behind:
      /^(?:(?:that |which )?(?:i|we|he|she|they) (?:[\w']+ ){1,5})(?:has|have|had|was|were) (?:been )?(?:\w+ and )?(?:removed|stolen|demolished|taken away|cut down|torn down|thrown (?:out|away))\b/,
  },
  {
    behind: /^(?:is|was|are|were|'s) (?:still )?(?:back )?(?:at home|in the car|in my other)\b/,
    of: /^(?:wig|glasses|mobile_phone|telephone|wallet|coat|umbrella|key|walking_stick|hearing_aid|camera|medicine)$/,
  },
  {
    behind:
      /^(?:do|does|did) n't (?:go out|sail|run|fly|come|sing|visit|call)(?: (?:out|here|there|by|round|over|past))* (?:any ?more|any longer|these days)\b/,
  },
]
