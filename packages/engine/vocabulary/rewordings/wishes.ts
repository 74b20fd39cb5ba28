import type { Rewording } from "./rewording";

/** How people wish for something, and how they complain: around whatever it is about. */
export const WISH_REWORDINGS: readonly Rewording[] = [
  // Questions and courtesies that begin a wish.
  [
    "^(?:(?:is there|there is|is it) )?(?:a|any|some)? ?(?:way|chance|possibility|option)(?: that| of| for)?(?: you| i| we| to| can| could| would| might| get| getting| have| having)*(?: to)? ",
    "",
  ],
  ["^how (?:do|can|could|would|should) (?:i|you|we) ", ""],
  ["^(?:how|what) about (?:a |an |some |making )?", "make "],
  [
    "^(?:can|could|may|might) (?:i|we) (?:please |maybe |also )?(?:have|get|see)(?: it| this| that)?(?: with| in| as)? ",
    "make it ",
  ],
  ["^(?:can|could|may|might) (?:i|we) (?:please |maybe |also )?(?:have|get|see) ", "give it "],
  ["^(?:can|could|would|will)(?: you| u| we)?(?: please| kindly| maybe| possibly| just| perhaps| mind| also)* ", ""],
  [
    "^(?:you )?(?:mind|care to|fancy|feel free to|be so kind (?:as to|and)|be a (?:dear|darling|love) and|would you) ",
    "",
  ],
  [
    "^(?:i (?:want|need|would like|would love) you to|i was (?:hoping|wondering) (?:if )?(?:you could|you would)|i am trying to|i would like to|let us|we should|you should|you need to|please) ",
    "",
  ],
  [
    "^(?:go ahead and|try to|try and|have a go at|make sure to|be sure to|remember to|do not forget to|see if you can|see about) ",
    "",
  ],
  [
    "^(?:what if|why not|why do we not|why do not you|maybe try|perhaps try)(?: you| we)?(?: make| made| try)? ",
    "make ",
  ],
  ["^why (?:is|are) {x} {very}?(?!{colour}$)(\\S+)$", "$1 is too $2"],
  ["^why (?:does|do) {x} look {very}?(?!{colour}$)(\\S+)$", "$1 is too $2"],

  [
    "^its (?=(?:too|so|very|all|way|really|a bit|a|not|been|quite|pretty|kind of|sort of|super|far|still|in|got|come|gone|just)\\b)",
    "it is ",
  ],
  ["^its (?=\\S+$)", "it is "],

  // What is wanted, in place of an order.
  [
    "^{want}(?: to have| to see| to get| to make)? {x} (?:to be|to look|to appear|to come out|to feel|to seem|to get|to become|being|looking|made|turned) ",
    "make $1 ",
  ],
  ["^{want} {x} (\\S+)$", "make $1 $2"],
  ["^{want}(?: to have| to see| to get)? (?:a |an |some |more of )?", "give it "],
  ["^i wish {x} (?:was|were|looked|would be|had been|felt|came out) ", "make $1 "],
  ["^i wish {x} had ", "give $1 "],
  ["^(?:i wish|if only) there (?:was|were|had been) ", "add "],
  [
    "^{x} (?:should|needs to|need to|ought to|could|would|might|may|can|is to|are to|is supposed to|are supposed to|is meant to|shall)(?: really| probably| also| definitely| maybe| all| just| still| ideally| please)*(?: be| look| appear| come out| feel| get| go| turn| seem| become| be made| be turned)(?: really| also| just)? ",
    "make $1 ",
  ],
  ["^(?:can|could|may|might|should) {x} (?:be|look|appear|feel|get|become)(?: made| a)? ", "make $1 "],
  [
    "^{it} (?:really |definitely |probably |maybe |just |also )*(?:could|can|would|might|should|may)(?: really| definitely| probably| maybe| also)* (?:use|do with|stand|take|benefit from|profit from|handle|have|get|want|deserve|enjoy|need)(?: just| maybe)? ",
    "add ",
  ],
  [
    "^(?:could|can|would|might)(?: really| definitely| probably| maybe| also)* (?:use|do with|stand|benefit from|profit from|handle|need)(?: just| maybe)? ",
    "add ",
  ],
  [
    "^{x} (?:really |definitely |probably |maybe |just |also )*(?:could|can|would|might)(?: really| definitely| probably| maybe| also)* (?:use|do with|stand|take|benefit from|profit from|handle|have|get|want|need)(?: just| maybe)? (.+)$",
    "add $2 in $1",
  ],
  [
    "^{x} (?:really |definitely |also |just )*(?:needs?|wants?|deserves?|calls for|is crying out for|cries out for|is begging for|begs for|requires?|asks for) (.+)$",
    "add $2 in $1",
  ],
  ["^(?:needs?|wants?|deserves?|is crying out for|requires?) (?:to be |to look )", "make it "],
  ["^(?:needs?|wants?|deserves?|is crying out for|requires?)(?: just| maybe| definitely| really)* ", "add "],
  [
    "^{x} (?:is|are|looks?|feels?) (?:lacking|missing|short of|short on|devoid of|without|low on|starved of|lacking in)(?: all| some| any| in)? (.+)$",
    "add $2 in $1",
  ],
  [
    "^{x} (?:lacks?|misses|does not have|do not have|has not got|has no|have no|has little|has hardly any|has not much)(?: enough| any| much| a lot of)? (.+)$",
    "add $2 in $1",
  ],
  [
    "^(?:not much|hardly any|barely any|not a lot of|very little|too little|missing|lacking|lacks) (contrast|colour|light|detail|depth|punch|warmth|sharpness|saturation|clarity|definition|texture|pop|brightness|vibrance)$",
    "more $1",
  ],
  ["^(?:a )?(?:bit|touch|dash|hint|pinch|splash|tad|smidge|dollop) (?:of|more) (?:extra )?(.+)$", "add a bit of $1"],
  ["^(?:some|plenty of|lots of|loads of|tons of|extra) (?:extra )?(.+)$", "add $1"],
  [
    "^(?:add|give it|give) (?:some|a bit of|a little|a touch of|a bit more|a little more|a touch more|more|much more) (life|pop|oomph|zing|pizzazz|sparkle|wow|kick|bite|spark|pep|energy|impact|presence|depth|snap|drama)$",
    "add more punch",
  ],
  ["\\b(?:oomph|zing|pizzazz|sparkle|wow factor|kick|spark|pep|pzazz|zest|zip|impact|vim|snap|wow)\\b", "punch"],

  ["^(?:could|can|would) do with (?:being|looking|becoming|getting) (.+)$", "make it $1"],
  ["^nothing too \\S+$", "not too much"],
  ["^(.*\\b)a couple of degrees\\b", "$1 2°"],
  ["^(.*\\b)a few degrees\\b", "$1 3°"],
  [
    "^(?:tidy|clean|sort|touch|patch|spruce|straighten)(?: up| out)? (?:the |my )?(exposure|lighting|light|colours|white balance|levels)$",
    "fix the $1",
  ],
  [
    "^(?:clean|tidy|neaten) up (?:the |this |my )?(?:scan|page|document|paper|notes|receipt|letter)$",
    "scan this document",
  ],

  // Complaints.
  [
    "^{x} {be} (?:{very}|a bit of )?(?:too much|a bit much|overpowering|overwhelming|distracting|overkill|overdone|screaming at me|screaming|in your face|shouting|glaring|popping too much|sticking out|jarring|out of control|over the top|dominating|intense|excessive)(?: to me| for me| now| here)?$",
    "$1 is too strong",
  ],
  [
    "^{x} {be} (?:not|hardly|barely|nowhere near) (?:very |really |that |so |particularly |all that |quite |super |as )?(\\S+?)(?: enough)?(?: as it should be| as it could be)?$",
    "$1 is not $2 enough",
  ],
  [
    "^(?:not|hardly|barely|nowhere near) (?:very |really |that |so |particularly |all that |quite |super )?(\\S+?)(?: enough)?$",
    "not $1 enough",
  ],
  ["^{x} {be} {very}+too ", "$1 is too "],
  [
    "^{x} {be} {very}*too (\\S+) (?:for (?:my|our|anyone|anybody|comfort|me|us|a)\\b.*|to (?:be|see|read|look|make|use|print|post|tell|enjoy|show)\\b.*|now|imo|overall|here|in my opinion|i think|i feel)$",
    "$1 is too $2",
  ],
  ["^{x} {be} {very}+(?!(?:{colour}|dark|cold|{virtue})$)(\\S+)$", "$1 is too $2"],
  ["^{x} {be} {very}+(dark|cold)$", "$1 is too $2"],
  [
    "^{x} (?:came out|turned out|ended up|got|comes out|is looking|was taken|gets|turns out|went|has gone|has become|became|ends up|came back) (?:{very}|too )*(\\S+)$",
    "$1 is too $2",
  ],
  [
    "^(?:super|way|far|so|really|very|pretty|quite|kind of|sort of|a bit|a little|all|bit|rather|totally) (?:too )?(?!{virtue}$)(\\S+)$",
    "it is too $1",
  ],
  [
    "^(?:there is|there are|i see|i can see|i notice|has|have|it has|got|with|shows?|showing|it got) (?:way |far )?(?:too much|too many|so much|so many|a lot of|lots of|tons of|loads of|a ton of|an awful lot of|all this|all that|such|plenty of|quite a lot of|quite some|heavy|visible|noticeable) {bad}?(noise|grain|glare|haze|shadow|shadows|contrast|saturation|blur|fog|distortion)(?: going on| everywhere| all over| there| here| visible)?$",
    "too much $1",
  ],
  [
    "^(?:there is|there are|i see|i can see|has|have|it has) (?:way |far )?(?:too much|too many|so much|a lot of|lots of|tons of|loads of) (.+)$",
    "too much $1",
  ],
  [
    "^(?:it is |it has |there is )?(?:too|so) much (?:of )?(?:a )?{bad}?(.+?)(?: going on| everywhere| all over)?$",
    "too much $1",
  ],
  ["^do not (?:make|turn|get|let|have) {x} (?:look |be |get |become )?too (?:\\S+)$", "not too much"],
];
