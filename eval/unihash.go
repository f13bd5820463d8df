package eval

import (
	"context"
	"errors"
	"io/fs"
	"regexp"
	"strings"

	"github.com/knead-build/knead/eval/hashserv"
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/sigdata"
	"github.com/knead-build/knead/lang/diag"
)

// HashOptions say how the hashes of tasks are worked out.
type HashOptions struct {
	// Dial opens connections to the hash equivalence server that BB_HASHSERVE names; nil: it is not asked.
	Dial hashserv.Dial
	// Login returns who asks a server, where variables do not say; BitBake looks into ~/.netrc. It may be nil.
	Login func(address string) (username, password string, err error)
	// Report takes warnings. It may be nil.
	Report func(*diag.Diagnostic)
}

// unifier finds unified hashes (bb.siggen's get_unihashes and, for SIGGEN_UNIHASHMAP, oe.sstatesig's). The zero value takes the
// hashes of tasks.
type unifier struct {
	HashOptions
	release interp.Release
	mapped  map[string]sigdata.Unihash // SIGGEN_UNIHASHMAP, by "PN:TASK"
	// The rest is for hash equivalence.
	method   string
	dir      string                     // where BitBake keeps what it was told
	known    map[string]sigdata.Unihash // that, by "MULTICONFIG:PN:TASK"
	setscene bool                       // some task has a setscene task; those that have none stay as they are
	server   hashserv.Server
	upstream bool // the server is the one behind BitBake's own, which can do without

	connected bool
	client    *hashserv.Client // nil: there is no server to ask
}

// What came when: logins, a look at what servers answer, and SIGGEN_LOCKEDSIGS_TASKSIG_CHECK = "info" with 2.8; SIGGEN_UNIHASHMAP,
// and going on where a connection fails, with 2.10.
var (
	since28  = interp.Release{Major: 2, Minor: 8}
	since210 = interp.Release{Major: 2, Minor: 10}
)

// settings reads what says how unified hashes are found.
func (u *unifier) settings(handler string, get func(string) string) error {
	oe := strings.HasPrefix(handler, "OE")
	if oe && !u.release.Less(since210) {
		u.mapped = map[string]sigdata.Unihash{}
		for _, word := range strings.Fields(get("SIGGEN_UNIHASHMAP")) {
			parts := strings.Split(word, ":")
			if len(parts) != 4 {
				return diag.New(CodeLockedSignatures, nil, source0, "SIGGEN_UNIHASHMAP has %s, which is not PN:TASK:TASKHASH:UNIHASH", word)
			}
			u.mapped[parts[0]+":"+parts[1]] = sigdata.Unihash{Task: parts[2], Unified: parts[3]}
		}
	}
	switch handler {
	case "OEEquivHash":
		u.method = get("SSTATE_HASHEQUIV_METHOD")
	case "TestEquivHash":
		u.method = "sstate_output_hash"
	default:
		return nil
	}
	u.server.Address = get("BB_HASHSERVE")
	if oe && u.server.Address == "" {
		return diag.New(CodeHashServer, nil, source0, "OEEquivHash requires BB_HASHSERVE to be set")
	}
	if u.method == "" {
		return diag.New(CodeHashServer, nil, source0, "OEEquivHash requires SSTATE_HASHEQUIV_METHOD to be set")
	}
	if u.dir = get("PERSISTENT_DIR"); u.dir == "" {
		u.dir = get("CACHE")
	}
	if u.upstream = u.server.Address == "auto"; u.upstream {
		u.server.Address = get("BB_HASHSERVE_UPSTREAM")
	} else if oe && !u.release.Less(since28) {
		u.server.Username, u.server.Password = get("BB_HASHSERVE_USERNAME"), get("BB_HASHSERVE_PASSWORD")
	}
	return nil
}

// recall reads what BitBake was told before.
func (h *hasher) recall() {
	u := &h.unifier
	for i := range h.g.Tasks {
		u.setscene = u.setscene || h.g.Tasks[i].Setscene
	}
	if u.dir == "" {
		return
	}
	if text, err := h.w.View.ReadFile(u.dir + "/bb_unihashes.dat"); err == nil {
		u.known, _ = sigdata.ReadUnihashes(strings.NewReader(text)) // BitBake, too, begins anew where it cannot read it
	}
}

// connect makes the client where there is a server, and it may be asked.
func (u *unifier) connect(ctx context.Context) (err error) {
	if u.connected || u.server.Address == "" {
		return nil
	}
	u.connected = true
	if u.Dial == nil {
		u.report(diag.New(CodeHashServerUnasked, nil, source0, "the hash equivalence server %s was not asked for unified hashes", u.server.Address))
		return nil
	}
	if !u.upstream && !u.release.Less(since28) && (u.server.Username == "" || u.server.Password == "") && u.Login != nil {
		if u.server.Username, u.server.Password, err = u.Login(u.server.Address); err != nil {
			d := diag.New(CodeHashServer, nil, source0, "%v", err)
			d.Severity = diag.Warning
			u.report(d)
		}
	}
	if u.client, err = hashserv.NewClient(ctx, u.server, u.Dial); err != nil {
		return diag.New(CodeHashServer, nil, source0, "%v", err)
	}
	return nil
}

func (u *unifier) report(d *diag.Diagnostic) {
	if u.Report != nil {
		u.Report(d)
	}
}

func (u *unifier) close() {
	if u.client != nil {
		u.client.Close()
		u.client = nil
	}
}

// unify finds the unified hashes of some tasks, whose own hashes are known.
func (h *hasher) unify(ctx context.Context, tasks []int) error {
	var asked []int
	var hashes []string
	for _, i := range tasks {
		x := &h.out[i]
		var certain bool
		if x.Unified, certain = h.unified(i); !certain && x.Task != "" {
			asked, hashes = append(asked, i), append(hashes, x.Task)
		}
	}
	u := &h.unifier
	if len(asked) == 0 {
		return nil
	}
	if err := u.connect(ctx); err != nil || u.client == nil {
		return err
	}
	answers, err := u.client.Unihashes(u.method, hashes)
	if err != nil {
		return u.unanswered(err)
	}
	for k, i := range asked {
		if answers[k] == "" {
			continue
		}
		if !u.release.Less(since28) && !validUnihash.MatchString(answers[k]) {
			return diag.New(CodeHashServer, nil, source0, "Hash Equivalence Server returned invalid unihash %q for %s", answers[k], h.g.ShortID(i))
		}
		h.out[i].Unified = answers[k]
	}
	return nil
}

var validUnihash = regexp.MustCompile(`^[0-9a-f]{64}$`)

// unified returns the unified hash of a task as far as it is known without asking; where a server may know another, the task's own
// hash and false.
func (h *hasher) unified(i int) (hash string, certain bool) {
	u, t := &h.unifier, &h.g.Tasks[i]
	r := &h.g.Recipes[t.Recipe]
	hash = h.out[i].Task
	if m, ok := u.mapped[r.PN+":"+t.Name]; ok && m.Task == hash {
		return m.Unified, true
	}
	if u.method == "" || u.setscene && !t.Setscene {
		return hash, true
	}
	if k, ok := u.known[r.Multiconfig+":"+r.PN+":"+t.Name]; ok && k.Task == hash {
		return k.Unified, true
	}
	return hash, false
}

// unanswered decides what becomes of a question without an answer. BitBake goes on with the hashes of tasks, but not where the
// server refuses, nor in the releases that do not expect a connection to fail.
func (u *unifier) unanswered(err error) error {
	var away *hashserv.UnreachableError
	var refused *hashserv.RefusedError
	if !errors.As(err, &away) && !errors.As(err, &refused) {
		return err // the run was cancelled
	}
	d := diag.New(CodeHashServer, nil, source0, "Error contacting Hash Equivalence Server %s: %v", u.server.Address, err)
	switch {
	case refused != nil:
		return d
	case u.upstream || !u.release.Less(since210):
	case !u.release.Less(since28), errors.Is(err, fs.ErrNotExist):
		return d
	}
	d.Severity = diag.Warning
	u.report(d)
	u.close()
	return nil
}
