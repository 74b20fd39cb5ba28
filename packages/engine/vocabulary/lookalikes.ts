/**
 * English words one letter away from words of the vocabulary. They are meant as written: somebody who
 * asks for a shark does not want it sharp. Derived from a list of common words; a word may be added by hand.
 */
export const LOOKALIKES: ReadonlySet<string> = new Set(
  `
  abide abode abort abound abut accentuated accentuates acrylics actions addling adjustments adjusts affects
  afternoons afterward afterwords aground aide aiding albums alder aloe altar alters alum among amounts amply analogs
  analogues analogy ancients anesthetic anesthetics angel angled angler angles ankle antic antiqued antiques antis
  anythings appeal appeals apple apter aptly aquamarines aquas architectures arena arenas ares arias arranged arranger
  arranges asides asked aspects aster atmospheres atone auction automatics autos autumns avatars avid avoids azures
  babbles backdrops backer backs backyard backyards bails baits balances balder baldly balds bales balks ball ballsy
  balms band bank barbs bards bares barfs baring barks barley barns barrow basely batter bawls beach beads beaks beans
  bears beater beatify beats beaus became bedside bedsides behinds being beings believed believer believes bellow
  bells berms betide betides betters bettor bide bight bights bills binaries birds bites bitter blacked blackens
  blanker blanks blench blend blight blights blind bling blink blizzards bloc blockbusters blocs blogs blond blood
  blooded bloodied blooms blotch blows blued bluer blues blurb blurs blurt blurted blurting blush boarder boarders
  boars boast boasted boasting bobbles boding bolls boning booing books boom boos booster boosts boot booted booth
  booting boots borer borers borrows botch bother bottoms boulder bowing boxing bracken brad brand brawn breach bread
  bribe brides bridge bridle brig brightens brigs brilliants brine brink brinks briny broads bronzed bronzes brood
  brook broom broth brothel brothers brow browns brows brunt bubble bubbled bugger bulls bumbles bumps bumpy bunt
  buoys burbles buried burner burns burped burping burred burring burrow burs bursts burying busby bushy bust butter
  caller calmed calms camcorders camel cameo cameras cancels cancer cants canvass captions capture captures carton
  cartons cartoonists carts cases casks caste castes cation caution cello cells censer censors center centrals centred
  centres chance chanced chancel chancels chances chancing chanted chanting character charcoals charge charged charges
  charging charity chats cheeping chili chill chipped chipping choler chomp chopped chopping chops choral chose chrome
  chunk chunks cinemas circled circlet circlets circulars clan clanged clanging clank clapped clapping classics
  clattered cleaned cleaners cleanly cleans cleanser cleared clears cleat cleaver clipper clippings clips clods clone
  clopped clopping closed closes closet cloud clouts clove clover clunky clustered coal coarsen coarser coast coasts
  coats codes coding cokes coking colds colic collages collate college color colored colorful coloring colorless
  colors coloureds comas combined combines combing combs comer comers comet comets comings compared compares
  comparisons completion complexions compositions concert cones confide confined confines conic conics considerable
  contours contract contracted contrasts convent converged converges converse conversing converting converts cooing
  cooked cooker cooled coolers cools cooper copes copier coping copped copping copyrights corals cores coring cornea
  corneas corned cornet cornets cornier coroner coroners corral corrections corrects cosies cosmic costs cotes counted
  counters coupe coupled couples couplet course covert coves cowing cozies crack cram crane cranks cranky crapped
  crapping crash crashed crashing crass crate craze creak creams creamy crease created creates credits cremate cress
  crimp crimsons crisped crispier crisps crispy croaked crocked crooned cropper crops croup crowd crown crows crushes
  crust crusted crusting currant currents cutouts cuttings cyberpunks cycled cycles cysts daguerreotyped
  daguerreotypes dammed damming danker dankest dankness dares daring darkens darns darts dated dates daughters dawns
  deals dealt death decal decease deceased deceasing decreases deepens deeps defied defiled define definer defines
  definitions deleted deletes denier dens deplete depths derail derailed derails detain detained detains diagonals
  dials diffuses dimer dimmers ding dinghy dingo dings dinky dioramas dirks dirt disappears disc disco discos discus
  disks displays disport disporting distanced distances distortions distorts ditty doable dodged dodger dodges doers
  dogging doles dolts domes dopes dorks doses dotes doubled doubles doublet doubly doves downpours downs downsized
  downsizes downward downy dozes drabs drafting drains dram dramas dramatics dramatised dramatises dramatist
  dramatized dramatizes drams draping drawings drawl drawling draws dread dreams dreamt dreary dripping drizzled
  drizzles drone droop drooping droppings drops drown duding dulled dulls dully duping duplicated duplicates dusky
  dynamics earl earls ease edged edger edict edits effects eighth eights element eliminated eliminates emails emeralds
  emery emphasis emphasised emphasises emphasized emphasizes emulated emulates engraved engraver engraves engravings
  enhancements enhancer enhances enlarger enlarges entice entirety equalised equaliser equalises equalized equalizer
  equalizes eras erased eraser erases ether evenings evens event exaggerated exaggerates excels exceptions excepts
  excerpt excerpting exchanged exchanges excluded excludes exited expands expend expos exposes exposures extends
  extent extracts extras extremer extremes faced facet facets facials faction facts fades faeces failing fain faints
  fair fairs faked fakes falls falter faltered falters fame famed farce farces fare fared fares farming farther fasts
  fated fates fathers fatter faxed faxes fazed fazes feast feather feces feeding feeds feelings fees feint felled
  felling fells fever fiend fiends fifteens fifth filed files filet filler fillers fillet filling fills filly films
  filmy fined finer fines finis firmed firs firsts fist fitter fitters fiver fives fizzy flake flaked flame flames
  flaming flapped flapping flared flats flatted flatten flatters flattery flier flinging flint flipper flips float
  flood floors flopped flopping flops flour flowed flowers flowery flukes flurried flutter flyers foaming focuses
  fogey fogy folder folly fonts foray foregrounds formal formats fort forte forth forts foully fount fours foyer
  fractions framed framer frames fraying friction fridge fridges fried frill fringed front fryer fuchsias fueling
  fuels fulled fulling fulls fuzz gain gammas garnish gentile gentled gentler gentles gentry giants gills girds girts
  given gives glade glads glared glares glassy glaze gloom glory gloss gloving glows goaded goading golds goods goody
  grabs grace graced gracing grad grader grades gradients grads grail grains grams grandmas grandpas granny grant
  grape graphics grasp grasps grassy grate grated grater grating grave graved graving grayed graying grays graze
  grazed grazing greats greed greet greets grin groin grooms gross grounds growing guest guests hairlines hale halved
  halves hands handy hardily hardy hared hash haven havens haves hazed hazel hazes headier headings headlined
  headlines heads heady healing heals heaping heard hearing heating heave heaven heaves heavies heaving heeding
  heights hell hellos helps herding hided hides highs hints histograms hither hoard hoarse homepages horde horribly
  horsed horses horsey hose hours housed houses huger hundreds husbands hype hyped hypes ignored ignores illuminated
  illuminates illusions illustrations imaged images imitated imitates impacts impart impressions imprints improved
  improves inanely incense included includes increases incredible inert inscriptions insect inserted inserts inset
  insider insides inspire inspires instants intenser intensity invent invented inverts invest invested invisibly
  isolated isolates item jazzy joust kaleidoscopes keeling keening keeps keystones khakis kills kinda kindle kinds
  kingly kisser kisses kittens knack knocks laces lacing laddies lades ladles lads lager lakes lands landscaped
  landscaper landscapes lanes lapel lapels larder larges largo larking larks lasting later latex lathe latte lavenders
  lawns laying lazies leading leads leafing leafs leaky lean leanings leaping leaps learning learns leas lease leases
  leasing leaved leaven leavens leavings leeks lefts lefty lends lessee lessens lesser lesson letter levee levees
  leveled leveller lever levers libel libels licit licking licks lien liens lies lifts lighted lightens lighters
  lightning liked likelier likely liken liker likes lilacs lilted lilting limed limes limits lineal lined linen linens
  liner liners linger links lisping listed listings littering litters littler live lived livens liver livery lives
  load loafs loaning loans loaves locale locals locking locks lodger lofted lofting lofts logger logon logos lonely
  loner longed longs looming looms loons looping loops loose loosing looting loots loping lords loser loses lotus
  louse louts loved lovelier lover loves loving lowed lowers lowing loyal lucking lucks lusting maces macing macro
  mails mains maintains maker makers makings males malting manes mangy manic manly mapper mappings march mares marking
  marks marlin marlins maroons martin martins masking massage masses massing mate mated mates math mating matt matted
  matter mattes matts maxes maximums maxing maybes mazes meadows meddle mediums mends menus mesas messages messes
  messing meted micron middles midst mighty mikes miking milk milks mimics minds mined mines minimised minimises
  minimized minimizes minis minks mintier mints minty mirrors missed mister misting mists misuses misusing moaning
  modal models modem moderns modes modifier modifies moire moist moldier moldy monitors monochromes moods mooed mooing
  mooning moonlights moons moping mopped mopping mores mornings moron mosaics mosses mossy motel mothers motions moult
  mound mounts mourning moved movements mover moves movies mowing mucky muddle mulch munch murk murks mused museums
  musky musses mussing mussy mustier mustiness musts musty muter mutes named names narrows natty naturals navel nears
  needy negatived negatives nerds nether neural neutralised neutraliser neutralises neutralized neutralizer
  neutralizes neutrals newer newspapers niceties nicety niche niece nigh nights nines nineteenths niter noel noised
  noises nonce noose normalised normalises normalized normalizes nose noshing nosier nosiness nostalgia nosy notching
  nothings noticeable noticed notices noting novels novice nowise nude nudged nudges numbed numbers oceans ocher
  offsets okays older olives opens optimal optimised optimiser optimises optimism optimist optimized optimizer
  optimizes oranges orate orchids orientations originals otter otters ouster outed outlined outlive outlives outsider
  outsides outsize overalls overcasts overexpose overexposes overlap overlays overly overpay overplay overs overt pace
  pacts paddling paged pager pages pain pained paining pains painter paintings pairs palace palate paled pales
  palettes pamper pane panels panes pant panted panting pants papers papery parallels pares parks parrots pars parse
  parson parsons party pass passed passel passels passer passes passé paste pasted pastern pastes pasts pate pats
  patter patterns patters paunch paunchier pauper pause pawning payer peace peacocks pelts penning peopled peoples
  peppy perch perfects perks perky persona perspectives pester pests petty phase photograph photographer photographs
  photon photos phrased phrases pictured pictures pinch pinks pinning pint pints piper placed placer places plaice
  plaid plains plaint plaints plait plan plane planning plated platen plates pleas pleased pleases plops plugs plumb
  plume plump plums plush poach podding poets pointed pointing points pointy ponds poops popes poppy poring porter
  portions portraits ports poser posher posit posse possibles postcards posted posters posts potion potter pound pours
  pouting prate preach prefect prefers present presentations preserved preserver preserves presets printer printings
  prints processes processional produce products profess professed professing professionals profiled profiles project
  propel property proportion props prosper protects protest prowess pudding pulls pulpy pumps punchy punning puree
  purge purpler purples purr purse purser pushy qualify quarters quartet quiet quire quit quits quota quoted quotes
  quoth rabbi rabbis rabbits racial racially radials radical radio radios radium rage raided raiding railed railing
  rainbows raindrop rained rainfalls rains rainstorms raises raisin raisins rally rang ranged ranger ranges rangy
  rasher ration ratios reader readings ready readying realm reals realty reaming reams reaping reaps rearing rears
  rebel recognised recogniser recognises recognize recordings recovers recovery redder redrawn redraws redrew reds
  reduces reductions reeds reedy reelect reelected reelection reels reflections reflects regain regaining regains
  regal regally reheat reining relay remainders remaining reminder remote removals removed remover removes renal
  renders rending rends renter repaid repaints repairs repeal repeats repel repent replaced replaces reprint resale
  rescued rescuer rescues resembled resembles reset reside resided residing resolutions restored restorer restores
  restricts rests results resumed resumes retail retailing retains retrain retraining retrod retry reveals revel
  revolution rewording riches rider rifer rights riper rise riser rising riven rivers rivet roads roiling romantics
  rooms roomy rosary rotates rotations rotted rotting rotund rouge roughs rounds rover rugby ruing ruins running
  rustics sack sacked sades sale sallow sallower salmons salon saloon salve salver sames sample sand sands sarong
  satay sating saturates saved saver saves saving sawing sayings scald scalded scales scalp scalped scaly scamp scans
  scant scanted scanting scare scared scars scenes scent schools scone scream screaming screens scrip scrips scripts
  scudded scuff sealed seams sears seasons sections seed seeds seeks seen seep seeps seers sees seize semen senior
  senna sensed senses sensors sensory sentenced sentences sentience separated separates separations septa sevens
  seventh sever sewed shack shad shadings shadowy shads shady shafted shake shakes shaking shale shall shallot
  shallows shalt shame shamed shames shaming shaped shapes shaping shard share shared shares sharing shark sharped
  sharpens sharpers sharps shaved shaven shaver shaves shaving sheave sheen sheer sheet shies shifts shifty shill shin
  shined shiner shines shinning shins shiny shire shirt shirted shit shone shoot shops short shots shout shove showing
  shown shows showy shrank shriek shrift shrine shrinks shrunk shticks shuck shying sicks sided sidle sidles sift
  sifted sifter sight signals signatures signs silk silks sill sillier silly silvers silvery simile simmer simpler
  simplex simulated simulates sine sinning sires sises sisters sitar sitars sited sites sitter sixes sixth sized sizer
  sizes skein sketches skewer skids skied skier skiers skill skimp skims skinning skins skips skis skits skying
  skylines slack slacked slang slants slash slat slated slating slave slaying slays sleep slewed sliced slicer slices
  slick slicks slid slide slider sliders slights slime slit slitting sliver slogans slots slowing sluice slummer smack
  smacked smalls smell smidgen smite smooch smooching smoothed smooths smother smudge snack snacked snare snide snitch
  snoring snort snots snowball snowfalls snowflake snows snowstorms snuff soar soars softens softy soggy sold sole
  soled solids solved solver solves somethings somewhats sonar sooth soothing sorely sorta sorter sorts sots sowing
  spaced spaces spacey spade spaded spades spading spake spangle spangles spanning spar spared sparer spares spark
  spars sparse spate spats spaying spays specked sped speeds speedy spend spewed spiced spices spicy spied spies spike
  spill spilt spine spinier spins spiny spire spit spite spits spitting splashy splat splatting splice splint
  splinting splits splittings spore sport sports spout spouts spreed spruced sprucer spruces spying squared squarer
  squarest squire squires stabs stacks staff stags staid stair stairs staked stale staled stalk stalked stall stamps
  stank stare stares starlet start starts stats stave staying steaks steam steaming steed steep steeps stems stewed
  stews stick sticky sties stiff stile stills stilt stimulate stinks stirs stitch stock stocked stocks stoke stole
  stolid stomp stony stoop stops store stores storey storied stork storms stowing straightens straights strand strands
  stranger strangle strap stray strays streak streaking streaky streams strengthens strep stretchy strides striding
  strike strikes strikings string stringer stripe striped striping strips strives striving strobe strode stroked
  strokes stroking strop strove strung stuck studied stuffs stuffy stump styles styli suave subdue subdues subset
  substituted substitutes subtler sucks suction suite sulkier sulky summed summers summery sundowns sunrises sunsets
  superb supers supper surer surfaced surrounding swallow swamp swaps swatch swaying sways sweep swift swill swine
  swirls swirly table taint tainted taker takes tales talker tally tamed tamer tames tank tanks taped taper tapes
  targets taupe teals teat teats tees teller temperatures tented tents terrains terrapin terribly tests thee thees
  theirs theme theses thicken thicket thine thinker thinks thins thirds thirsty thong thongs thorough thought threat
  threes thresholds threw throb throe throughput thrown throws thumbnails tick ticker tides tier ties tiger tighten
  tights tildes tile tiled tiling tilled tiller tilling tills timber timed timely timers times timestamps tine tines
  ting tinged tinges tingle tings tinkling tinned tinny tinting tints tires tithe titled titles titling tits titter
  tittle toddle toddled toddlers toddles toed toeing toes toked token tokes toking tomes toner tongs tonne tonnes tons
  torch torched torching toted totes toting touches touchings touchy touché tough towed towel towers towing towns
  toyed toying tramming transfers transforms tread treatments treats treaty tree treed treks tress trice trick tries
  trifle trimmings trims tripe tripled triples triplet triply trough truce trued truer trues tuned tuner tunes tuning
  turfing turns turquoises twine twinge twinklings twister twitted twitters tying typed types udder underexpose
  underexposes underneaths uniforms upped uppers uprights upsides uptight upward vantage varnish versions vices videos
  vies views vignettes villager villages vines vintages violent violets vireo vises visibly wader wafer wafts wager
  wails waiter waiting waits waken wales walks wall wallpapers walnuts wandering wands wanes warder wards warier
  wariness warmed warmers warms warn warps warts washer washes wasted waster waterlines watermarks waters watery watts
  waver weakens wearer weathers weaver websites weir weirdo weirs wells whale whats wheat where whiled whiles whine
  whiner whines whit whitens whitest whither whiting whits wholes whore whose widens widescreens widow widths wilder
  wile wills windows winnow wiper wiser wished witch woken woodcuts wooded woodmen woods woody wooed woolen wordy
  works worlds worm worms woulds wound woven wreak wring writ writer writes writhe writhing writings writs wrongs
  wrote wrung yeahs year yearn yearns yeas yellower yellows yours zeros zooms
`
    .trim()
    .split(/\s+/),
);
