package licenses

import (
	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
)

// Fetcher is what BitBake's fetchers know. It is safe for concurrent use.
type Fetcher interface {
	// Sources returns what a recipe's SRC_URI is unpacked from, as far as it can be told.
	Sources(d *datastore.Store, view *fsys.View) []Source
	// Decode takes a URL apart as BitBake's decodeurl does.
	Decode(url string) (URL, error)
}
