package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/knead-build/knead/eval/datastore"
	"github.com/knead-build/knead/stdlib/bb/fetch"
)

// maxDownload is how many bytes a download may have, downloadTime how long it may take.
const (
	maxDownload  = 4 << 30
	downloadTime = 10 * time.Minute
)

// downloads gets archives into DL_DIR that are not there, where the user wants that (--fetch). Only http and https are spoken, the
// item's own address is asked, and what has another sha256sum than the recipe says is thrown away.
type downloads struct {
	ctx    context.Context
	stderr io.Writer
	mutex  sync.Mutex
	tried  map[string]bool  // by the file's path
	pages  map[string]error // what came of asking for pages
}

// get gets the download of an item, if it has none. What goes wrong is told, once: the checks then leave the source alone as before.
func (d *downloads) get(ud *fetch.Item, to string, store *datastore.Store) {
	if d == nil || ud.Type != "http" && ud.Type != "https" {
		return
	}
	d.mutex.Lock() // one at a time, to be polite
	defer d.mutex.Unlock()
	if d.tried[to] {
		return
	}
	d.tried[to] = true
	if _, err := os.Stat(to); err == nil || d.ctx.Err() != nil {
		return
	}
	address, _, _ := strings.Cut(ud.URL, ";")
	fmt.Fprintf(d.stderr, "knead: fetching %s\n", address)
	if err := download(d.ctx, address, to, sha256Of(ud, store)); err != nil {
		fmt.Fprintf(d.stderr, "knead: %s: %v\n", address, err)
	}
}

// sha256Of returns the checksum that a recipe has of an item, "" for none.
func sha256Of(ud *fetch.Item, store *datastore.Store) string {
	if sum, ok := ud.Params.Lookup("sha256sum"); ok {
		return sum
	}
	flag := "sha256sum"
	if name := ud.Params.Get("name"); name != "" {
		flag = name + ".sha256sum"
	}
	sum, _ := store.FlagText("SRC_URI", flag) // one that cannot be expanded is a finding of other rules
	return sum
}

// download writes what an address has into a file, which is there only once it is whole and right.
func download(ctx context.Context, address, to, sum string) (err error) {
	ctx, cancel := context.WithTimeout(ctx, downloadTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return errors.New(answer.Status)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(to), ".knead-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // it has gone where all went well
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(f, h), io.LimitReader(answer.Body, maxDownload+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	switch got := hex.EncodeToString(h.Sum(nil)); {
	case n > maxDownload:
		return fmt.Errorf("it has more than %d bytes", maxDownload)
	case sum == "":
		return errors.New("the recipe has no sha256sum of it: it is not kept")
	case got != strings.ToLower(sum):
		return fmt.Errorf("its sha256sum is %s, not %s: it is not kept", got, sum)
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), to)
}

// pageTime is how long a page may take to answer.
const pageTime = 20 * time.Second

// Reach tells rules why a page is not there: its host is not, or says so. What else a host says, it says to programs.
func (f fetcher) Reach(ctx context.Context, url string) error {
	if f.downloads == nil {
		return nil
	}
	return f.downloads.page(ctx, url)
}

// page asks for a page, once.
func (d *downloads) page(ctx context.Context, url string) error {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if err, ok := d.pages[url]; ok {
		return err
	}
	err := ask(ctx, url)
	if ctx.Err() == nil {
		d.pages[url] = err
	}
	return err
}

func ask(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, pageTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	if answer.StatusCode == http.StatusNotFound || answer.StatusCode == http.StatusGone {
		err = errors.New(answer.Status)
	}
	return errors.Join(err, answer.Body.Close())
}
