/** Ordinary English words of four letters: read as they are, never as a longer word that lacks a letter. */
export const SHORT_ENGLISH: readonly string[] = `
able acid aged aide aims also alto arch area army aunt auto away axis baby back bake bald ball band bang bank bare bark
barn base bath bead beam bean bear beat beds been beer bell belt bend bent best bets bike bill bind bird bite bits blob
blog blow blue blur boat body boil bold bolt bomb bond bone book boom boot bore born boss both bowl bulk bull bump burn
bury bush busy cafe cage cake call calm came camp card care cars cart case cash cast cats cave chat chef chin chip city
clan clay clip clue coal coat code coin cold come cook cool cope copy cord core cork corn cost cows crew crop cube cult
cups cure curl cute damn dare dark data date dawn days dead deaf deal dean dear debt deck deed deep deer deny desk dial
dice diet disk dive dock does dogs doll done door dose down drag draw drew drop drug drum dual duck dull duly dump dust
duty each earn ears ease east easy eats edge edit eggs else emit even ever evil exam exit eyes face fact fade fail fair
fake fall fame farm fast fate fear feed feel feet fell felt file fill film find fine fire firm fish five flag flat flaw
fled flew flip flow fold folk fond food fool foot fork form fort four free from fuel full fund fuse gain game gang gate
gave gear gene gift girl give glad glue goal goat goes gold golf gone good gray grew grey grid grip grow gulf guys hair
half hall halt hand hang hard harm hate have hawk head heal heap hear heat heel held hell help here hero hers hide high
hill hint hire hits hold hole holy home hook hope horn host hour huge hull hung hunt hurt icon idea idle inch into iron
isle item jack jail jazz jobs join joke jump June July junk jury just keen keep kept keys kick kids kill kind king kiss
knee knew knit knob knot know labs lack lady laid lake lamp land lane last late lawn laws lead leaf leak lean leap left
lend lens less lest life lift like limb lime line link lion lips list live load loan lobe lock logo logs long look loop
lord lose loss lost lots loud love luck lump lung made mail main make male mall many maps mark mass mate math maze meal
mean meat meet melt memo menu mere mesh mess mice mild mile milk mill mind mine mint miss mist mode mood moon more most
move much must myth name navy near neat neck need news next nice nine node none nose note noun nuts oath obey odds okay
once ones only onto open oral ours oval oven over owed owes owns pace pack page paid pain pair pale palm pane park part
pass past path peak peer pick pile pill pine pink pint pipe plan play plea plot plug plus poem poet pole poll pond pool
poor port pose post pour pray pull pump pure push quit race rack rail rain rang rank rare rate read real rear rely rent
rest rice rich ride ring riot rise risk road rock rode role roll roof room root rope rose rude ruin rule rush rust safe
said sail sake sale salt same sand save seal seat seed seek seem seen self sell send sent shed ship shoe shop shot show
shut sick side sigh sign silk sink site size skin skip slam slip slot slow snap snow soap sock soft soil sold sole some
song soon sort soul soup spin spot star stay stem step stir stop such suit sure swap swim tack tail take tale talk tall
tank tape task taxi team tear tech tell tend tent term test text than that thee them then they thin this thus tick tide
tidy tied tier tile till time tiny tips tire toes told tone took tool tops tore torn tour town trap tray tree trim trip
true tube tune turn twin type ugly unit upon used user vale vary vast verb very vice view vote wage wait wake walk wall
want ward warm warn wash wave ways weak wear week well went were west what when whom wide wife wild will wind wine wing
wipe wire wise wish with woke wood word wore work worm worn wrap yard yeah year yell your zero zone zoom
`
  .trim()
  .toLowerCase()
  .split(/\s+/);
