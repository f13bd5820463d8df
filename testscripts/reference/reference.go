// Package reference is for tests that ask real BitBakes and CPython: where they are, how many cases are made by chance, and how a
// program of theirs is run. It knows nothing of Knead, and only tests import it.
package reference

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// A Release is a release of BitBake that tests compare with, by the folder of its checkout.
type Release struct {
	Folder       string // below the folder that KNEAD_BITBAKE names
	Version      string // what its bb.__version__ is
	Major, Minor int
}

// Releases are all of them, the newest first.
var Releases = []Release{
	{"bitbake", "2.19.0", 2, 19}, {"bitbake-2.18", "2.18.0", 2, 18}, {"bitbake-2.8", "2.8.1", 2, 8}, {"bitbake-2.0", "2.0.0", 2, 0},
}

// Dir returns the path of the release's checkout.
func (r Release) Dir() string { return filepath.Join(Dir(), r.Folder) }

// Dir returns the folder with checkouts, KNEAD_BITBAKE; "" where there is none.
func Dir() string { return os.Getenv("KNEAD_BITBAKE") }

// Need skips a test that can do nothing without real BitBakes where there are none, and ends it where one of them is missing.
func Need(t testing.TB) {
	t.Helper()
	if Dir() == "" {
		t.Skip("KNEAD_BITBAKE names no folder with BitBake checkouts (bitbake, bitbake-2.18, bitbake-2.8, bitbake-2.0)")
	}
	for _, r := range Releases {
		if _, err := os.Stat(filepath.Join(r.Dir(), "lib", "bb")); err != nil {
			t.Fatalf("KNEAD_BITBAKE: %v", err)
		}
	}
}

// Count returns how many cases a test makes by chance: KNEAD_COUNT, or as many as it usually does.
func Count(t testing.TB, usual int) int {
	t.Helper()
	return int(number(t, "KNEAD_COUNT", int64(usual)))
}

// Seed returns what the cases are made from: KNEAD_SEED, or 1, so that each run has the same.
func Seed(t testing.TB) int64 {
	t.Helper()
	return number(t, "KNEAD_SEED", 1)
}

func number(t testing.TB, name string, usual int64) int64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return usual
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}
