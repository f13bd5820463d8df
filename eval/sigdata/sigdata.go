// Package sigdata reads and writes BitBake's signature files, sigdata and siginfo: what the hash of a task is made of, as JSON
// compressed with zstd (BitBake 2.0 and later). It follows what BitBake's own bitbake-dumpsig and bitbake-diffsigs read; the
// format has no description but BitBake's behaviour.
package sigdata

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Set is a set of names. Python's sets are objects with the member _set_object in the file; a list is read as well.
type Set []string

// MarshalJSON implements json.Marshaler.
func (s Set) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string][]string{"_set_object": sorted(s)})
}

// sorted returns a sorted copy that is not nil.
func sorted(s Set) []string {
	list := append([]string{}, s...)
	slices.Sort(list)
	return list
}

// UnmarshalJSON implements json.Unmarshaler.
func (s *Set) UnmarshalJSON(text []byte) error {
	var list []string
	if json.Unmarshal(text, &list) == nil {
		*s = list
		return nil
	}
	var set struct {
		Items []string `json:"_set_object"`
	}
	if err := json.Unmarshal(text, &set); err != nil {
		return err
	}
	*s = set.Items
	return nil
}

// File is a file that a hash depends on: its name, "./PATH" where it is below a folder that was named, and its checksum, which is
// nil where there is no such file.
type File struct {
	Name string
	Sum  *string
}

// MarshalJSON implements json.Marshaler.
func (f File) MarshalJSON() ([]byte, error) { return json.Marshal([]any{f.Name, f.Sum}) }

// UnmarshalJSON implements json.Unmarshaler.
func (f *File) UnmarshalJSON(text []byte) error {
	var pair []*string
	if err := json.Unmarshal(text, &pair); err != nil {
		return err
	}
	if len(pair) != 2 || pair[0] == nil {
		return fmt.Errorf("a file is not a pair of a name and a checksum: %s", text)
	}
	f.Name, f.Sum = *pair[0], pair[1]
	return nil
}

// Data is a signature file's content. The fields' order is that of the file.
type Data struct {
	BaseHash string `json:"basehash"`
	// IgnoreVars is BB_BASEHASH_IGNORE_VARS, IgnoreTasks BB_TASKHASH_IGNORE_TASKS.
	IgnoreVars Set `json:"basehash_ignore_vars"`
	// Files, RunTaskDeps and RunTaskHashes are nil where only the base hash is described.
	Files []File `json:"file_checksum_values,omitempty"`
	// GenDeps has what each variable or function that the task depends on refers to itself.
	GenDeps map[string]Set `json:"gendeps"`
	// RunTaskDeps are the tasks whose hashes count, in the order in which they do; RunTaskHashes are these hashes.
	RunTaskDeps   []string          `json:"runtaskdeps,omitempty"`
	RunTaskHashes map[string]string `json:"runtaskhashes,omitempty"`
	Taint         string            `json:"taint,omitempty"`
	Task          string            `json:"task"`
	// TaskDeps are the variables and functions that the task depends on, directly or not.
	TaskDeps    Set     `json:"taskdeps"`
	TaskHash    string  `json:"taskhash,omitempty"`
	IgnoreTasks *string `json:"taskhash_ignore_tasks"`
	UniHash     string  `json:"unihash,omitempty"`
	// VarVals has the texts that count, unexpanded: string, number or nil.
	VarVals map[string]any `json:"varvals"`

	// Whole says that the file describes the task's hash, not only its base hash.
	Whole bool `json:"-"`
	// Listed writes TaskDeps as a list and not as a set, as BitBake does before 2.8.
	Listed bool `json:"-"`
}

// plain is Data without methods.
type plain Data

// written is Data with the members whose form depends on the rest.
type written struct {
	plain
	TaskDeps      any                `json:"taskdeps"`
	Files         *[]File            `json:"file_checksum_values,omitempty"`
	RunTaskDeps   *[]string          `json:"runtaskdeps,omitempty"`
	RunTaskHashes *map[string]string `json:"runtaskhashes,omitempty"`
}

// MarshalJSON implements json.Marshaler.
func (d *Data) MarshalJSON() ([]byte, error) {
	w := written{plain: plain(*d), TaskDeps: d.TaskDeps}
	if d.Listed {
		w.TaskDeps = sorted(d.TaskDeps)
	}
	if d.Whole {
		files, deps, hashes := d.Files, d.RunTaskDeps, d.RunTaskHashes
		if files == nil {
			files = []File{}
		}
		if deps == nil {
			deps = []string{}
		}
		if hashes == nil {
			hashes = map[string]string{}
		}
		w.Files, w.RunTaskDeps, w.RunTaskHashes = &files, &deps, &hashes
	}
	return json.Marshal(w)
}

// UnmarshalJSON implements json.Unmarshaler.
func (d *Data) UnmarshalJSON(text []byte) error {
	var x struct {
		RunTaskDeps *[]string `json:"runtaskdeps"`
	}
	if err := json.Unmarshal(text, (*plain)(d)); err != nil {
		return err
	}
	if err := json.Unmarshal(text, &x); err != nil {
		return err
	}
	d.Whole = x.RunTaskDeps != nil
	return nil
}

// Write writes a signature file.
func (d *Data) Write(w io.Writer) error {
	text, err := json.Marshal(d)
	if err != nil {
		return err
	}
	z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	if _, err := z.Write(text); err != nil {
		return err
	}
	return z.Close()
}

// Read reads a signature file.
func Read(r io.Reader) (*Data, error) {
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(1<<30))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	text, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("this is no signature file of BitBake 2.0 or later (JSON compressed with zstd): %w", err)
	}
	d := &Data{}
	if err := json.Unmarshal(text, d); err != nil {
		return nil, fmt.Errorf("this is no signature file: %w", err)
	}
	if d.Task == "" || d.VarVals == nil {
		return nil, fmt.Errorf("this is no signature file: it names no task")
	}
	return d, nil
}

// Text returns the text of a variable, flag or function as it enters the hash.
func (d *Data) Text(name string) string {
	switch v := d.VarVals[name].(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "True"
		}
		return "False"
	case string:
		return v
	default:
		return fmt.Sprint(v)
	}
}

// ComputeBase returns the base hash of what is described.
func (d *Data) ComputeBase() string {
	h := sha256.New()
	io.WriteString(h, d.Text(d.Task))
	for _, name := range slices.Sorted(slices.Values(d.TaskDeps)) {
		io.WriteString(h, name)
		io.WriteString(h, d.Text(name))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// ComputeTask returns the task's hash of what is described.
func (d *Data) ComputeTask() string {
	h := sha256.New()
	io.WriteString(h, d.BaseHash)
	for _, dep := range d.RunTaskDeps {
		io.WriteString(h, d.RunTaskHashes[dep])
	}
	for _, f := range d.Files {
		if f.Sum != nil && *f.Sum != "" {
			if strings.Contains(f.Name, "./") {
				io.WriteString(h, f.Name)
			}
			io.WriteString(h, *f.Sum)
		}
	}
	io.WriteString(h, strings.TrimPrefix(d.Taint, "nostamp:"))
	return hex.EncodeToString(h.Sum(nil))
}

// Show writes the content for people.
func (d *Data) Show(w io.Writer) error {
	p := &printer{w: w}
	p.line("task      %s", d.Task)
	p.line("base hash %s%s", d.BaseHash, mismatch(d.BaseHash, d.ComputeBase()))
	if d.Whole {
		p.line("hash      %s%s", d.TaskHash, mismatch(d.TaskHash, d.ComputeTask()))
		if d.UniHash != d.TaskHash {
			p.line("unihash   %s", d.UniHash)
		}
	}
	if d.Taint != "" {
		p.line("taint     %s", d.Taint)
	}
	if d.Whole {
		p.line("")
		p.line("tasks (%d)", len(d.RunTaskDeps))
		for _, t := range d.RunTaskDeps {
			p.line("  %s %s", d.RunTaskHashes[t], t)
		}
		p.line("")
		p.line("files (%d)", len(d.Files))
		for _, f := range d.Files {
			sum := "none"
			if f.Sum != nil {
				sum = *f.Sum
			}
			p.line("  %-32s %s", sum, f.Name)
		}
	}
	p.line("")
	p.line("variables and functions (%d)", len(d.VarVals))
	for _, name := range slices.Sorted(maps.Keys(d.VarVals)) {
		text, none := d.Text(name), ""
		if d.VarVals[name] == nil {
			none = " has no value"
		}
		deps := ""
		if list := d.GenDeps[name]; len(list) > 0 {
			deps = " <- " + strings.Join(slices.Sorted(slices.Values(list)), " ")
		}
		p.line("  %s%s%s", name, none, deps)
		if text != "" {
			p.line("      %s", strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n      "))
		}
	}
	return p.err
}

func mismatch(said, computed string) string {
	if said == computed {
		return ""
	}
	return " (but what follows makes " + computed + ")"
}

// printer keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}
