package py

import (
	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// statConstants are the constants of stat on Linux.
var statConstants = map[string]int{
	"ST_MODE": 0, "ST_INO": 1, "ST_DEV": 2, "ST_NLINK": 3, "ST_UID": 4, "ST_GID": 5, "ST_SIZE": 6, "ST_ATIME": 7, "ST_MTIME": 8, "ST_CTIME": 9,
	"S_IFDIR": 0o040000, "S_IFCHR": 0o020000, "S_IFBLK": 0o060000, "S_IFREG": 0o100000, "S_IFIFO": 0o010000, "S_IFLNK": 0o120000,
	"S_IFSOCK": 0o140000, "S_IFDOOR": 0, "S_IFPORT": 0, "S_IFWHT": 0, "S_ISUID": 0o4000, "S_ISGID": 0o2000, "S_ENFMT": 0o2000, "S_ISVTX": 0o1000,
	"S_IREAD": 0o400, "S_IWRITE": 0o200, "S_IEXEC": 0o100, "S_IRWXU": 0o700, "S_IRUSR": 0o400, "S_IWUSR": 0o200, "S_IXUSR": 0o100,
	"S_IRWXG": 0o070, "S_IRGRP": 0o040, "S_IWGRP": 0o020, "S_IXGRP": 0o010, "S_IRWXO": 0o007, "S_IROTH": 0o004, "S_IWOTH": 0o002, "S_IXOTH": 0o001,
	"UF_NODUMP": 1, "UF_IMMUTABLE": 2, "UF_APPEND": 4, "UF_OPAQUE": 8, "UF_NOUNLINK": 16, "SF_ARCHIVED": 0x10000, "SF_IMMUTABLE": 0x20000,
	"SF_APPEND": 0x40000, "SF_NOUNLINK": 0x100000, "SF_SNAPSHOT": 0x200000,
}

// statModule is Python's stat.
var statModule = native.Module{
	Name: "stat",
	Make: func(e *native.Env) native.Attrs {
		attrs := native.Attrs{}
		for name, n := range statConstants {
			attrs[name] = pyvm.Int(n)
		}
		mode := func(name string, f func(mode int) pyvm.Value) {
			attrs[name] = pyvm.NewBuiltin(name, func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
				var n int
				if err := pyvm.Unpack(t, name, args, kw, "mode", &n); err != nil {
					return nil, err
				}
				return f(n), nil
			})
		}
		for name, kind := range map[string]int{"S_ISDIR": 0o040000, "S_ISCHR": 0o020000, "S_ISBLK": 0o060000, "S_ISREG": 0o100000,
			"S_ISFIFO": 0o010000, "S_ISLNK": 0o120000, "S_ISSOCK": 0o140000} {
			mode(name, func(n int) pyvm.Value { return pyvm.Bool(n&0o170000 == kind) })
		}
		for _, name := range []string{"S_ISDOOR", "S_ISPORT", "S_ISWHT"} {
			mode(name, func(int) pyvm.Value { return pyvm.False })
		}
		mode("S_IMODE", func(n int) pyvm.Value { return pyvm.Int(n & 0o7777) })
		mode("S_IFMT", func(n int) pyvm.Value { return pyvm.Int(n & 0o170000) })
		mode("filemode", func(n int) pyvm.Value { return pyvm.Str(fileMode(n)) })
		return attrs
	},
}

// fileMode returns a mode as ls shows it.
func fileMode(n int) string {
	kinds := map[int]byte{0o040000: 'd', 0o020000: 'c', 0o060000: 'b', 0o100000: '-', 0o010000: 'p', 0o120000: 'l', 0o140000: 's'}
	out := []byte("?rwxrwxrwx")
	if k, ok := kinds[n&0o170000]; ok {
		out[0] = k
	}
	for i := range 9 {
		if n>>(8-i)&1 == 0 {
			out[i+1] = '-'
		}
	}
	for _, b := range []struct {
		bit, at   int
		with, not byte
	}{{0o4000, 3, 's', 'S'}, {0o2000, 6, 's', 'S'}, {0o1000, 9, 't', 'T'}} {
		if n&b.bit == 0 {
			continue
		}
		if out[b.at] == 'x' {
			out[b.at] = b.with
		} else {
			out[b.at] = b.not
		}
	}
	return string(out)
}
