/**
 * Ordinary English words of five letters and more, one form of each (inflections follow by stem): a word found here
 * is read as it is, never as a misspelling. Collected by counting words of software documentation, with words added
 * that are one letter away from a word of the subject (stock and stack, catches and caches).
 */
export const ENGLISH: readonly string[] = `
abbreviated ability abort about above absolute abstract accept access accessor accident according accordingly
account accumulate accuracy accurate achieved across action active actually adapted added additional address adheres
adjacent adjust advanced advantage affect after afterwards again against agent agree agreement ahead alert algorithm
alias aliases align allows almost alone along alongside alpha already alter alternative although altogether always
ambiguous among amount ample analysis anchor angel anger angle ankle annex annotations annoy anonymous another
answer anymore anyone anything anyway anywhere apparently appear append apple application apply approach appropriate
arbitrary archive argument arithmetic around array article ascii asked assert asset assign assists associated assume
assumption atomic attached attacks attempt attention attribute author automatic available avoid await aware backend
background backslash backup backwards badge badly bagger balls band based basic basis batches beads beam bearing
beautiful because become before beforehand began beggar behave behavior behind being belief believed bells belong
below benefit besides better between beyond bicycle bigger binary binding biscuit bitten bitter bitwise black blame
blank bleached bless blindness block blunder boasted bonds boolean bootstrap born bother bottom bound boundary boxed
brace brackets brain branch brass breached bread break breed bride bridge brief bring browser brush budge budget
buffered build builder builtin bunch bundled burn burner business butter bypass bytearray bytes cable caching cakes
calculate callable callback caller calls cancel candidate cannot canonical capable capture careful carefully
careless carry carted cases cashing catches category caught causes cellar cells center century certain certainly
certificate chain challenge chance change channel characters charge charted chase check chief child chime chosen
chunk cigar circle circuit circular citizen claim clash class classic classname clause clay clean cleanup clearing
client clock clone closed closure coasted codecs codes collapse collar collection collector colon color column
combination comes comma command comment commit common commonly compact comparison compatible compile compiler
complain complete complex compliance compliant complicated components compressed compute concept concluded concrete
concurrent conditions conduct confer configured confined conflicts conform confusing conjunction connect consecutive
considered consists console constant constitute constraints construct constructor consume contact container contains
contend content context continue contract contrast contribute contributor control convenience convention conversion
convert cookie cooler copies copyright corner correct correctly corresponds could count counter country county
couple course court cover coverage crack crash cream create creation credentials creed crime criteria critic croak
cross crush current custom cycle dagger danger darkness darted dashes database dated datetime dead dealing debugger
debugging deceived decide decimal declared decode decorator decoy deed deeper default deferred defined definitely
definition delay deleted delimited delta demand depending deploy deprecated depth derived described description
descriptor design desire destination destroyed details detected determine development device diagnostics dictionary
differed difficult digest digger digit direct directly directory disable disabled disallow discarded discouraged
discovered discussion dispatch display distant distinct distinguish distributed division docstring document doing
dollar domain dotted double doubtful downgrade download dozen drain drastic dread dream dress dried drive driver
dropped drummer dullness dummy duplicate duration during dynamic earlier early earn easier easter eastern edge edit
effect efficient effort either eject elected element elsewhere elsif email embed embedded emitted employ empty
emulate enabled enclosed encoding encounter ending endless endpoint enforce engine enjoy enough ensure enter
entirely entities entry environment epoch equal equivalent equivalents error escape especially essay essentially
established evaluated event eventually every everything everywhere exactly examine example exceeded exceeds except
exception excess excluded exclusive executable executed exhausted exists exit expand expansion expected expensive
expiration explained explanation explicitly exponent exported exposes expression extant extend extension extent
external extra extract extremely facet factor factory failed failure fairly faithful fallback falls false familiar
family farmer fasten faster fastest fatal favor faxed fearing feature feed fender fetch fever fewer fidget field
figure filename files filesystem filled filler filter finally finder fines finger finished first fists fitness fixed
flags flame flash flesh flexible flint float flock flush focal folder folds following fond force foreach foreground
forget forgot forking format formatter former forms forward found fourth fraction fragment frame framework freed
frequently fresh fried front frozen fruit fudge fullname fullness fully function furnished further future gadget
gain games garbage gender general generated generation generator generic getter given glass glimmer global going
goodness gotten grace gracefully grade grain grammar granted graph graphic grass grateful great greater greed green
grief gross ground group guaranteed guard guess guide guild guitar halls hammer hand handle handler handy hanger
happen harness hashing hasted having header hearing heavily hedge hello helper helpful hence hereby heuristic
hexadecimal hide hierarchy higher highest highlight highly hint historical history holds honored hooks hopeful
hopefully hopeless horrific horse hosted hostname house hover however human hyphens ideas identical identifier
ignore illegal illness image immediately immutable impact implement implicit imply import important impossible
improve included inclusion incoming incomplete incorrect incorrectly increase increment indent independent indexed
indicates indirectly individual inferred infinite information inherit initial inject inline inner input insensitive
insert inside insists inspect inspired install instance instant instantiate instead institute integer intended
intent inter interactive intercept interesting interface internal interpreted interpreter interval introduced
invalid inverse invocation invoked involved irregular isolated issue italic items iterable iteration iterator itself
james joined joint judge keeps kernel keyed keyword killer kindness king kitten knock known label lakes lambda
language large larger largest laser lasted latches later latest lay layer layout leached lead leader leaf leak lean
learn least leave ledger legacy legal length letter level lever lexer lexical library license lifecycle light likely
limit lines linger linker links lint listen lister lists literal litter little lively loaded loader local location
lodge logger logging logic login lonely long longer longest lookahead looks lookup loops loosed loser lovely lover
lower lowercase lowest loyal machine macro magic mail main mainly maintained major makes malformed manager mandatory
manifest manipulate manner manually mapping marked marker markup master matcher matches matter maximum maybe means
mechanism medal member memory mental mentioned mentor merely merge message metaclass metadata metal method middle
might miles miller mines minimal minimum minor mint minus minutes mirror mismatch missing mistake mister mists
mitten mixed modal model modern modes modify module molds molecular moment month mostly motes mound mount mouse move
mover movie multiline multiple multiply muscular mutated mutter mutually namedtuple names namespaces native nature
nearest nearing nearly necessarily necessary need needless negative neither nested network never newer newline newly
nodes normal notable notation notes nothing notice notified nudge number numeric object obsolete obtain obvious
occur occurrence octal octets odder offered official offset often older omitted only opaque opened operand operate
operation operator opposed opposite optimized options order ordinary original other otherwise ourselves outdated
outer output outside over overall overflow overhead overlap overload overridden override overview overwrite
overwritten owner pacific package packed padding pages paid pain paint pairs paragraph parallel parameter parent
parentheses parenthesis parsed parser parted partial particle particular passed password pasted patches pathname
paths patter pattern paused payload peaceful peculiar pending people perceived perform perhaps period permission
permit persistent person phase phrase pieces piles pines ping pints pipeline pipes place placeholder plain plainly
plane planned plastic plate platform play player please pledge plugin point pointer poison polar policy pond ponder
pong popular populate portable portions posed position possible posted potential pound power practice practise
pragma prayer preached precedence precision predefined predicate preferred prefix prepared prepended presence
present preserve preset press presumably pretty prevent previous previously price pride primarily primary prime
princess print printable prior priority prison private prize probably problem proceed process processor produce
production program programmer progress project prolong promise prompt propagate proper properly property protect
protocol prototype provided proxy public published punctuation purely purpose pursuit pushed putting python
qualified query question queue queued quick quickly quiet quite quote rain raise raisin rammer random range ranger
rarely rated rather reached read readable reader readline readme readonly ready realised really realm ream reason
rebuild received recent recess recognized recommended record recruit recursion recycle redirect reduce redundant
reference referred refined reflect refresh regarding regardless regexes registered registry regular rein reject
related relative relaxed relay released relevant reliable relief relies relieved relived reload remainder remaining
remember remote remove rename render repeat repeatedly replace reply report repository represents request require
reserved reset resign resin resists resolution resolved resort resource respect response rested restore restriction
result resume retained retire retrieved retry return reuse reverse revert revision rewrite rewritten ride ridge
right rigid ring ringer roasted robust roller rotated rotten round route routine rover rules runner running runtime
safely said sample sand sanity satisfy saved saying scalar scanning scare scenarios scheduled scheme scope score
scratch scream screen script seam search season secluded second section security seed seems segment selected
selector seller sells semantics sender sense sensible sensitive sent sentinel separate sequence serialized series
serious serve server service session setter setting setup several shade shall shallow shame shape share shave shell
shield shift shimmer shine shire shock shore short shortcut shorter shorthand should shown shows shrine shutdown
sickness side sign signal signature significant signify silence silently similar similarly simmer simple simpler
simplest simplify simply since singed singer single singleton singular sister situations sizes skipped slack slammer
slash slate slay sleep slice slide slightly slower small smaller smallest smarted smash smiles snack snore socket
software solar solely solid solution somehow someone something sometimes somewhat somewhere song sorted sound source
space spammer spare spawn special specific specify speed spelling spend spent spine spit spite splash splint splits
spray spring sprint square stable stack stage stagger stake stammer standalone standard stare started startup stash
state statement static status statute steady steam stellar steps stick stillness sting stock stops store storey
stories straight strange strategy stray stream stress strict strictly string stringify strip strong strongly
structure stuck stuff style subclass subject sublicense submitted subprocess subroutine subscribe subsequent subset
substantial substitute subtest subtle subtract subtype succeed succeeded success suffered sufficient suffix sugar
suggested suitable suite summary summer superclass supply support supposed suppress surrogate surrounding swagger
swine swing switch symbols symlink synonym syntax system table takes talks taller taped tapped target tasks tasted
taxed team tearing technically technique teller tells tempfile template temporarily temporary tender terminal terms
terrific tested thanks their theme themselves there therefore thereof these thick thief thin thing think third those
though thoughtful thread threat three through throw thunder tide tiles timeout times timestamp timid title toasted
together tokens tools torn total touch tower trace traceback track tracker trade traditional traffic tragic trailers
trailing train transfer transform translated transparent transport trash traverse treated trick tricky tried trigger
trivial trouble truck truncate trustful trying tuple turn turner twice twine twists typed typical unable unary
unavailable unaware unchanged uncle undef undefined under underlying underscore understand unexpected unique units
unittest unknown unless unlikely unnecessary unpack unquoted unsafe unset unshift unsigned unspecified unsupported
until untrusted unused updated upgrade upper uppercase upset upstream usable useful useless username users using
usually utility vain valid value valve variable variant varies variety various vascular vehicle vein vendor verbatim
verbose verify version vertical vested virtual visible visit vivid vocal votes waiting wakes walks walls wanting
warmer warn warranty washing wasteful watching water waxed weakness wearing weed weird welcome western whatever
wheel when whenever where whereas whether which while white whitespace whole whose wide widget width wield wildcard
wildness windows wines wing wishing within without witness wonder words workaround workflow works workspaces world
worn worry worth would wound wrapped wrapper wrists writable write writer wrong years yield yonder yourself youthful
zeros`
  .trim()
  .split(/\s+/);
