/**
 * Words of the other languages that are common English words as well: "die", "sin", "hell". They do not show that a
 * request is in another language. A test holds this list against the dictionary of English.
 */
export const ENGLISH_TOO: ReadonlySet<string> = new Set(
  `
  a ache add address air also alto am an and anime anti anticlockwise area areas around arrange arranger as
  aspect ate auto b back background balance barf beau beech bees beige belle better bit black blackout blanches
  blue blur blurrier blurry bonito booster border bottom bright brighten brighter brightness brown bunt but c
  cache cadre canto cantos cartel cartoon cast cat censor censure cent change changes chat cinema cinematic
  clarity clear clockwise coin colorful colourful comic completely con conserve contour contrast convert
  converter cool cooler cores corner cote counterclockwise coupe crayon crisp crop cut cutout d dale dank dark
  darken darker decor decrease degree degrees delete den detail details dick dicker die dies dimensions do
  document dog dos double down dramatic drawing drum dull dunner duster e edges efface effect em encore enhance
  enlarge enough es except exception excessive expose exposed exposition exposure extremely face faces fad fade
  figure film filter fin fine fir fix flat flip focus fog fond format formats fort forte fortes frame full fur
  furs gauche genre gold golden goldener grad grain grainy grand grass green gross grosser ground h ha half hat
  hauteur hay haze he height hell hello hey hi high highlights ho horizon horizontal horizontally hyper illumine
  image images improve in increase inferior ins intact intense intensifier inverse invert is it j kind kinder l
  la lag large lass left light linker links little lo log logo logon look lot low ma main man mar marine mas
  masque mast mat matter mauve maximal maximum mayor me mere mes met mete meter mi milieu mince minimal mirror
  mode modifier modifies monochrome more mosaic movie my n name navy negative net nets niche night no noise noisy
  nuance number o object obscure of oil old oleo on only optimal or orange oranges original out over overexposed
  p painting pale pales par part parties pas passer pencil people pep per percent person persona petite photo
  photos phrase picture pink pinker pique pixel pixels plait plan plans plaque plaques plate please plus possible
  pot pour premier preserve preserver primer pro purple quality quince quite rain rang ratio red reduce reduction
  remove remover rend rends replace resolution rest retire right rings rode rose roses rot rotate rotation rote
  rouge rouges s sake salvo same sans saturate saturation sea see selfie sepia shadow shadows shape sharp sharpen
  sharper sharpness shrink side signature sin size sketch skin sky slightly smooth snow so soft sol solo sombre
  son spur square stark starker straight straighten stuck style suave subject sublime sunder sunset super
  superior tableau tag tan tattoo teen tees temperature text thank thanks the then thick thin this tick tine tint
  tire to toll tom ton tone tons top toque toques total touch touches tout transformer transparent turn turquoise
  type u um under underexposed undo up upscale upside us use version vertical vertically very vibrant vignette
  vintage violet visage visages viva vivas vivid voile w wale war ware warm warmer warmth was water watercolor
  watercolour watermark white wide width will with write y ye yellow you zone zones
`
    .trim()
    .split(/\s+/),
);
