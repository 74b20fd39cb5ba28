import type { Rewording } from "./rewording";

const CUT =
  "(?:crop|cut|trim|chop|lop|slice|shave|take|knock|lose|drop|snip|remove|get rid of|ditch|clip|hack|leave out|scrap)";
/** What takes away a side only where it is called a part. */
const AWAY = "(?: off| away| out| down)?";
const SOME = "(?:about |around |roughly |like |maybe |approximately |some |just )*";

const SHARES: ReadonlyArray<readonly [said: string, percent: number]> = [
  ["(?:a |one |1 )?third", 33],
  ["two thirds", 66],
  ["(?:a |one )?quarter", 25],
  ["(?:a |one )?fifth", 20],
  ["(?:a |one )?tenth", 10],
  ["half", 50],
  ["(?:a (?:tiny )?(?:bit|little|little bit|touch|sliver|tad|strip)|some|a small strip|a little strip|slightly)", 5],
  ["(?:a lot|lots|much|a good chunk|a big chunk|a chunk|a big part|a good bit)", 20],
];

/** Crops, sizes, frames, text, and people by where they are. */
export const SHAPE_REWORDINGS: readonly Rewording[] = [
  [
    "^(?:crop|cut|trim|zoom)(?: it)?(?: in| down)? (?:so|sothat) (?:it is |its )?(?:only|just) {x}(?: left| in it)?$",
    "crop to $1",
  ],
  [
    "\\b(?:curly|fancy|swirly|handwritten|elegant|pretty|cute|loopy|script|cursive|festive|playful|retro|shiny|sparkly|bubbly|blocky|chunky|nice|serif|modern|simple|classic) (?=(?:letters|font|text|writing|type|lettering|script)\\b)",
    "",
  ],
  [
    "\\b(people|persons|everyone|strangers) (?:walking|passing|standing|sitting|going) (?:past|by|around|there|about)\\b",
    "$1",
  ],
  ["^(?:a )?(?:bit|little|tad|touch) too much (.+)$", "too much $1"],
  [
    "^(?:reduce|shrink|compress|get|bring|make|squeeze|keep)(?: it| the file| the size| this| the file size)*(?: down)?(?: to)?(?: be)?(?: under| below| less than| at most| max| within)? (§\\d+) ?(kb|mb|kilobytes?|megabytes?)(?: .*)?$",
    "under $1 $2",
  ],
  [
    "^(?:the )?(left|right|top|bottom) (third|half|quarter|bit|part|side|edge) (?:is|has|shows|just|only).* , (?:crop|cut|trim|chop|lose|take) (?:it|that)(?: off| out| away)?$",
    "crop the $1 $2",
  ],
  [
    "^(landscape|portrait|vertical|horizontal|wide|upright|tall) (?:format |crop |in )?(§\\d+)(?: for .*)?$",
    "make it $1 $2",
  ],
  ["^(§\\d+) (portrait|upright|vertical|landscape|horizontal)(?: for .*)?$", "make it $2 $1"],
  ["^(§\\d+) (?:print|picture|headshot)(?: for .*)?$", "crop to $1"],
  ["^(?:crop )?(?:the )?(?:head|heads) and shoulders?(?: crop| shot| portrait| only)?$", "zoom in on the face"],
  ...SHARES.flatMap(([said, percent]): Rewording[] => [
    [
      `^${CUT}${AWAY} ${SOME}${said}(?: of it| of the picture)?${AWAY}(?: from| of| at| on)*(?: the)? {side}{end}$`,
      `crop ${percent}% from the $1`,
    ],
    [`^${CUT}${AWAY}(?: the)? {side}{end}(?: by)? ${SOME}${said}${AWAY}$`, `crop ${percent}% from the $1`],
  ]),
  [
    `^${CUT}${AWAY} ${SOME}(§\\d+)(?: of it| of the picture)?${AWAY}(?: from| of| at| on)*(?: the)? {side}{end}$`,
    "crop $1 from the $2",
  ],
  [
    `^${CUT}${AWAY}(?: the| some of the| all the| that)?(?: whole| empty| boring| blank| ugly| messy| dark)* {side}(?: hand)?(?: side| part| bit| edge| strip| section| portion)+(?: of (?:it|the picture))?${AWAY}$`,
    "crop the $1",
  ],
  [`^(?:crop|cut|trim|chop|lop|slice|shave) ?(?:off|away|out)? (?:at )?(?:the )?{side}${AWAY}$`, "crop the $1"],
  [
    "^(?:(?:there is |it has )?(?:way |far )?too much (?:empty |boring |blank |dead |wasted )*(?:sky|ceiling|headroom|space above .*|room at the top|space at the top|empty space at the top))(?: at the top)?$",
    "crop the top",
  ],
  [
    "^(?:there is |it has )?(?:way |far )?too much (?:empty |boring |blank |dead |wasted )*(?:floor|ground|pavement|foreground|road|grass|space below .*|room at the bottom|space at the bottom)(?: at the bottom)?$",
    "crop the bottom",
  ],
  [
    "^(?:there is |it has )?(?:way |far )?too much (?:empty |boring |blank |dead |wasted )*(?:space|room|wall|background|stuff) (?:on|at|to) the (left|right|top|bottom)(?: side)?$",
    "crop the $1",
  ],
  [
    "^(?:crop|cut|trim|reframe|frame)(?: it| this| the picture)?(?: in| down| right in)*(?: more| a bit| a little| much| way| nice and| really| super)*(?: close| closer| tight| tighter| tightly| in| closely)*(?: on| to| onto| around| in on| onto| at| round| towards| so it is just| so (?:that )?(?:only|just))+(?: only| just)? ((?!the (?:top|bottom|left|right)\\b)(?:the |my |her |his |their |our )?\\S+(?: \\S+)?(?: (?:on|in|at) the (?:left|right|middle|centre|front|back|background|foreground))?)(?: only| alone)?$",
    "crop to $1",
  ],
  [
    "^(?:crop|cut|trim|zoom)(?: it| this| in)? ?(?:so|sothat)(?: that)?(?: i| we| you| they| people| one)* (?:only|just|mostly|mainly)?(?: see| can see| get| have| is| are)+ (?:only |just )?{x}(?: is| are)?(?: left| visible| in it| in the frame)?$",
    "crop to $1",
  ],
  [
    "^(?:get|go|move|come|zoom|bring us|bring me|take us|punch|push|crop|draw|pull)(?: it)?(?: me)?(?: in| up)?(?: a bit| a little| much| even| way)?(?: close| closer| nearer| in| tight| tighter| right)*(?: on| to| onto| in on| into| around| up to)+ {x}$",
    "zoom in on $1",
  ],
  [
    "^(?:give me |make it |i want |do )?(?:a )?(?:close ?up|closeup|tight crop|tight shot|tighter crop|closer crop|close crop) (?:of|on|around) {x}$",
    "crop to $1",
  ],
  ["^(?:fill the (?:frame|picture|shot) with|(?:only|just) show|show (?:only|just)|single out) {x}$", "crop to $1"],
  [
    "^(?:make|get|have|let) {x} (?:bigger in the frame|bigger in the picture|larger in the frame|fill the frame|fill the picture|take up (?:more|most) of (?:it|the frame|the picture))$",
    "crop to $1",
  ],

  // Shapes.
  [
    "^(?:as |in |into |to |for |make it |it needs to be |needs to be |should be |give it |crop it |cut it |cut |crop )+(?:a |an )?(?:nice |perfect |proper |plain )*(square|portrait|landscape|vertical|horizontal|upright|widescreen|panorama|panoramic)(?: format| crop| shape| one| version| orientation| ratio| picture| cut| frame| image| post)*(?: for .*)?$",
    "make it $1",
  ],
  [
    "^(?:a |an )?(?:nice |perfect |proper |plain )*(square|portrait|landscape|vertical|horizontal|upright|widescreen|panoramic)(?: format| crop| shape| version| orientation| ratio| cut)+(?: for .*)?$",
    "make it $1",
  ],
  ["^(?:a |perfect )?square(?: for .*)?$", "crop it square"],
  ["^(upright|vertical|tall|portrait)(?: version| format| crop)? (?:of it )?(§\\d+)$", "make it $1 $2"],
  [
    "^(?:in |as |a |an |to |for |i need |make it |it |should be |ratio |aspect ratio |format |crop )*(§\\d+)(?: ratio| aspect| aspect ratio| format| crop| version| shape| cut)*(?: for .*)?$",
    "crop to $1",
  ],
  [
    "^(?:make it |crop (?:it )?to |resize (?:it )?to |in |to |as |for |fit (?:it )?(?:on|to|into) |i need it in )*(?:a |an )?a[3456](?: (?:format|size|paper|page|print|portrait|sheet|poster|ratio|proportions))*$",
    "crop to §a4",
  ],
  [
    "^(?:make it |crop (?:it )?to |resize (?:it )?to |in |to |as |for |fit (?:it )?(?:on|to|into) )*(?:a |an )?(?:a[3456] (?:landscape|horizontal|sideways)|landscape a[3456]|horizontal a[3456])$",
    "crop to §a4l",
  ],
  [
    "^(?:max|maximum|at most|no more than|not more than|not over|up to|no bigger than|no larger than|no wider than) (§\\d+)(?: on| at| for)?(?: the| its)? ?(?:long|longest|longer|wide|width|widest|larger|largest)(?: edge| side)?$",
    "resize to $1 on the long side",
  ],
  [
    "^(?:long|longest|longer) (?:edge|side)(?: should be| to| of| is| at|:)? (?:max |maximum |at most |no more than )?(§\\d+)$",
    "resize to $1 on the long side",
  ],
  [
    "^(?:and )?(?:max|maximum|at most|no more than|not more than|not over|less than|below|smaller than|up to|no bigger than|no larger than|within|keep it under|keep it below|has to be under|must be under|needs to be under|should be under) (§\\d+) ?(kb|mb|kilobytes?|megabytes?|k|m)(?: max| maximum| at most| in size)*$",
    "under $1 $2",
  ],
  [
    "^(?:i )?(?:need|want|make) (?:it |this )(?:to be )?(?:really |super |very )*(?:tiny|small|smaller|mini)(?: for .*)?$",
    "make it smaller",
  ],
  [
    "^(?:.* )?(?:wallpaper|cover|banner|header|thumbnail|post|story|poster|card|print|size|background|screen|desktop|lock screen|photo|picture|image|profile|avatar)(?: at| in| of| is| to| with)* (§\\d+)$",
    "crop to $1",
  ],
  ["^upscale x (§\\d+)$", "enlarge it $1 times"],
  ["^(?:double|triple) (?:the |its )?(?:size|resolution|dimensions|pixels)$", "enlarge it 2x"],
  [
    "^(?:straighten|level|fix|correct|sort|sort out|adjust)(?: it| the| this| that| out| up)* (?:lean|leaning|tilt|slant|wonkiness|angle|crookedness|wonky horizon|tilted horizon|crooked horizon|horizon line|skew|slope)$",
    "straighten it",
  ],
  [
    "^(?:looks?|is|feels?|it is|it looks?|the horizon is|the sea is|the picture is|everything is) (?:{very}|to me )*(?:lopsided|tilted|slanted|crooked|wonky|askew|off level|not level|leaning|sloping|skew|skewed|slanting|not straight|sliding)(?: to me| to one side| to the (?:left|right))?$",
    "it is crooked",
  ],

  // Words on the picture.
  [
    "\\b(?:the |a )?(?:heading|headline|title|slogan|tagline|inscription|lettering|wording|greeting|message|line|quote|phrase)(?: (?:saying|reading|that says|that reads|which says|like))? (?=§)",
    "the text ",
  ],
  [
    " in (?:a |an )?(?:nice |pretty |fancy |elegant |cute |simple |clean |modern |cool |lovely |beautiful |fun |classic |big |large |small )*(?:script|handwriting|handwritten|cursive|serif|sans|sans serif|font|typeface|calligraphy|hand lettered|curly|script font|handwritten font|cursive font|serif font|lettering)(?: font| style| letters| type)?",
    "",
  ],

  // People whom nobody is to know.
  [
    "^(?:please |so |sothat |make sure |ensure |i want |we want |i need |see to it )*(?:that )?(?:nobody|no one|noone|none of (?:them|us|the people|these people|the faces)|not anyone|not anybody)(?: in (?:it|the picture|here|there))? (?:to be|is to be|is|are|can be|should be|may be|might be|must be|could be|will be|gets?|should ever be) (?:recogni[sz]ed|recogni[sz]able|identified|identifiable|known)$",
    "anonymise everyone",
  ],
  [
    "^(?:please |so |sothat |make sure |ensure |i want |see to it )*(?:that )?(?:nobody|no one|noone) (?:can|could|should|may|will) (?:be able to )?(?:recogni[sz]e|identify|tell who|know) (?:anyone|anybody|them|us|the people|these people|everyone|they are|we are)$",
    "anonymise everyone",
  ],
  [
    "^make it (?:impossible|hard|difficult) to (?:recogni[sz]e|identify|tell who|see who|know who) (?:anyone|anybody|them|us|everyone|(?:the|these|those) people|(?:they|we|these people|those people|the people)(?: are)?|(?:anyone|anybody|everyone) is)$",
    "anonymise everyone",
  ],
  [
    "^(?:make )?(?:the |all |all the )?(?:people|faces|everyone|everybody|persons) (?:(?:must|should|may|can) (?:not|never) be|not to be) (?:recogni[sz]ed|recogni[sz]able|identified|identifiable)$",
    "anonymise everyone",
  ],
  [
    "^(?:make |have |get )?(?:everyone|everybody|all faces|all the faces|the faces|all people|all the people|the people) (?:to be |be )?(?:hidden|anonymous|anonymised|unrecogni[sz]able|unidentifiable|censored)$",
    "anonymise everyone",
  ],

  // People by where they are.
  [
    "\\b(?:all(?: of)?(?: their| the| these| those| our)? (?:people )?faces|(?:every|each)(?: single)?(?: one of)?(?: the| their)? faces?|everyone faces?|everybody faces?|all the people faces|faces of all(?: of)? them)\\b",
    "all the faces",
  ],
  [
    "\\b(?:anyone|anybody|everyone|everybody|whoever is|people|persons|all people|all the people|any people|the others|others|random people|strangers|bystanders) (?:(?:that is |who is |who are |standing |sitting |walking )?in the (?:back|background|distance)|behind (?:me|him|her|us|them))\\b",
    "the people in the background",
  ],
  [
    " (?:in|wearing|with) (?:a |an |the )?(?:\\S+ )?(?:and \\S+ )?(?:\\S+ )?(?:shirt|tshirt|t shirt|jacket|coat|dress|hat|cap|sweater|jumper|hoodie|top|scarf|suit|tie|skirt|jeans|trousers|glasses|sunglasses|beard|helmet|blouse|vest|apron|hair)(?= (?:on|at|in) the (?:left|right|middle|centre|front|back))",
    "",
  ],
  [
    "\\b(?:the )?(?:two|ones|people|men|women|guys|girls|boys|both|faces)(?: faces)?(?: of the (?:two|ones|people|men|women|guys|girls|boys))?(?: (?:who are|that are|standing|sitting))? (?:on|at) (?:the |both |either )?(?:outside|ends?|outer sides?|sides|edges)\\b",
    "all faces except the one in the middle",
  ],
  [
    "\\b(?:the )?(?:two )?(?:outer|outside|outermost) (?:two )?(?:faces|people|ones|men|women|guys|girls|boys|persons)\\b",
    "all faces except the one in the middle",
  ],
  [
    "^(?:hide|blur|pixelate|censor|cover|black out) (.*)all faces except the one in the middle(?: ,)?(?: and)?(?: but)? (?:keep|leave|not|show|spare)(?: the)? (?:middle|centre|central) (?:one|face|person|man|woman|guy|girl|boy)(?: visible| alone| as (?:is|it is)| clear| sharp)?$",
    "blur all faces except the one in the middle",
  ],

  [
    "^(hide|blur|pixelate|censor|cover|black out|anonymise|mask)(?: out)? (?:only |just )?(?:the )?(?:one|guy|man|woman|person|girl|boy) ((?:on|at|in) the (?:left|right|middle|centre|front|back|background|foreground))$",
    "$1 the face of the person $2",
  ],

  [
    "\\b(?:the )?(man|woman|guy|girl|boy|person|lady|kid|child|baby|one) (?:who is |that is |standing |sitting )?(?:on|in|at) the (left|right|middle|centre|front|back) (face|faces|eyes|head)\\b",
    "the $3 of the $1 on the $2",
  ],
  [
    "\\b((?:the )?(?:man|woman|guy|girl|boy|person|lady|kid|child|baby|bride|groom|dog|cat|lad|bloke|player|runner|cyclist|dancer)) (?:who is |that is )?(?:walking|running|standing|sitting|smiling|jumping|talking|laughing|looking|waving|riding|playing|dancing|posing|crouching|kneeling|leaning|sleeping|eating|drinking|cooking|reading|holding \\S+(?: \\S+)?)\\b",
    "$1",
  ],
  [
    "\\b((?:the |my |our )?(?:man|woman|guy|girl|boy|person|lady|kid|child|baby|bride|groom|husband|wife|son|daughter|dog|cat)) (?:at |in )?(?:the )?((?:top|bottom) (?:left|right))(?: corner)?$",
    "$1 in the $2",
  ],
  [
    "\\b((?:the |my |our )?(?:man|woman|guy|girl|boy|person|lady|kid|child|baby|bride|groom|husband|wife|son|daughter|dog|cat)) (left|right)$",
    "$1 on the $2",
  ],
  [
    "\\b(?:the |all )?(?:two|three|four|five|six|seven|eight|all|both|couple|lot|group|pair|whole lot|gang|bunch) of (?:us|you)\\b",
    "the people",
  ],
  [
    "\\b(?:the |all )?(?:two|three|four|five|six|seven|eight|all|both|couple|lot|group|pair|whole lot|gang|bunch) of them\\b",
    "them",
  ],
  [
    "^(?:make|create|do|give me|get|turn it into|turn this into|crop it (?:in)?to|crop to)(?: it)?(?: into)? (?:a |an )?(?:nice |good |proper |pretty |close |tight |lovely )*(?:portrait|headshot|head shot|close up|closeup|mugshot|bust) (?:of|for|with|around) (?:just |only )?{x}$",
    "crop to $1",
  ],
  [
    "^(?:.* )?(§\\d+) (?:on|around|of|centred on|focused on|focusing on|with) ((?:the |my |her |his |our )?(?:face|faces|head|subject|person|people|dog|cat|baby|man|woman|girl|boy|couple|her|him|me|us))$",
    "crop to $2 ; crop to $1",
  ],
  [
    "^(?:put|add|place)?(?: a| the)? watermark (?:across|in|at|over|on|to) the (middle|centre|top left|top right|bottom left|bottom right|corner)(?: ,)? (?:saying |with |that says )?(§\\d+)(?:(?: ,)? (faint|subtle|small|light|transparent))?$",
    "add the watermark $2 in the $1",
  ],
  [
    "^(?:print )?(?:a[3456]|poster|print) (?:sharpest|sharp|crisp|crispest|as sharp as)(?: you can| possible| as possible)*$",
    "sharpen it",
  ],
  [" (?:behind|back there)(?= (?:less|more|a bit|much|a little|too|is|are|looks))", " in the background"],
  [
    "^(?:and |but )?(leave|keep) ((?:my |the |her |his |our )?\\S+) as (?:he|she|it|they) (?:is|are)$",
    "do not change $2",
  ],

  // One thing in colour.
  [
    "^(?:only |just |keep |leave |let |make |with )*{x} (?:in colour|coloured|pops?|pops? out|stands? out|stays? in colour|stays? coloured|keeps? its colour|stays?|remain in colour|to be in colour)(?: ,| and| with| but)*(?: the)? (?:rest|everything else|all else|others|remaining)(?: of)?(?: the| it| this)?(?: picture)?(?: is| in| to| be| should be| goes| turned?| made| as)*(?: completely| all| fully)? (?:black and white|grey|greyscale|colourless|monochrome|bw|desaturated|without colour|no colour|grey scale|black white)$",
    "make it black and white except the $1",
  ],
  [
    "^(?:the )?(?:rest|everything else|everything|all else)(?: of)?(?: the| it| this)?(?: picture)?(?: is| in| to| be| should be| goes)* (?:black and white|grey|greyscale|colourless|monochrome|bw|desaturated|without colour) (?:,|and|with|but)? ?(?:but|only|just|keep|leave|except|except for|apart from|with)(?: just| only)? {x}(?: in colour| coloured)?$",
    "make it black and white except the $1",
  ],
  [
    "\\b(change|turn|switch|swap|recolour|make|shift|convert|paint|dye) (the|my|her|his|their|our|all the) (\\S+)(?: colour)? from ({colour}) to ({colour})\\b",
    "change the $4 $3 to $5",
  ],
  [
    "\\b(?:the colour of |colour of )(the|my|her|his|their|our) (\\S+) from ({colour}) to ({colour})\\b",
    "change the $3 $2 to $4",
  ],
  [
    "^.*\\bcut ?out (?:and put |and placed |put |placed )?on(?:to)? (?:a |an )?(?:plain |pure |clean |solid |nice )*({any})(?: background| bg| backdrop| canvas)?$",
    "make the background $1",
  ],
  [
    "^(make|turn|paint|colour|dye|recolour) (?!the |my |her |his |this |that |it |our |their |all |me |him )(\\S+) (?:into |to )?({any})$",
    "$1 the $2 $3",
  ],
  ["^({colour}) (\\S+) (?={be} )", "the $1 $2 "],
  [
    "^(?:with |add |put |and |plus )*(?:the )?(?:text )?(§\\d+)(?=(?: ,| and)? )(?:(?=.*\\b(centred|top left|top right|bottom left|bottom right|top|bottom)\\b)|)(?:(?=.*\\b({any})\\b)|)(?:(?=.*\\b(bold)\\b)|)(?: ,| and| in| at| the| it| centred| top| left| right| bottom| corner| letters| font| text|(?: {any})| bold| large| big)+$",
    "write $1 in $4 $3 letters at the $2",
  ],
  ["^duotone (?:in|with|of|using|made of) ", "duotone "],
];
