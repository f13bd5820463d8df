package licenses

import (
	"archive/tar"
	"archive/zip"
	"compress/bzip2"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/mikelolasagasti/xz"

	"github.com/knead-build/knead/eval/fsys"
)

const (
	// maxText is the largest licence's text that is read, in bytes.
	maxText = 16 << 20
	// maxUnpacked is how many bytes of an archive are looked at.
	maxUnpacked = 64 << 30
	// maxLinks is how many symbolic links in an archive are kept in mind.
	maxLinks = 10000
)

// format is how an archive is read.
type format struct {
	end    string // of its name
	plain  func(io.Reader) (io.Reader, error)
	single bool // one compressed file, whose name is the archive's without the end
	zip    bool
}

// formats are the archives that BitBake unpacks, as it tells them apart, the longer ends first. Those with no way to read them
// are not looked into.
var formats = []format{
	{end: ".tar", plain: func(r io.Reader) (io.Reader, error) { return r, nil }},
	{end: ".tgz", plain: gunzip}, {end: ".tar.gz", plain: gunzip}, {end: ".tar.Z"},
	{end: ".tbz", plain: bunzip2}, {end: ".tbz2", plain: bunzip2}, {end: ".tar.bz2", plain: bunzip2},
	{end: ".txz", plain: unxz}, {end: ".tar.xz", plain: unxz},
	{end: ".tar.lz"}, {end: ".tar.7z"},
	{end: ".tzst", plain: unzstd}, {end: ".tar.zst", plain: unzstd},
	{end: ".gz", plain: gunzip, single: true}, {end: ".bz2", plain: bunzip2, single: true}, {end: ".xz", plain: unxz, single: true},
	{end: ".zst", plain: unzstd, single: true},
	{end: ".Z"}, {end: ".z"}, {end: ".lz"}, {end: ".7z"},
	{end: ".zip", zip: true}, {end: ".jar", zip: true},
	{end: ".rpm"}, {end: ".srpm"}, {end: ".deb"}, {end: ".ipk"},
}

func gunzip(r io.Reader) (io.Reader, error)  { return gzip.NewReader(r) }
func bunzip2(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }
func unxz(r io.Reader) (io.Reader, error)    { return xz.NewReader(r, xz.DefaultDictMax) }
func unzstd(r io.Reader) (io.Reader, error) {
	return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
}

// formatOf returns how BitBake unpacks a file of this name, nil where it copies it.
func formatOf(name string) *format {
	for i := range formats {
		if strings.HasSuffix(name, formats[i].end) {
			return &formats[i]
		}
	}
	return nil
}

// errUnreadable is the error for archives of kinds that are not looked into.
var errUnreadable = errors.New("archives of this kind are not looked into")

// entry is a file or a link in an archive.
type entry struct {
	name   string // where it is unpacked to
	link   string // of links what they lead to, as a path in the archive
	reader func() (io.Reader, error)
}

// entries calls visit for the files and links in an archive, in order, until it returns false.
func (f *format) entries(ctx context.Context, file fsys.Reader, name string, strip int, visit func(entry) (bool, error)) error {
	switch {
	case f.zip:
		return zipEntries(ctx, file, visit)
	case f.plain == nil:
		return errUnreadable
	}
	plain, err := f.plain(&bounded{ctx: ctx, r: file, left: maxUnpacked})
	if err != nil {
		return err
	}
	if d, ok := plain.(*zstd.Decoder); ok {
		defer d.Close()
	}
	plain = &bounded{ctx: ctx, r: plain, left: maxUnpacked}
	if f.single {
		_, err := visit(entry{name: strings.TrimSuffix(path.Base(name), f.end), reader: func() (io.Reader, error) { return plain, nil }})
		return err
	}
	return tarEntries(tar.NewReader(plain), strip, visit)
}

func tarEntries(r *tar.Reader, strip int, visit func(entry) (bool, error)) error {
	for {
		h, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		e := entry{name: member(h.Name, strip), reader: func() (io.Reader, error) { return r, nil }}
		switch h.Typeflag {
		case tar.TypeReg:
		case tar.TypeSymlink:
			e.link = path.Join(path.Dir(e.name), h.Linkname)
			if path.IsAbs(h.Linkname) {
				continue // leads out of the archive
			}
		case tar.TypeLink:
			e.link = member(h.Linkname, strip)
		default:
			continue
		}
		if e.name == "" {
			continue
		}
		if more, err := visit(e); !more || err != nil {
			return err
		}
	}
}

// member returns where a member of an archive is unpacked to, without its first folders; "" where nowhere.
func member(name string, strip int) string {
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	for range strip {
		_, rest, ok := strings.Cut(name, "/")
		if !ok {
			return ""
		}
		name = rest
	}
	return name
}

func zipEntries(ctx context.Context, file fsys.Reader, visit func(entry) (bool, error)) error {
	r, err := zip.NewReader(file, file.Size())
	if err != nil {
		return err
	}
	for _, f := range r.File {
		e := entry{name: member(f.Name, 0), reader: func() (io.Reader, error) {
			r, err := f.Open()
			return &bounded{ctx: ctx, r: r, left: maxUnpacked}, err
		}}
		switch mode := f.Mode(); {
		case mode&fs.ModeSymlink != 0:
			target, err := readText(e)
			if err != nil {
				return err
			}
			e.link = path.Join(path.Dir(e.name), string(target))
		case !mode.IsRegular():
			continue
		}
		if more, err := visit(e); !more || err != nil {
			return err
		}
	}
	return nil
}

// readText reads a file in an archive.
func readText(e entry) ([]byte, error) {
	r, err := e.reader()
	if err != nil {
		return nil, err
	}
	return readAll(r, e.name)
}

func readAll(r io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxText+1))
	if err == nil && len(data) > maxText {
		err = fmt.Errorf("%s is larger than %d MiB", name, maxText>>20)
	}
	return data, err
}

// bounded is a reader that ends with an error when it is told to stop or when it has given too much.
type bounded struct {
	ctx  context.Context
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	if b.left <= 0 {
		return 0, fmt.Errorf("it holds more than %d GiB", int64(maxUnpacked)>>30)
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	return n, err
}
