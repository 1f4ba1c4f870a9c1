/** One spelling and one stem for the forms of a word. */
import { stemmer } from 'stemmer';

/** Whole words that differ between British and American spelling, or are short for another. */
const SPELLINGS = new Map<string, string>(
  Object.entries({
    behaviour: 'behavior',
    behaviours: 'behaviors',
    colour: 'color',
    favour: 'favor',
    neighbour: 'neighbor',
    centre: 'center',
    fibre: 'fiber',
    analyse: 'analyze',
    analysed: 'analyzed',
    catalogue: 'catalog',
    cancelled: 'canceled',
    cancelling: 'canceling',
    cancellation: 'cancelation',
    labelled: 'labeled',
    modelled: 'modeled',
    marshalled: 'marshaled',
    signalled: 'signaled',
    signalling: 'signaling',
    whilst: 'while',
    amongst: 'among',
    learnt: 'learned',
    artefact: 'artifact',
    defence: 'defense',
    licence: 'license',
    programme: 'program',
    judgement: 'judgment',
    towards: 'toward',
    afterwards: 'afterward',
    func: 'function',
    funcs: 'functions',
    fn: 'function',
    fns: 'functions',
    fct: 'function',
    obj: 'object',
    objs: 'objects',
    ptr: 'pointer',
    ptrs: 'pointers',
    addr: 'address',
    mem: 'memory',
    var: 'variable',
    vars: 'variables',
    arg: 'argument',
    args: 'arguments',
    param: 'parameter',
    params: 'parameters',
    attr: 'attribute',
    attrs: 'attributes',
    val: 'value',
    vals: 'values',
    char: 'character',
    chars: 'characters',
    alloc: 'allocate',
    allocs: 'allocates',
    dealloc: 'deallocate',
    dealloced: 'deallocated',
    impl: 'implementation',
    int: 'integer',
    ints: 'integers',
    str: 'string',
    strs: 'strings',
    bool: 'boolean',
    dict: 'dictionary',
    dicts: 'dictionaries',
    const: 'constant',
    consts: 'constants',
    config: 'configuration',
    proc: 'process',
    procs: 'processes',
    interp: 'interpreter',
    ctx: 'context',
    err: 'error',
    msg: 'message',
    num: 'number',
    nums: 'numbers',
    idx: 'index',
    ref: 'reference',
    refs: 'references',
    refd: 'referenced',
    exc: 'exception',
    excs: 'exceptions',
    bc: 'because',
    cuz: 'because',
    coz: 'because',
    b4: 'before',
    u: 'you',
    ur: 'your',
    thru: 'through',
    diff: 'different',
    prob: 'probably',
    approx: 'approximately',
    sec: 'second',
    secs: 'seconds',
    msec: 'ms',
    msecs: 'ms',
    millisecond: 'ms',
    milliseconds: 'ms',
    millis: 'ms',
    microsecond: 'us',
    microseconds: 'us',
    percent: '%',
    pct: '%',
    megabyte: 'mb',
    megabytes: 'mb',
    gigabyte: 'gb',
    gigabytes: 'gb',
    kilobyte: 'kb',
    kilobytes: 'kb',
  }),
);

/** Words in -ise that are not British forms of -ize. */
const NOT_IZE =
  /^(?:(?:re|un|up)?rais|pris|surpris|compris|enterpris|promis|compromis|premis|precis|concis|exercis|otherwis|likewis|advis|revis|devis|supervis|improvis|nois|poisu?|arouis|disguis|expertis|aris|paradis|bruis|cruis|prais|appris|excis|incis|chastis|clockwis|wis|ris|franchis|merchandis|demis|treatis|televis)/;

function american(word: string): string {
  const known = SPELLINGS.get(word);
  if (known !== undefined) return known;
  if (word.length >= 7 && word.includes('is') && !NOT_IZE.test(word) && !word.endsWith('wise'))
    return word.replace(/is(e|es|ed|er|ers|ing|ation|ations)$/, 'iz$1');
  return word;
}

/** Families that Porter's stemmer splits, and unrelated words that it joins. Each line: the stem, then its words. */
const FAMILIES = `
be is are was were been being am
have has had having
do does did done doing
go goes went gone going
recur recurs recursion recursive recursively recursed recurse
maintain maintenance maintains maintained
compare comparison comparisons compares compared comparing
store stores stored storing
add adds added adding
use uses used using
useful usefully usefulness
useless uselessly
err errs erred erring
its
keep kept keeps keeping
hold held holds holding
build built builds building
make made makes making
take took taken takes taking
give gave given gives giving
run ran runs running
see saw seen sees
find found finds finding
throw threw thrown throws throwing
write wrote written writes writing
begin began begun begins beginning
choose chose chosen chooses choosing choice choices
lose lost loses losing loss
send sent sends sending
know knew known knows
grow grew grown grows growing growth
break broke broken breaks breaking
wake woke woken wakes waking
sleep slept sleeps sleeping
hide hid hidden hides hiding
come came comes coming
become became becomes becoming
unwind unwound unwinds unwinding
rebind rebound rebinds rebinding
freeze froze frozen freezes freezing
die died dies dying dead death
lie lies lying lay
mean meant means meaning
get got gets getting gotten
put puts putting
index indices indexes indexed indexing
class classes
child children
generator generators
generation generations generational
generate generated generates generating
general generally
iterator iterators
iterable iterables
iterate iterates iterated iterating iteration iterations
important importance importantly
exception exceptions exceptional
except
interpreter interpreters
interpret interprets interpreted
compiler compilers
compile compiles compiled compiling compilation compilations
container containers
contain contains contained containing
awaitable awaitables
await awaits awaited awaiting
operator operators
operation operations
operand operands
caller callers
callee callees
callable callables
call calls called calling
process processes processed processing
processor processors
execute executes executed executing execution executions
executor executors
owner owners ownership
allocate allocates allocated allocating allocation allocations
allocator allocators
deallocate deallocates deallocated deallocating deallocation deallocations deallocator
identity identities identical identically
refer refers referred referring
reference references referenced referencing
referrer referrers
referent referents
several
news
numpy
async asynchronous asynchronously
sync synchronous synchronously
synchronize synchronized synchronizes synchronizing synchronization
intern interned interns interning
internal internals internally
lookup lookups
alive live lives living lived
free freed frees freeing
destroy destroys destroyed destroying destruction
destructor destructors
evaluate evaluates evaluated evaluating evaluation evaluations eval evals
equal equals equality
equivalent equivalence
value values
valid validity
instance instances
instant instantly
instantiate instantiates instantiated instantiation
immediate immediately
serialize serializes serialized serializing serialization
decrease decreases decreased decreasing
increase increases increased increasing
vary varies varied variation
variable variables
communicate communicates communication
user users
use uses used using usage
usual usually
unit units
unite
universe
universal
past
paste
head heads header headers
constant constants
constantly
definition definitions
define defines defined defining
definite definitely
public
publish
late later latter
possible possibly possibility
simultaneous simultaneously
parallel parallelism parallelize parallelized
concurrent concurrently concurrency
deterministic deterministically
determine determines determined
depend depends depended depending dependent dependence dependency dependencies
propagate propagates propagated propagating propagation
suspend suspends suspended suspending suspension
cancel cancels canceled canceling cancelation
schedule schedules scheduled scheduling
scheduler schedulers
divide divides divided division
decide decides decided decision
explicit explicitly
implicit implicitly
exact exactly
high higher
fast
faster
fastest
slow slowly
slower
slowest
young
younger youngest
old
older oldest
easy easier easily
0 zero
1 one
2 two
3 three
4 four
5 five
6 six
7 seven
8 eight
9 nine
10 ten`;

const STEMS = new Map<string, string>();
for (const family of FAMILIES.trim().split('\n')) {
  const [stem = '', ...members] = family.split(' ');
  STEMS.set(stem, stem);
  for (const member of members) STEMS.set(member, stem);
}

const cache = new Map<string, string>();
/** Words kept in the cache at most; it is only a cache, so a full one is simply emptied. */
const CACHE_SIZE = 20_000;

/** The American spelling of a lower-case word, abbreviations written out. */
export function spell(word: string): string {
  return american(word);
}

/** The stem two forms of one word share. Opposites never share one: their difference is a prefix, which stemming keeps. */
export function stem(word: string): string {
  const kept = cache.get(word);
  if (kept !== undefined) return kept;
  const spelled = american(word);
  const found = STEMS.get(spelled) ?? (/^[a-z]{3,40}$/.test(spelled) ? porter(spelled) : spelled);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(word, found);
  return found;
}

function porter(word: string): string {
  const stemmed = stemmer(word);
  return STEMS.get(stemmed) ?? stemmed;
}
