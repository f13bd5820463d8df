package fsys

import (
	"io"
	"testing"
	"testing/fstest"
)

func TestOpen(t *testing.T) {
	root := tree(t, "a", "dir/", "link -> a")
	disk := NewDisk().Overlay(map[string]string{root + "/held": "in an editor"}).Mount("/built-in", fstest.MapFS{"m": {Data: []byte("mounted")}})
	below := NewView(disk, root)
	if err := below.WriteFile("written", "by an evaluation", 0o644); err != nil {
		t.Fatal(err)
	}
	record := &Record{}
	v := below.Derive(record)
	for name, want := range map[string]string{"a": "text of a", "link": "text of a", "held": "in an editor", "/built-in/m": "mounted",
		"written": "by an evaluation"} {
		f, err := v.Open(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		all, err := io.ReadAll(f)
		if string(all) != want || err != nil || f.Size() != int64(len(want)) {
			t.Errorf("%s: %q of %d, %v", name, all, f.Size(), err)
		}
		piece := make([]byte, 2)
		if _, err := f.ReadAt(piece, 1); err != nil || string(piece) != want[1:3] {
			t.Errorf("%s: %q, %v", name, piece, err)
		}
		if pos, err := f.Seek(3, io.SeekStart); pos != 3 || err != nil {
			t.Errorf("%s: at %d, %v", name, pos, err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	for name, want := range map[string]string{"nosuch": "no such file or directory", "dir": "is a directory"} {
		if _, err := v.Open(name); err == nil || err.Error()[len(err.Error())-len(want):] != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !record.Has(LookStat, root+"/a") || record.Has(LookRead, root+"/a") {
		t.Errorf("%v", record.Facts())
	}
}
