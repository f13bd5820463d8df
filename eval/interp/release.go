package interp

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/bitbake"
)

// Release is the BitBake release that an evaluation follows.
type Release struct {
	Major, Minor, Patch int
}

// ParseRelease reads "2.8", "2.8.1", or the name of an OpenEmbedded series: "kirkstone", "scarthgap", "wrynose", "master".
func ParseRelease(s string) (Release, error) {
	if r, ok := seriesReleases[s]; ok {
		return r, nil
	}
	var r Release
	parts := strings.Split(s, ".")
	to := []*int{&r.Major, &r.Minor, &r.Patch}
	if len(parts) < 2 || len(parts) > 3 {
		return r, fmt.Errorf("%q is no BitBake release: give a number such as 2.8, or one of kirkstone, scarthgap, wrynose, master", s)
	}
	for i, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 {
			return r, fmt.Errorf("%q is no BitBake release: %q is no number", s, p)
		}
		*to[i] = n
	}
	if r.before(2, 0) {
		return r, fmt.Errorf("BitBake %s is too old: 2.0 (kirkstone) is the first that can be followed", s)
	}
	return r, nil
}

// Newest is the newest release that Knead follows: BitBake's master branch.
var Newest = Release{2, 19, 0}

// seriesReleases are the BitBake releases of OpenEmbedded's series that Knead knows.
var seriesReleases = map[string]Release{
	"kirkstone":  {2, 0, 0},
	"langdale":   {2, 2, 0},
	"mickledore": {2, 4, 0},
	"nanbield":   {2, 6, 0},
	"scarthgap":  {2, 8, 1},
	"styhead":    {2, 10, 0},
	"walnascar":  {2, 12, 0},
	"whinlatter": {2, 16, 0},
	"wrynose":    {2, 18, 0},
	"blacksail":  Newest,
	"master":     Newest,
}

// SeriesRelease returns the BitBake release that goes with a core layer of a series. ok is false for a series that Knead
// does not know.
func SeriesRelease(series string) (r Release, ok bool) {
	r, ok = seriesReleases[series]
	return r, ok
}

// SeriesOf returns the name of the series that goes with a BitBake release, "" where none does.
func SeriesOf(r Release) string {
	for _, name := range slices.Sorted(maps.Keys(seriesReleases)) {
		if x := seriesReleases[name]; x.Major == r.Major && x.Minor == r.Minor && name != "blacksail" {
			return name
		}
	}
	return ""
}

func (r Release) String() string { return fmt.Sprintf("%d.%d.%d", r.Major, r.Minor, r.Patch) }

// Less reports whether the release is older than another.
func (r Release) Less(o Release) bool {
	return cmp.Or(cmp.Compare(r.Major, o.Major), cmp.Compare(r.Minor, o.Minor), cmp.Compare(r.Patch, o.Patch)) < 0
}

// before reports whether the release is older than major.minor.
func (r Release) before(major, minor int) bool {
	return r.Major < major || r.Major == major && r.Minor < minor
}

// Dialect returns the grammar.
func (r Release) Dialect() bitbake.Dialect { return bitbake.DialectOf(r.Major, r.Minor) }

// Behaviour returns how variables behave.
func (r Release) Behaviour() datastore.Behaviour { return datastore.BehaviourOf(r.Major, r.Minor) }
