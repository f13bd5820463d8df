package query

// Help is the language's manual.
const Help = `A question is about sets of recipes and tasks, about recipes, or about statements.

Sets are of the graph of what has to be built:

  NAME             a recipe: its PN, or what it provides; mc:CONF:NAME in a multiconfig
  NAME:do_TASK     a task; NAME:TASK is the same
  'python3-*'      all recipes of the graph whose PN matches; 'zlib:do_*' all tasks
  all()            all recipes of the graph

  deps(X)          X and all that it depends on; deps(X, 1) over one step at most
  rdeps(X)         X and all that depends on it; rdeps(X, 1) over one step at most
  somepath(X, Y)   a shortest way from one of X to one of Y
  allpaths(X, Y)   all that is on a way from X to Y

  tasks(X)         the tasks of X's recipes; tasks(X, fetch) those of that name
  recipes(X)       the recipes of X's tasks
  filter(RE, X)    what of X has a name in which a regular expression matches
  inherits(C, X)   what of X is of recipes that inherit the class C
  layer(L, X)      what of X is of recipes of the layer L (its collection)

  X + Y, X union Y       what is in one of them
  X ^ Y, X intersect Y   what is in both
  X - Y, X except Y      what is in X alone

Operators bind alike, from left to right; parentheses group. They stand between blanks: "a - b" is a difference, "a-b" a name. What
has blanks, parentheses or commas in it goes between quotes. Recipes depend on recipes, tasks on tasks: tasks() and recipes() lead
from one to the other.

Behind "where" stands a condition:

  recipes where CONDITION      all recipes, with their variants, that it holds for; skipped ones are none
  X where CONDITION            what of a set is of such recipes
  statements where CONDITION   statements of the metadata's files, as they are written, with nothing evaluated

  FACT = TEXT, FACT != TEXT    the fact is the text, or is not
  FACT ~ RE, FACT !~ RE        a regular expression matches in it, or does not
  FACT has WORD                the text is one of its words
  A and B, A or B, not A       "and" binds tighter; parentheses group

What is known of a recipe:

  value(VAR)       a variable's evaluated value; "" where it has none
  flag(VAR, FLAG)  a flag's value
  set(VAR)         whether the variable has a value; asked alone
  inherits(CLASS)  whether it inherits the class; asked alone
  pn, pv, file, layer, variant ("" for the file's own recipe), classes, packages, tasks, provides

What is known of a statement:

  kind             assignment, export, unset, include, require, include_all, inherit, inherit_defer, addtask, deltask, addhandler,
                   EXPORT_FUNCTIONS, addpylib, addfragments, function, python (a Python function), def, comment
  name             what is assigned, exported, unset or defined, with its overrides
  variable         the same without them
  flag, op         of an assignment: the flag, the operator
  value            what is assigned; a function's body; what is included, inherited, or said of tasks
  text             the whole statement
  file, type       the file's path, and bb, bbappend, bbclass, inc or conf`
