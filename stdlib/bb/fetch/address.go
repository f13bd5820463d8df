package fetch

import (
	"net/netip"
	"regexp"
	"strings"
)

var futureAddress = regexp.MustCompile(`^v[a-fA-F0-9]+\..+$`)

// checkAddress checks what stands in brackets for a host, as CPython 3.11.4 and later do.
func checkAddress(s string) error {
	if strings.HasPrefix(s, "v") {
		if !futureAddress.MatchString(s) {
			return python("ValueError", "IPvFuture address is invalid")
		}
		return nil
	}
	addr, err := netip.ParseAddr(s)
	if err != nil {
		return python("ValueError", "%s does not appear to be an IPv4 or IPv6 address", pyRepr(s))
	}
	if addr.Is4() {
		return python("ValueError", "An IPv4 address cannot be in brackets")
	}
	return nil
}
