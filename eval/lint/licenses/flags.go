package licenses

import (
	"slices"
	"strings"
)

// RefusedFlags returns the words of LICENSE_FLAGS for which a recipe is skipped: those that nothing in LICENSE_FLAGS_ACCEPTED
// (called LICENSE_FLAGS_WHITELIST before kirkstone) lets through. A word with the recipe's name behind it, FLAG_PN, is let
// through by itself and by any beginning that ends before a "_" (OE-Core's check_license_flags).
func RefusedFlags(pn, flags, accepted string) []string {
	lets := strings.Fields(accepted)
	return slices.DeleteFunc(strings.Fields(flags), func(flag string) bool {
		for name := flag + "_" + pn; ; {
			if slices.Contains(lets, name) {
				return true
			}
			i := strings.LastIndexByte(name, '_')
			if i < 0 {
				return false
			}
			name = name[:i]
		}
	})
}
