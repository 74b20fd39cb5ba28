/** What a picture may be wanted for: said after "for", it asks for nothing more than what stands beside it. */
export const PURPOSES =
  "print/printing/web/website/site/homepage/blog/shop/listing/email/mail/instagram/insta/facebook/tiktok/twitter/linkedin/" +
  "pinterest/whatsapp/youtube/etsy/ebay/profile/avatar/cv/resume/presentation/slides/wallpaper/poster/flyer/postcard/album/" +
  "airbnb/vinted/tinder/dating/snapchat/reddit/threads/school/class/birthday/party";

type Elaboration = {
  /** Whether it needs an "it". */
  pronoun: boolean;
  /** Whether "it" must be what was complained of, and not a part of the picture: "the sky is too bright, remove it". */
  removes?: boolean;
  /** Which complaints it goes on with: of too much, or of too little; left out: all. */
  answers?: "excess" | "lack";
  source: string;
};

/**
 * Patterns of words beside an instruction that ask for nothing more: that what was complained of be mended, and what
 * the instruction is good for. Alone they are no request. `sothat` is "so that", as `joinTokens` writes it.
 */
export const ELABORATIONS: readonly Elaboration[] = [
  { pronoun: true, source: "fix/correct/repair/remedy/solve/mend/adjust/improve/change" },
  { pronoun: true, source: "fix/sort/do out/up/something?" },
  { pronoun: false, source: "fix/help" },
  { pronoun: true, source: "recover/rescue/retrieve/restore/tame/handle" },
  { pronoun: true, source: "do something" },
  { pronoun: true, removes: true, source: "get rid" },
  { pronoun: true, removes: true, source: "remove/eliminate" },
  { pronoun: true, source: "reduce/straighten/correct" },
  { pronoun: true, removes: true, source: "take away/out" },
  { pronoun: true, source: "clear/clean up" },
  { pronoun: true, source: "{make} usable/presentable/work" },
  { pronoun: true, answers: "lack", source: "bring/get back up?" },
  // The result is a PNG.
  { pronoun: false, source: "save/export/download/output/deliver/give? as/in/to? png png/file/format?" },
  { pronoun: false, source: "so/sothat that? is? transparent" },
  { pronoun: false, source: "for privacy/taste/eyes/eye/safety" },
  { pronoun: true, source: "save/rescue/help" },
  { pronoun: true, source: "bring/get back" },
  { pronoun: true, answers: "excess", source: "{turn} down" },
  { pronoun: true, answers: "excess", source: "calm/settle/ease down?" },
  { pronoun: true, answers: "excess", source: "dial/pull/take/tone back" },
  { pronoun: true, answers: "lack", source: "{turn} up" },
  { pronoun: false, source: "no filter/filters/effect/effects" },
  { pronoun: false, source: "terrible/awful/horrible/bad/ugly" },
  { pronoun: false, source: `for ${PURPOSES} ${PURPOSES}/post/page/story/stories?` },
  { pronoun: false, source: "so/sothat that? i/we can post/use/share/print/send/sell/upload/frame/email/mail" },
  { pronoun: false, source: "sothat that? i/we/he/she/they? stands/stand/pops/pop/sticks/comes out? more/better?" },
  { pronoun: false, source: "sothat that? more? better/nicer/good/great/visible/clear/readable/natural/professional" },
  {
    pronoun: false,
    source: "sothat that? i/you/we/people/everyone can see/read/recognise better/properly/clearly/well?",
  },
];
