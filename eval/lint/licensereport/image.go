package licensereport

import (
	"strings"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/lang/depend"
)

// image is what an image says of its packages.
type image struct {
	pn       string
	packages []string // PACKAGE_INSTALL and PACKAGE_INSTALL_ATTEMPTONLY
	// alone says that what is only recommended is left out (NO_RECOMMENDATIONS); without are packages that never come along
	// (BAD_RECOMMENDATIONS, PACKAGE_EXCLUDE).
	alone   bool
	without map[string]bool
}

// readImage reads what an image says; nil for recipes that are none.
func readImage(d *datastore.Store) *image {
	get := func(name string) []string {
		text, err := d.Get(name)
		if err != nil {
			return nil
		}
		return depend.Names(text)
	}
	list := append(get("PACKAGE_INSTALL"), get("PACKAGE_INSTALL_ATTEMPTONLY")...)
	if len(list) == 0 {
		return nil
	}
	im := &image{packages: list, without: map[string]bool{}, alone: strings.Join(get("NO_RECOMMENDATIONS"), "") == "1"}
	im.pn, _ = d.Get("PN") // which has a value in every recipe
	for _, name := range append(get("BAD_RECOMMENDATIONS"), get("PACKAGE_EXCLUDE")...) {
		im.without[name] = true
	}
	return im
}
