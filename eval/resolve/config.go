package resolve

// Config is a configuration's variables, its keys expanded. A *datastore.Store is one.
type Config interface {
	// Get returns a variable's expanded value, "" where it has none.
	Get(name string) (string, error)
	// Lookup tells a variable without a value from one with an empty value.
	Lookup(name string) (value string, set bool, err error)
}

// Pattern is a regular expression. A host.Regexp is one.
type Pattern interface {
	// MatchStart reports whether the expression matches at the beginning of a text (Python's re.match).
	MatchStart(text string) bool
}

// Behaviour is what releases of BitBake do differently here. The zero value is the newest.
type Behaviour struct {
	// RunAllOnce: --runall looks once for the recipes to run tasks of, not again and again until nothing is added.
	RunAllOnce bool
	// SharedSkips: recipes that any multiconfig skips count for the messages of all.
	SharedSkips bool
}

// BehaviourOf returns how a release behaves.
func BehaviourOf(major, minor int) Behaviour {
	before := func(m int) bool { return major < 2 || major == 2 && minor < m }
	return Behaviour{RunAllOnce: before(8), SharedSkips: before(8)}
}
