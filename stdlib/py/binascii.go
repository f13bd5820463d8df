package py

import (
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/hex"
	"hash/adler32"
	"hash/crc32"
	"io"
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

var (
	binasciiError = pyvm.NewExceptionType("Error", "binascii", pyvm.ValueError)
	zlibError     = pyvm.NewExceptionType("error", "zlib", pyvm.ExceptionType)
)

// binasciiModule is Python's binascii, zlibModule the checksums and the compression of zlib.
var (
	binasciiModule = native.Module{
		Name: "binascii",
		Make: func(e *native.Env) native.Attrs {
			return native.Attrs{"Error": binasciiError, "Incomplete": pyvm.NewExceptionType("Incomplete", "binascii", pyvm.ExceptionType)}.Funcs(map[string]pyvm.Func{
				"hexlify": hexlify, "b2a_hex": hexlify, "unhexlify": unhexlify, "a2b_hex": unhexlify,
				"crc32": checksum("crc32", crc32.Update, crc32.IEEETable), "b2a_base64": encodeBase64, "a2b_base64": decodeBase64,
			})
		},
	}
	zlibModule = native.Module{
		Name: "zlib",
		Make: func(e *native.Env) native.Attrs {
			return native.Attrs{"error": zlibError, "Z_DEFAULT_COMPRESSION": pyvm.Int(-1), "Z_BEST_COMPRESSION": pyvm.Int(9), "Z_BEST_SPEED": pyvm.Int(1),
				"MAX_WBITS": pyvm.Int(15), "DEFLATED": pyvm.Int(8)}.Funcs(map[string]pyvm.Func{
				"crc32":    checksum("crc32", crc32.Update, crc32.IEEETable),
				"adler32":  adler,
				"compress": compressor("compress", func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }),
				"decompress": decompressor("decompress", zlibError, func(r io.Reader) (io.Reader, error) {
					return zlib.NewReader(r)
				}),
			})
		},
	}
	// compressCore has what modules gzip and bz2 are made with.
	compressCore = native.Module{
		Name: "_knead_compress",
		Make: func(e *native.Env) native.Attrs {
			return native.Attrs{}.Funcs(map[string]pyvm.Func{
				"gzip":    compressor("gzip", func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }),
				"gunzip":  decompressor("gunzip", pyvm.OSError, func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }),
				"bunzip2": decompressor("bunzip2", pyvm.OSError, func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }),
			})
		},
	}
)

func hexlify(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var data, sep pyvm.Value
	step := 1
	if err := pyvm.Unpack(t, "hexlify", args, kw, "data", &data, "sep?", &sep, "bytes_per_sep?", &step); err != nil {
		return nil, err
	}
	s, err := bytesOf(data)
	if err != nil {
		return nil, err
	}
	if sep == nil {
		return pyvm.Bytes(hex.EncodeToString([]byte(s))), nil
	}
	text, err := pyvm.CallMethod(t, pyvm.Bytes(s), "hex", sep, pyvm.Int(step))
	if str, ok := text.(pyvm.Str); ok {
		return pyvm.Bytes(str), nil
	}
	return nil, err
}

// asciiBytes returns the bytes of a bytes-like object or of a text of ASCII.
func asciiBytes(v pyvm.Value) (string, error) {
	if s, ok := pyvm.Unwrap(v).(pyvm.Str); ok {
		if strings.IndexFunc(string(s), func(r rune) bool { return r >= 0x80 }) >= 0 {
			return "", pyvm.Raise(pyvm.ValueError, "string argument should contain only ASCII characters")
		}
		return string(s), nil
	}
	s, err := bytesOf(v)
	if err != nil {
		err = pyvm.Raise(pyvm.TypeError, "argument should be bytes, buffer or ASCII string, not '%s'", v.Type().Name())
	}
	return s, err
}

func unhexlify(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var v pyvm.Value
	if err := pyvm.Unpack(t, "unhexlify", args, kw, "hexstr", &v); err != nil {
		return nil, err
	}
	s, err := asciiBytes(v)
	if err != nil {
		return nil, err
	}
	if len(s)%2 != 0 {
		return nil, pyvm.Raise(binasciiError, "Odd-length string")
	}
	b, err := hex.DecodeString(s)
	if err != nil {
		return nil, pyvm.Raise(binasciiError, "Non-hexadecimal digit found")
	}
	return pyvm.Bytes(b), nil
}

func checksum(name string, update func(crc uint32, tab *crc32.Table, p []byte) uint32, table *crc32.Table) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var data pyvm.Value
		value := 0
		if err := pyvm.Unpack(t, name, args, kw, "data", &data, "value?", &value); err != nil {
			return nil, err
		}
		s, err := bytesOf(data)
		if err != nil {
			return nil, err
		}
		return pyvm.Int(update(uint32(value), table, []byte(s))), nil
	}
}

func adler(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var data pyvm.Value
	value := 1
	if err := pyvm.Unpack(t, "adler32", args, kw, "data", &data, "value?", &value); err != nil {
		return nil, err
	}
	s, err := bytesOf(data)
	if err != nil {
		return nil, err
	}
	if value == 1 {
		return pyvm.Int(adler32.Checksum([]byte(s))), nil
	}
	const mod = 65521
	a, b := uint32(value)&0xffff, uint32(value)>>16&0xffff
	for i := range len(s) {
		a = (a + uint32(s[i])) % mod
		b = (b + a) % mod
	}
	return pyvm.Int(b<<16 | a), nil
}

func encodeBase64(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var data pyvm.Value
	newline := true
	if err := pyvm.Unpack(t, "b2a_base64", args, kw, "data", &data, "newline?", &newline); err != nil {
		return nil, err
	}
	s, err := bytesOf(data)
	if err != nil {
		return nil, err
	}
	out := base64.StdEncoding.EncodeToString([]byte(s))
	if newline {
		out += "\n"
	}
	return pyvm.Bytes(out), nil
}

// decodeBase64 is a2b_base64: what is no character of the alphabet is skipped, unless the mode is strict.
func decodeBase64(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var data pyvm.Value
	strict := false
	if err := pyvm.Unpack(t, "a2b_base64", args, kw, "data", &data, "strict_mode?", &strict); err != nil {
		return nil, err
	}
	s, err := asciiBytes(data)
	if err != nil {
		return nil, err
	}
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	var out []byte
	var bits uint32
	n, pads := 0, 0
	for i := range len(s) {
		if s[i] == '=' {
			pads++
			if n%4 >= 2 && n%4+pads >= 4 {
				if strict && i+1 < len(s) {
					return nil, pyvm.Raise(binasciiError, "Excess data after padding")
				}
				return pyvm.Bytes(out), nil
			}
			if strict && n == 0 {
				return nil, pyvm.Raise(binasciiError, "Leading padding not allowed")
			}
			continue
		}
		c := strings.IndexByte(alphabet, s[i])
		if c < 0 {
			if strict {
				return nil, pyvm.Raise(binasciiError, "Only base64 data is allowed")
			}
			continue
		}
		if strict && pads > 0 {
			return nil, pyvm.Raise(binasciiError, "Discontinuous padding not allowed")
		}
		pads = 0
		bits = bits<<6 | uint32(c)
		n++
		if n%4 != 1 {
			out = append(out, byte(bits>>(2*(3-(n-1)%4))))
		}
	}
	switch n % 4 {
	case 1:
		return nil, pyvm.Raise(binasciiError, "Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a multiple of 4", n)
	case 2, 3:
		return nil, pyvm.Raise(binasciiError, "Incorrect padding")
	}
	return pyvm.Bytes(out), nil
}

func compressor(name string, open func(w io.Writer) io.WriteCloser) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var data pyvm.Value
		level, bits := -1, 15
		if err := pyvm.Unpack(t, name, args, kw, "data", &data, "level?", &level, "wbits?", &bits); err != nil {
			return nil, err
		}
		s, err := bytesOf(data)
		if err != nil {
			return nil, err
		}
		var out bytes.Buffer
		w := open(&out)
		if _, err = io.WriteString(w, s); err == nil {
			err = w.Close()
		}
		if err != nil {
			return nil, pyvm.Raise(zlibError, "%s", err.Error())
		}
		return pyvm.Bytes(out.String()), nil
	}
}

// maxInflated bounds what a compressed text may become.
const maxInflated = 256 << 20

func decompressor(name string, exc *pyvm.Type, open func(r io.Reader) (io.Reader, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		var data pyvm.Value
		bits, size := 15, 0
		if err := pyvm.Unpack(t, name, args, kw, "data", &data, "wbits?", &bits, "bufsize?", &size); err != nil {
			return nil, err
		}
		s, err := bytesOf(data)
		if err != nil {
			return nil, err
		}
		r, err := open(strings.NewReader(s))
		if err != nil {
			return nil, pyvm.Raise(exc, "Error while decompressing data: %s", err.Error())
		}
		var out bytes.Buffer
		for {
			n, err := io.CopyN(&out, r, 1<<20)
			if aerr := t.Alloc(int(n)); aerr != nil {
				return nil, aerr
			}
			switch {
			case err == io.EOF:
				return pyvm.Bytes(out.String()), nil
			case err != nil:
				return nil, pyvm.Raise(exc, "Error while decompressing data: %s", err.Error())
			case out.Len() > maxInflated:
				return nil, &pyvm.Abort{Reason: "decompressed data is too large"}
			}
		}
	}
}
