/** Small closed sets of English words that grading needs to tell apart. */

const set = (words: string) => new Set(words.trim().split(/\s+/));

/** May stand between the words of a phrase without breaking it. */
export const SKIPPABLE = set(
  'a an the its their his her your my our this that these those very just really actually simply basically literally still also usually normally typically generally always automatically merely quite pretty already even effectively essentially indeed',
);

export const ARTICLES = set('a an the');

/** How many or which: such words claim nothing of what they stand beside. */
export const QUANTIFIERS = set('some any each every all both most many much more less few other another only too');

export const NUMBER_WORDS = set('one two three four five six seven eight nine ten zero');

/** Words that carry no subject matter of their own. */
export const FUNCTION_WORDS = new Set([
  ...SKIPPABLE,
  ...set(`and or but so because since as if when while whereas although though unless until than then once where which who whom whose what why how
    i you he she it we they me him them us one ones some any each every all both most many much more less few other another such
    of in on at by for from to into onto with without within about over under between through during against per via like unlike
    is are was were be been being am do does did has have had can could may might must shall should will would ought
    not no nor never none neither only too there here up down out off again ever yes ok okay well hmm hm guess think maybe probably
    same own self therefore thus hence instead rather however yet`),
]);

/** Finite by form alone. */
export const AUXILIARIES = set(
  'is are was were has have had do does did can could may might must shall should will would cannot gets get got',
);

/** Verbs of this subject, as stems of the plain form; `-s` and `-ed` forms of them make a clause. */
export const VERBS =
  set(`be have do get make take give keep hold use call copy share store point refer bind look find search check compare ask
  test return run execute evaluate create build allocate free release destroy drop die live stay remain become go come move put
  increment decrement increase decrease count add remove delete change mutate modify update replace assign rebind reuse cache intern
  fold compile parse emit push pop load save read write open close lock unlock wait sleep wake block switch yield await suspend resume
  schedule cancel start stop finish end raise throw catch propagate unwind jump skip walk scan collect detect break clear reset
  belong mean say tell know see show need want try let help cause happen occur work act behave depend exist contain include
  own borrow pass send receive copy fork spawn join serialize split divide protect guard prevent allow enable disable leak grow shrink
  reach hit trigger fire survive escape escape capture remember forget resolve lookup inspect define redefine override implement
  support guarantee promise rely differ match equal apply affect matter cost save speed slow optimize specialize track untrack
  corrupt turn declare occur terminate visit traverse insert print display swap recurse explore separate cross enter exit leave follow begin compute determine decide choose accept reject handle process manage leave sit`);

/** Begin a clause of their own when a verb follows. */
export const SUBJECTS = set('it they he she we you i this that these those there each both everything nothing nobody');

/** Always begin a clause. */
export const CLAUSE_STARTERS = set(
  'but although though while whereas because cause since so which who whose however yet therefore thus hence when whenever if unless until till where once after before as except otherwise meanwhile whilst plus then vs versus',
);
