// Package hashserv asks BitBake's hash equivalence servers for unified hashes. It speaks their protocol, OEHASHEQUIV 1.1 over
// bb.asyncrpc as recorded from the real server, and knows nothing of tasks and metadata. It opens connections only by the function
// that it is given.
package hashserv

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// address is where a server listens: what a Dial takes, and for a websocket its URL.
type address struct{ network, name, url string }

// bracketed is an IPv6 address with a port.
var bracketed = regexp.MustCompile(`^\[([^\]]*)\]:(\d+)$`)

// parseAddress reads an address as BB_HASHSERVE has it: "HOST:PORT", "[HOST]:PORT", "unix://PATH", "ws://..." or "wss://...".
func parseAddress(text string) (address, error) {
	if path, ok := strings.CutPrefix(text, "unix://"); ok {
		return address{network: "unix", name: path}, nil
	}
	if strings.HasPrefix(text, "ws://") || strings.HasPrefix(text, "wss://") {
		return address{url: text}, nil
	}
	if bracketed.MatchString(text) {
		return address{network: "tcp", name: text}, nil
	}
	host, port, ok := strings.Cut(text, ":")
	if _, err := strconv.ParseUint(port, 10, 16); !ok || err != nil {
		return address{}, fmt.Errorf("%q is no address of a hash equivalence server: that is HOST:PORT, unix://PATH, ws://HOST:PORT or wss://HOST:PORT", text)
	}
	return address{network: "tcp", name: host + ":" + port}, nil
}
