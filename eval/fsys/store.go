package fsys

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Store keeps results between runs: a directory with a file for each key. A file is written under another name and renamed,
// so that processes may use a store at the same time and be killed at any moment. It is the one place where evaluation writes
// to disk.
type Store struct {
	Dir string
	// Max is how many bytes the directory may hold; 0: DefaultStoreSize. What was not used for the longest time goes first.
	Max int64

	frozen bool
}

// DefaultStoreSize is 1 GiB.
const DefaultStoreSize = 1 << 30

// Key returns a key for parts that tell what is kept.
func Key(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:20])
}

// Frozen returns the store as one that keeps nothing new.
func (s *Store) Frozen() *Store {
	if s == nil {
		return nil
	}
	out := *s
	out.frozen = true
	return &out
}

// Keeps reports whether the store keeps anything new.
func (s *Store) Keeps() bool { return s != nil && !s.frozen }

// Get returns what is kept under a key. The data ends with its own checksum, which Get checks; a file that is damaged is as
// good as none.
func (s *Store) Get(key string) (data []byte, ok bool) {
	if s == nil {
		return nil, false
	}
	file := filepath.Join(s.Dir, key)
	data, err := os.ReadFile(file)
	if err != nil || len(data) < sha256.Size {
		return nil, false
	}
	body := data[:len(data)-sha256.Size]
	if sum := sha256.Sum256(body); string(sum[:]) != string(data[len(body):]) {
		return nil, false
	}
	now := time.Now()
	_ = os.Chtimes(file, now, now) // that it was used matters only for who goes first
	return body, true
}

// Put keeps data under a key.
func (s *Store) Put(key string, data []byte) error {
	if !s.Keeps() {
		return nil
	}
	if err := os.MkdirAll(s.Dir, 0o777); err != nil {
		return err
	}
	f, err := os.CreateTemp(s.Dir, "tmp-*")
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	_, err = f.Write(data)
	if err == nil {
		_, err = f.Write(sum[:])
	}
	err = cmp.Or(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(s.Dir, key))
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the first error counts
		return err
	}
	return s.trim()
}

// Delete gives up what is kept under a key, if anything is.
func (s *Store) Delete(key string) {
	if s.Keeps() {
		_ = os.Remove(filepath.Join(s.Dir, key)) // or trim does it, one day
	}
}

// trim removes what was not used for the longest time until the rest fits, and what a killed process left.
func (s *Store) trim() error {
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		return err
	}
	var files []fs.FileInfo
	var size int64
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue // another process has removed it
		}
		if strings.HasPrefix(e.Name(), "tmp-") {
			if time.Since(info.ModTime()) > time.Hour {
				_ = os.Remove(filepath.Join(s.Dir, e.Name())) // or the next time
			}
			continue
		}
		files = append(files, info)
		size += info.Size()
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	limit := cmp.Or(s.Max, DefaultStoreSize)
	for _, f := range files {
		if size <= limit {
			break
		}
		if os.Remove(filepath.Join(s.Dir, f.Name())) == nil {
			size -= f.Size()
		}
	}
	return nil
}
