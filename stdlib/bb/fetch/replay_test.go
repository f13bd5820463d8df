package fetch

import (
	_ "embed"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/eval/fsys"
	"github.com/knead-build/knead/testscripts/reference"
)

// replayCase is an operation with its arguments, as testdata/replay.py takes it.
type replayCase []any

// tree are the files that cases find below @R@.
var tree = []string{"f1/a.patch", "f1/dir/x", "f2/a.patch", "f2/b.cfg", "f2/sub/c.h", "f3/with space.txt", "f3/ä.txt", "dl/down.tar.gz", "dl/only.txt"}

//go:embed testdata/list.json
var listJSON string

func plant(t *testing.T, root string) {
	t.Helper()
	files := map[string]string{}
	for _, name := range tree {
		files[filepath.Join(root, name)] = "x"
	}
	files[filepath.Join(root, "list.json")] = listJSON
	reference.Plant(t, files)
}

type noPython struct{}

func (noPython) Compile(code string) *datastore.Code { return &datastore.Code{Text: code} }

func (noPython) Inline(*datastore.Store, *datastore.Code, string) (string, error) {
	return "", datastore.ErrUnterminated
}
func (noPython) Filter(_ *datastore.Store, val, _ string) (any, error) { return val, nil }
func (noPython) Analyse(string) *datastore.Analysis                    { return &datastore.Analysis{} }
func (noPython) Passes(error) bool                                     { return false }

const hash = "0123456789abcdef0123456789abcdef01234567"

// answer is what replay.py lets repositories say.
func answer(c Command) (string, error) {
	text := strings.Join(c.Args, " ")
	switch {
	case strings.Contains(text, "ls-remote"):
		return hash + "\tHEAD\n76543210fedcba9876543210fedcba9876543210\trefs/heads/main\n" + strings.Repeat("1", 40) + "\trefs/tags/v1\n" + strings.Repeat("2", 40) + "\trefs/tags/v1^{}\n", nil
	case strings.Contains(text, "bzr"):
		return "17\n", nil
	case strings.Contains(text, "svn"):
		return "------\nr4711 | somebody\n", nil
	case strings.Contains(text, "hg"):
		return "abcdef012345\n", nil
	case strings.Contains(text, "info"):
		return "Server address: server:1666\n", nil
	}
	return "Change 77 on 2020/01/01\n", nil
}

func exception(err error) any {
	var e *Error
	if errors.As(err, &e) {
		name := e.Name()
		return map[string]any{"exc": name[strings.LastIndexByte(name, '.')+1:]}
	}
	var x *datastore.ExpansionError
	if errors.As(err, &x) {
		return map[string]any{"exc": "ExpansionError"}
	}
	return map[string]any{"exc": err.Error()}
}

func pairs(list Params) any {
	out := []any{}
	for _, p := range list {
		var v any = p.Value
		if p.Bare {
			v = nil
		}
		out = append(out, []any{p.Key, v})
	}
	return out
}

func toParams(v any) Params {
	var out Params
	list, _ := v.([]any)
	for _, p := range list {
		pair := p.([]any)
		value, ok := pair[1].(string)
		out.put(Param{Key: pair[0].(string), Value: value, Bare: !ok})
	}
	return out
}

func decodedResult(d Decoded, err error) any {
	if err != nil {
		return exception(err)
	}
	return []any{d.Type, d.Host, d.Path, d.User, d.Password, pairs(d.Params)}
}

func uriResult(r Release, url string, changes []any) any {
	u, err := r.ParseURI(url)
	if err != nil {
		return exception(err)
	}
	for _, c := range changes {
		pair := c.([]any)
		text, _ := pair[1].(string)
		switch pair[0] {
		case "scheme":
			u.Scheme = text
		case "userinfo":
			u.Userinfo = text
		case "username":
			u.SetUsername(text)
		case "password":
			u.SetPassword(text)
		case "hostname":
			u.Hostname = text
		case "path":
			u.SetPath(text)
		case "path_quoted":
			u.SetPath(Unquote(text))
		case "port":
			n, _ := pair[1].(float64)
			u.Port = int(n)
		}
	}
	var port any
	if u.Port != 0 {
		port = u.Port
	}
	out := map[string]any{"scheme": u.Scheme, "userinfo": u.Userinfo, "username": u.Username(), "password": u.Password(), "hostname": u.Hostname,
		"port": port, "hostport": u.Hostport(), "path": u.Path, "path_quoted": Quote(u.Path), "relative": u.Relative, "params": pairs(u.Params), "query": pairs(u.Query)}
	text, err := r.Format(u)
	if out["str"] = text; err != nil {
		out["str"] = exception(err)
	}
	return out
}

func text(p *string) any {
	if p == nil {
		return nil
	}
	return *p
}

func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func (s *Session) itemResult(ud *Item, d *datastore.Store) any {
	if ud == nil {
		return nil
	}
	list := func(l []string) []any {
		out := []any{}
		for _, x := range l {
			out = append(out, x)
		}
		return out
	}
	out := map[string]any{"names": list(ud.Names), "method": ud.Method.Class, "parm": pairs(ud.Params), "url": ud.URL, "type": ud.Type, "host": ud.Host, "path": ud.Path,
		"user": ud.User, "pswd": ud.Password, "localfile": ud.Localfile, "basename": text(ud.Basename), "basepath": text(ud.Basepath), "donestamp": orNil(ud.Stamp),
		"lockfile": orNil(ud.Lock), "needdonestamp": !ud.NoStamp, "mirrortarballs": list(ud.MirrorTarballs), "path0": orNil(ud.Localpath)}
	if err := s.SetupLocalpath(ud, d); err != nil {
		out["localpath"] = exception(err)
	} else {
		out["localpath"] = orNil(ud.Localpath)
	}
	sums := []any{}
	for _, c := range ud.Checksums {
		sums = append(sums, []any{c.Name, optional(c.Expected, c.Known)})
	}
	out["sums"], out["checksum"], out["recommends"] = sums, s.SupportsChecksum(ud), ud.Method.RecommendsChecksum(s.Release)
	if ud.Revisions != nil {
		out["revisions"] = list(ud.Revisions)
	}
	if ud.Git != nil {
		out["branches"], out["unresolved"] = list(ud.Git.Branches), list(ud.Git.Unresolved)
	}
	return out
}

var variableNames = []string{"__BBSRCREV_SEEN", "__BBSEENSRCREV", "__BBINSRCREV", "__BBAUTOREV_SEEN", "__BBAUTOREV_ACTED_UPON", "BB_DONT_CACHE", "_BB_GIT_IN_LSREMOTE"}

func recipeResult(s *Session, c replayCase) any {
	d := datastore.New(&datastore.Env{Evaluator: noPython{}, Behaviour: datastore.BehaviourOf(s.Release.Major, s.Release.Minor)})
	at := datastore.Origin{}
	for _, v := range c[1].([]any) {
		pair := v.([]any)
		if err := d.Set(pair[0].(string), pair[1], at); err != nil {
			return exception(err)
		}
	}
	for _, v := range c[2].([]any) {
		pair := v.([]any)
		if err := d.SetFlag("SRC_URI", pair[0].(string), pair[1], at); err != nil {
			return exception(err)
		}
	}
	levels := [2]int{}
	s.Log = func(level Level, text string) { levels[level]++ }
	s.Run = answer
	results := []any{}
	for _, x := range c[3].([]any) {
		step := x.([]any)
		var result any
		var err error
		switch step[0] {
		case "set":
			err = d.Set(step[1].(string), step[2], at)
		case "copy":
			d = d.Copy()
		case "fetch":
			result, err = s.fetchResult(d, step[1:])
		case "localpaths":
			result, err = s.localpathsResult(d)
		case "localpath":
			var set *Set
			var urls []string
			url := step[1].(string)
			if urls, set, err = s.Open([]string{url}, d, Options{Cache: true}); err == nil {
				var p string
				p, err = s.Localpath(urls, set, url, d)
				result = orNil(p)
			}
		case "filelist":
			result, err = s.FileList(d)
		case "autorev":
			result, err = s.Autorev(d)
		case "get_srcrev":
			result, err = s.SourceRevision(d, SortableRevision)
		case "get_hashvalue", "get_pkgv_string":
			if s.Release.Before(2, 8) {
				break
			}
			if step[0] == "get_hashvalue" {
				result, err = s.HashValue(d, SortableRevision)
			} else {
				result, err = s.PackageVersion(d, SortableRevision)
			}
		}
		if err != nil {
			result = exception(err)
		}
		results = append(results, result)
	}
	values := []any{}
	for _, name := range variableNames {
		v, err := d.Value(name)
		if err != nil {
			v = err.Error()
		}
		values = append(values, v)
	}
	return []any{results, values, []any{levels[0], levels[1]}}
}

func (s *Session) fetchResult(d *datastore.Store, args []any) (any, error) {
	var urls []string
	for _, a := range args {
		urls = append(urls, a.(string))
	}
	urls, set, err := s.Open(urls, d, Options{Cache: true})
	if err != nil {
		return nil, err
	}
	items := []any{}
	for _, url := range urls {
		items = append(items, s.itemResult(set.Item(url), d))
	}
	return []any{urls, set.URLs(), items}, nil
}

func (s *Session) localpathsResult(d *datastore.Store) (any, error) {
	urls, set, err := s.Open(nil, d, Options{})
	if err != nil {
		return nil, err
	}
	out := []any{}
	for _, url := range urls {
		ud := set.Item(url)
		if err := s.SetupLocalpath(ud, d); err != nil {
			return nil, err
		}
		out = append(out, orNil(ud.Localpath))
	}
	return out, nil
}

// execute does what replay.py does with a case.
func execute(release Release, root string, disk *fsys.Disk, c replayCase) any {
	str := func(i int) string { s, _ := c[i].(string); return s }
	switch c[0] {
	case "decodeurl":
		return decodedResult(release.Decode(str(1)))
	case "decodemirrorurl":
		return decodedResult(release.DecodeMirror(str(1)))
	case "encodeurl":
		list := c[1].([]any)
		part := func(i int) string { s, _ := list[i].(string); return s }
		url, err := release.Encode(Decoded{part(0), part(1), part(2), part(3), part(4), toParams(list[5])})
		if err != nil {
			return exception(err)
		}
		return url
	case "uri":
		return uriResult(release, str(1), c[2].([]any))
	case "mirror":
		m := Mirrored{URL: str(1), Tarball: str(5), Localpath: str(6), Checksums: c[7] == true}
		for _, p := range toParams(c[4]) {
			m.Replacements = append(m.Replacements, p)
		}
		url, err := release.Replace(m, Mirror{str(2), str(3)})
		if err != nil {
			return exception(err)
		}
		return orNil(url)
	case "mirrors":
		list, _ := Mirrors(str(1))
		out := []any{}
		for _, m := range list {
			out = append(out, []any{m.Find, m.Replace})
		}
		return out
	}
	return recipeResult(&Session{Release: release, Files: fsys.NewView(disk, root)}, c)
}

// at returns a case with the folder's name in place of @R@, or the other way round.
func at(v any, from, to string) any {
	switch v := v.(type) {
	case string:
		return strings.ReplaceAll(v, from, to)
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = at(x, from, to)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			out[k] = at(x, from, to)
		}
		return out
	}
	return v
}

const recording = "testdata/replay.jsonl"

// compare runs a case and compares.
func compare(t *testing.T, r reference.Release, root string, disk *fsys.Disk, c replayCase, want any) bool {
	t.Helper()
	full, _ := at([]any(c), "@R@", root).([]any)
	got := at(reference.Plain(t, execute(Release{r.Major, r.Minor}, root, disk, full)), root, "@R@")
	got = at(got, root[1:], "@S@")
	got = at(got, strings.TrimLeft(strings.ReplaceAll(root, "/", "."), "."), "@D@")
	if reflect.DeepEqual(got, want) {
		return true
	}
	t.Errorf("%s: %s\n%s", r.Folder, reference.Show(c), difference("", got, want))
	return false
}

// difference shows where two results differ.
func difference(where string, got, want any) string {
	out := ""
	switch g := got.(type) {
	case []any:
		if w, ok := want.([]any); ok && len(w) == len(g) {
			for i := range g {
				out += difference(fmt.Sprintf("%s[%d]", where, i), g[i], w[i])
			}
			return out
		}
	case map[string]any:
		if w, ok := want.(map[string]any); ok && len(w) == len(g) {
			for k := range g {
				out += difference(where+"."+k, g[k], w[k])
			}
			return out
		}
	}
	if reflect.DeepEqual(got, want) {
		return ""
	}
	return fmt.Sprintf("%s: got  %s\n%s: want %s\n", where, reference.Show(got), where, reference.Show(want))
}

// TestRecorded compares with what four BitBakes said.
func TestRecorded(t *testing.T) {
	root := t.TempDir()
	plant(t, root)
	disk := fsys.NewDisk()
	for _, x := range reference.ReadRecording[replayCase](t, recording, 500) {
		for _, r := range reference.Releases {
			compare(t, r, root, disk, x.Case, x.Results.Of(r.Folder))
		}
	}
}

// TestReplay makes cases by chance and compares with real BitBakes, where KNEAD_BITBAKE names a folder with checkouts of
// them. With UPDATE=1 it records some.
func TestReplay(t *testing.T) {
	reference.Need(t)
	seed, count := reference.Seed(t), reference.Count(t, 4000)
	g := &generator{rand.New(rand.NewSource(seed))}
	cases := g.fixed()
	for len(cases) < count {
		cases = append(cases, g.make())
	}
	real := realCases(reference.Dir())
	if count < 10000 { // some of them
		real = real[:len(real)/20]
	}
	cases = append(cases, real...)
	list := make([]reference.Recorded[replayCase], len(cases))
	for i := range cases { // as JSON has it
		list[i] = reference.Recorded[replayCase]{Case: reference.Plain(t, cases[i]).([]any), Results: reference.Results{}}
	}
	failures := 0
	root := filepath.Join(t.TempDir(), "r")
	for _, r := range reference.Releases {
		plant(t, root)
		var results []any
		reference.Program{Args: []string{"testdata/replay.py", r.Dir(), root}, Input: cases}.Answer(t, &results)
		if err := os.RemoveAll(root); err != nil { // BitBake writes
			t.Fatal(err)
		}
		plant(t, root)
		disk := fsys.NewDisk()
		for i, want := range results {
			if list[i].Results[r.Folder] = want; failures < 20 && !compare(t, r, root, disk, list[i].Case, want) {
				failures++
			}
		}
	}
	t.Logf("%d cases, seed %d", len(cases), seed)
	if os.Getenv("UPDATE") == "1" {
		var some []reference.Recorded[replayCase]
		for i, r := range list {
			if i < 900 || i%60 == 0 { // of the real ones some
				some = append(some, r)
			}
		}
		reference.WriteRecording(t, recording, some)
	}
}
