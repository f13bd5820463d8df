package sigdata

import (
	"errors"
	"fmt"
	"io"

	ogórek "github.com/kisielk/og-rek"
)

// Unihash is the unified hash that BitBake last knew of a task, and the task hash that the task had then.
type Unihash struct{ Task, Unified string }

// unihashesVersion is the version of bb_unihashes.dat that all BitBakes from 2.0 on write.
const unihashesVersion = "3"

// ReadUnihashes reads bb_unihashes.dat, in which BitBake keeps what hash equivalence servers answered: a Python pickle of a
// dictionary and a version. The keys are "MULTICONFIG:PN:do_TASK". BitBake starts anew where the file has another version; so does
// this, with an empty map.
func ReadUnihashes(r io.Reader) (map[string]Unihash, error) {
	v, err := ogórek.NewDecoder(r).Decode()
	if err != nil {
		return nil, fmt.Errorf("reading unified hashes: %w", err)
	}
	pair, ok := v.([]any)
	if !ok || len(pair) != 2 {
		return nil, errUnihashes
	}
	if pair[1] != unihashesVersion {
		return nil, nil
	}
	entries, ok := pair[0].(map[any]any)
	if !ok {
		return nil, errUnihashes
	}
	out := make(map[string]Unihash, len(entries))
	for k, v := range entries {
		key, keyOK := k.(string)
		hashes, ok := v.(ogórek.Tuple)
		if !keyOK || !ok || len(hashes) != 2 {
			return nil, errUnihashes
		}
		u := Unihash{}
		if u.Task, ok = hashes[0].(string); ok {
			u.Unified, ok = hashes[1].(string)
		}
		if !ok {
			return nil, errUnihashes
		}
		out[key] = u
	}
	return out, nil
}

var errUnihashes = errors.New("reading unified hashes: this is not what BitBake writes")
