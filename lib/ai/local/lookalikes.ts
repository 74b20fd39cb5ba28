/**
 * English words one letter away from words of the vocabulary. They are meant as written: somebody who
 * asks for a shark does not want it sharp. Derived from a list of common words; a word may be added by hand.
 */
export const LOOKALIKES: ReadonlySet<string> = new Set(
  `
  abort abound abut addling affects afterwords aground aiding alder aloe altar alters amounts amply antic antis
  anythings appeal appeals apple apter aptly aquamarines aquas aspects aster atone avid avoids azures back balder
  band baring barley basely bedsides being beside betides bight blacks blank blend blight blind bling block blocks
  blond blooded bloodied blown blued bluer blues blurb blurs blurt blurted blurting blush boast boasted boasting
  bolder boos booster boosts boot booted booting boots border boring bottoms boulder brand brawn brig brightens
  brine brings brink briny bronzed bronzes brow browns brows bugger bumps bumpy burred burring camel cameo caste
  casts chance chancing changed changes chanting charge charging charity choler chopped chopping choral clanging
  clank clarify cleaner cleared clearer cleaver clods clopped clopping cloud clouds cloudy clouts coal coast colds
  comer comes comet compositions concert considerable contract contracted contrasts convent converts cooker cooled
  coolers cools cooper copped copping corals corral counted counters covert crack crane cranks cranky crapped
  crapping craze crimp crimsons crisped crispier crisps cropper crops croup crowd crown dammed damming danker
  dankness darkens deals dealt decal decease deceased deceasing decreases defied defiled define definer defines
  definitions deleted deletes deplete derail derailed derails detain detained detains dials dimension dimer dimmers
  doers doles domes dopes doses dotes doves downs downy dozes drabs dram dramas dramatics dramatist drams droop
  drops drown dulls dully edge edged edger effects eighth eights emeralds enhancer enhances entice entirety ether
  every excels excepts excerpt exposures extras extremer extremes faced faction fades fairy faked falter famed fared
  farming fated fatter faxed fazed feeding feeds feelings fees felling fells fever fifteens fifth filler filly films
  filmy filters firs firsts fist fitter fiver fives fizzy flaming flapped flats flatted flatten flatters flattery
  flipper flips float flopped flops flour flutter foaming folder folly foray formal formats fort forte forth forts
  foully fours fractions fraying friction fuchsias fuels fulls fuzz garnish gentile gentled gentler gentles gentry
  given gives gloom golds goods goody grater greats greed greens greet halve hardily hardy hash haven havens haves
  heads heady heard heave heaven heaves hell hellos helps highs hints hither horizontals hundreds illuminated
  illuminates impacts impart improved improves inanely incense increases incredible inert insert inserted intenser
  intensity invent invented inverts invest invested joust keeling keening keeps khakis kinda kindle kinds kingly
  laces lacing lads larking larks lavenders leading leads leafing leaking leaning leaping lease leasing leaved
  leaven leaves leavings lefts lefty lessee lessens lesser lesson levee levels lever licking licks lifts lighted
  lightens lighters lightning lights liked likelier likely liken liker likes lilacs limed limes littler livery load
  loafs loans locking locks lofts loner looming looms loons looping loops loose loosing looting loots loping lords
  loser loses lotus louse louts loved lovelier lovely lover loves loving lowed lowers lowing lucking lucks maces
  macing maintains maker makers makings males manes mangy manly mares marking maroons masking masses massing mated
  mates mating maxes maximums maxing maybes mazes menus mesas messes messing messy meted mikes miking minds mined
  mines minis minks mints minty mirrors missed misting misuses misusing moaning moire monochromes moods mooed
  mooning mores mornings mosses mourning mucky mulch munch murk murks mused musky musses mussing muter mutes
  naturals needy negatived negatives nerds nether newer nicety night nines nonce noshing notching nothings
  noticeable noting older olives oranges orchids orientations otter otters overalls overexpose overexposes overlap
  overlays overly overpay overplay pager pain pains paint paints paled pales palettes pant paper paunch paunchier
  payer peace perch pictured pictures pinch pinks pint plaint pleas pleased pleases plugs plumb plume plump plums
  plush poach point posit possibles posts preach prefers preserved preserver preserves print property proportion
  pulls pumps punchy purpler purples pushy quarters quartet quiet quire quit quits quote radially radio raided
  raiding railed railing rained raining raises raisin raisins rally rasher ration ratios reader realty rebel redder
  reduces reels regain regaining regally reining remain remaining remote removed remover removes renders renter
  repel reset resolutions rests retail retailing retains retrain retraining revel revolution riches right rights
  rise rising rotates rotations rotted rotting rugby ruing ruins running sades salmons salon saloon sames sand
  sarong saturates scent scrip seams seeds seeks seen seeps seers sees seize semen senna septa sevens seventh sever
  shad shaded shads shady shake shakes shale shall shame shames shaped shapes shard share shares shark sharped
  sharpens sharpers sharps shave shaves shies short shown shows showy sifter sight simple sixth sized sizer sizes
  skids skied skier skiers skimp skims skins skips skis skits slack slights smalls smell smidgen smudge snack snitch
  snort softens softy somewhats sorta sorter sorts spade spades spies spine spins spiny sport squared squarer
  squares squire staid stall stands stank starlet stems sties stitch stomp stony stoop stops store stores storied
  stork storm stormy strand stranger strap strengthens strep striding strikings string stringer stripe striping
  strips striving stroking strop strung subdue subdues subtler superb supers supper surer swamp swaps swatch taint
  tainted taker takes tank tanks teals temperatures tented textured textures than thee theme these thick thin thine
  things thinks thins thirsty thong threes threw throe thumbnails tilted tilts tines ting tinged tinned tinny tints
  toed toeing toes toked token tokes toking tomes toner tongs tonne tonnes tons torch torching toted totes toting
  touchings touchy touché tough towed towing toyed toying transforms tree trims tuned tunes tuning turfing turns
  turquoises tying underexpose underexposes upsides versions verticals vibrancy violent violets wafts waits waken
  wandering wands wanes warder warier wariness warmed warmers warms warn warts washer washes wasted watts weakens
  wearer weaver wells whale whats wheat where while whiled whiles whine whit whiten whiter whites whits wholes whore
  whose widescreens width wile wills wished witch world worm woulds wound write yellows
  abode accentuated accentuates actions among analogs analogues analogy angel angled angler angles ankle auction
  babbles bails balds bales balks ball ballsy balms bawls beads beaks beans bears beatify beats beaus behinds beings
  bells berms bills bloc blocs blood blotch boarder boarders bobbles bolls boom borer borers brigs brinks broom bubble
  bubbled bulls bumbles burbles burns burs bust censer censors chancel chancels cheeping chrome circle circled circlet
  circlets circulars clan classics cleans clears cleat coarsen coarser coding coking combing comings completion
  complexions cooing coping coring cornea corneas corned cornet cornets cornier coroner coroners course cowing crispy
  death denier dens depths diffuses disc disco discos discus disks distanced drafting drizzled ease eliminated
  emphasis emphasised emphasises emphasized emphasizes eras erased eraser erases evens event faces facet facials
  failing fain faints fair fairs fakes fame farce fare fares fasts feast feint felled fiend fiends filed fillet
  filling fills fined finer fines flake flaked flame flames flared flinging flint flood floors flukes flurried focuses
  fogey fogy framed framer frames fridge fridges frill fringed fueling fulled fulling gain glade glared glares glaze
  glory gloving grail granny grin groin grounds growing hazed hazel hazes hype hyped hypes imaged images kills lakes
  laying leafs leaky leans leaps leas leases leavens leeks lends liens lineal liner loaves midst mintier mister mists
  modal models modem modes moist mooing moping motel mowing mustier mustiness musty nears nigh nights noised noises
  noose nose nosier nosiness nosy nowise offsets optimal overs overt paining panting parson party pawning penning
  persona persons pinning pixel planning poring pours pouting punning racial racially radials radical rains repeal
  retrod retry reveals roiling rosary rouge roughs sallow sallower scars scenes scone scream screaming scudded sears
  seed senior sensed senses sensors sensory separated separates separations shafted shallot shallows shalt shifts
  shifty shin shined shiner shines shinning shins shiny shire shirt shirted shit shone showing shrift shrine sided
  sides sidle sift sifted silk silks sillier silly sine sinning sitar sitars skein skinning slide slit slitting
  slowing smooch smooching smoothed smooths smother snide snoring snowball snows soar soars sonar sooth soothing
  sowing spangle spangles spanning spars specked sped speeds speedy spend spewed spied spilt spit spitting splat
  splatting splint splinting splits splittings spreed squarest squires stabs stags stair stairs stale stare stares
  start starts stats steaks steam steaming steed stile stirs stole stowing streak streaking streaky streams studied
  styles styli sulkier sulky surfaced swallow swift swill swine swirly tales tees thees theirs thicken thicket thinker
  thirds thorough tick ticker tides ties tildes tile tiled tills times tinkling tires titles towns treed treks tress
  trick tries trough trues twinklings vantage villager villages visibly wader wafer wager waiter warps waster waters
  watery waver weathers widow windows winnow word worlds yours
  anesthetic doable doubled doubles doublet doubly lanes lies line lined linen linens liners links lives rewording
  scans scant taped taper tapes taupe vireo
`
    .trim()
    .split(/\s+/),
);
