// Package fetch is what BitBake's fetchers say of SRC_URI without fetching: how URLs are taken apart and put together, which
// fetcher an item is for and what its parameters mean, where the downloads and the local files are, which checksums are
// expected, which revisions are asked for. It does as the fetchers of BitBake 2.0 to 2.19 do (Release says which).
//
// It reads variables from a datastore and looks for files through a fsys.View. It knows no Python and fetches nothing; what
// only the network can answer it asks of Session.Run.
package fetch

import (
	"strconv"
	"strings"
)

// Release is the BitBake release whose behaviour is followed.
type Release struct{ Major, Minor int }

// ReleaseOf returns the release of a version like "2.8.1".
func ReleaseOf(version string) Release {
	parts := strings.SplitN(version+"..", ".", 3)
	major, _ := strconv.Atoi(parts[0]) // a version that is none is one before all others
	minor, _ := strconv.Atoi(parts[1])
	return Release{major, minor}
}

// Before reports whether the release is older than another.
func (r Release) Before(major, minor int) bool {
	return r.Major < major || r.Major == major && r.Minor < minor
}

// names reports whether an item may have several names, branches and revisions (before 2.18).
func (r Release) names() bool { return r.Before(2, 18) }
