/**
 * Words of the other languages that are common English words as well: "die", "sin", "hell". They do not show that a
 * request is in another language. A test holds this list against the dictionary of English.
 */
export const ENGLISH_TOO: ReadonlySet<string> = new Set(
  `
  a abuse abuser ache add address air album also alter alto am ambiance amigo an and animal anime anti anticlockwise
  area areas around arrange arranger art artificial as aspect ate auto autos autumn b baby back background bah
  balance barf beau beech bees beige belle beta better bike bill birthday bit black blackout blanches blockbuster
  blog blue blur blurrier blurry bole bone bonito booster boot border bottom brief bright brighten brighter
  brightness brown bunt but c cache cadre calmer camera canon canto cantos car card cartel cartoon cast cat censor
  censure cent change changes chat chemise cinema cinematic circle circular clarity clear clockwise coin coins
  colorful colourful comic completely con conserve contour contrast convert converter cool cooler cores corner
  corners cote couch counterclockwise coup coupe cousin crayon crisp crop curriculum cut cutout cycle d dale dame
  dank dark darken darker decor decrease degrade degrades degree degrees delete den desktop detail details dick
  dicker die dies dimensions discrete do document dog doll dos double down dramatic drawing dreamy dress drum dull
  dunner duster e edges efface effect eh em encore enhance enlarge enough era es except exception excessive expose
  exposed exposition exposure extremely eye eyes fa face faces fad fade fake feed figure film filter fin fine fir
  fiscal fix flash flat flip flyer focus fog fond form format formats fort forte fortes frame full fur furs gauche
  genre gift glitch glow goal gold golden goldener grad gradient grain grainy grand grass green gross grosser ground
  gut h ha half halo halt handy hat hauteur hay haze he height hell hello helm helmet hey hi high highlights ho
  homepage horizon horizontal horizontally hour hut hyper illumine image images impression improve in increase
  inferior ins intact intense intensifier inverse invert invitation is it j jacket jersey job journal k key kind
  kinder l la lag large lass lea leer left legible lever light linker links little lo log logo logon loin look lot
  low ma madam main mama man mar marine mas masque mast mat mate mats matte matter mattes mauve maximal maximum
  mayor me mere mes met mete meter mi milieu mince miniature minimal mirror mode model modifier modifies monochrome
  monsieur moody more mosaic movie mummy mutter my n name natural navy negative neon net nets nice niche niece night
  nix no noise noisy non note nuance number o object obscure ode of oh oil old oleo on only optimal or orange
  oranges original out over overexposed p padre painting pale pales pan papa par pared part parties pas passer
  passport pastel pastels pencil people pep peps per percent person persona petite photo photos phrase picture pink
  pinker pique pixel pixels plait plan plans plaque plaques plate please plus pones pop portrait possible post
  poster pot pour premier presentable presentation preserve preserver primer print printing pro professional profile
  pull pullover punch purple q quality quince quite rain rang ratio realistic receipt red reduce reduction reel
  reels rein remove remover rend rends replace resolution rest restore resume retire retouch revive right rings robe
  rode roller rollers romantic rose roses rot rotate rotation rote rouge rouges rounded rs rum s sake sale salvo
  same sans sari saturate saturation scan scanned scanner scene scooter sea see selfie sepia set shadow shadows
  shape sharp sharpen sharper sharpness shift shirt shrink side signature sin sir site size sketch skin sky slightly
  smooth smoothing snow so sofa soft sol solo sombre sombrero some son spur square stark starker status stories
  story straight straighten stuck style suave subject sublime sunder sunrise sunset super superior sweater t tableau
  tag tan tape tattoo teal teen tees telephone temperature text thank thanks the then thick thin this thumbnail tick
  tier tilt tinder tine tint tire to toll tom tome ton tone tonnes tons top toque toques total touch touches tout
  transformer transparent travail turn turquoise type u um under underexposed undo up upload upscale upside us use
  version vertical vertically very vibrant vie vignette vintage violet visage visages viva vivas vivid voile w wale
  wand war ware warm warmer warmth was water watercolor watercolour watermark website white wide width will with
  write x y ye yellow yellowish yo you zap zone zones
  `
    .trim()
    .split(/\s+/),
);
