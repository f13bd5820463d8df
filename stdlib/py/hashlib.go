package py

import (
	"crypto/md5"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/pyvm"
	"github.com/knead-build/knead/stdlib/native"
)

// hashlibModule is Python's hashlib.
var hashlibModule = native.Module{Name: "hashlib", Make: makeHashlib}

// hashes are the algorithms by name.
var hashes = map[string]func() hash.Hash{
	"md5": md5.New, "sha1": sha1.New, "sha224": sha256.New224, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New,
	"sha512_224": sha512.New512_224, "sha512_256": sha512.New512_256,
	"sha3_224": func() hash.Hash { return sha3.New224() }, "sha3_256": func() hash.Hash { return sha3.New256() },
	"sha3_384": func() hash.Hash { return sha3.New384() }, "sha3_512": func() hash.Hash { return sha3.New512() },
	"blake2b": func() hash.Hash { return newBlake2b(64, nil) }, "blake2s": func() hash.Hash { return newBlake2s(32, nil) },
}

func findHash(name string) (func() hash.Hash, bool) {
	plain := strings.NewReplacer("-", "_", "/", "_").Replace(strings.ToLower(name))
	if f, ok := hashes[plain]; ok {
		return f, true
	}
	f, ok := hashes[strings.Replace(plain, "sha_", "sha", 1)]
	return f, ok
}

var hashType *pyvm.Type

func init() {
	hashType = pyvm.NewType(pyvm.Spec{Name: "HASH", Module: "_hashlib", Final: true, Methods: map[string]pyvm.Func{
		"update": hashMethod("update", func(t *pyvm.Thread, h *hashObject, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			var v pyvm.Value
			if err := pyvm.Unpack(t, "update", args, kw, "obj", &v); err != nil {
				return nil, err
			}
			return pyvm.None, h.update(v)
		}),
		"digest": hashMethod("digest", func(t *pyvm.Thread, h *hashObject, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return pyvm.Bytes(h.h.Sum(nil)), nil
		}),
		"hexdigest": hashMethod("hexdigest", func(t *pyvm.Thread, h *hashObject, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return pyvm.Str(hex.EncodeToString(h.h.Sum(nil))), nil
		}),
		"copy": hashMethod("copy", func(t *pyvm.Thread, h *hashObject, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			c, ok := h.h.(hash.Cloner)
			if !ok {
				return nil, pyvm.Raise(pyvm.NotImplementedErr, "copy of %s is not supported by Knead's Python", h.name)
			}
			dup, err := c.Clone()
			return &hashObject{h.name, dup}, err
		}),
	}})
}

// hashObject is what hashlib.md5() and the like return.
type hashObject struct {
	name string
	h    hash.Hash
}

func (*hashObject) Type() *pyvm.Type { return hashType }

// Attr returns name, digest_size and block_size.
func (h *hashObject) Attr(t *pyvm.Thread, name string) (pyvm.Value, error) {
	switch name {
	case "name":
		return pyvm.Str(h.name), nil
	case "digest_size":
		return pyvm.Int(h.h.Size()), nil
	case "block_size":
		return pyvm.Int(h.h.BlockSize()), nil
	}
	return nil, nil
}

// Repr returns <md5 _hashlib.HASH object>.
func (h *hashObject) Repr(*pyvm.Thread) (string, error) {
	return "<" + h.name + " _hashlib.HASH object>", nil
}

func (h *hashObject) update(v pyvm.Value) error {
	switch x := pyvm.Unwrap(v).(type) {
	case pyvm.Bytes:
		h.h.Write([]byte(x))
	case *pyvm.ByteArray:
		h.h.Write(x.B)
	case pyvm.Str:
		return pyvm.Raise(pyvm.TypeError, "Strings must be encoded before hashing")
	default:
		return pyvm.Raise(pyvm.TypeError, "object supporting the buffer API required")
	}
	return nil
}

func hashMethod(name string, f func(t *pyvm.Thread, h *hashObject, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error)) pyvm.Func {
	return func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
		h, rest, err := pyvm.Self[*hashObject](name, args)
		if err != nil {
			return nil, err
		}
		return f(t, h, rest, kw)
	}
}

func makeHashlib(e *native.Env) native.Attrs {
	attrs := native.Attrs{}
	var names []pyvm.Value
	for name, f := range hashes {
		names = append(names, pyvm.Str(name))
		if strings.HasPrefix(name, "sha512_") {
			continue
		}
		attrs[name] = pyvm.NewBuiltin(name, func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			return newHash(t, name, f, args, kw)
		})
	}
	if set, err := pyvm.NewSet(e.Thread, names...); err == nil {
		attrs["algorithms_available"], attrs["algorithms_guaranteed"] = set, set
	}
	return attrs.Funcs(map[string]pyvm.Func{
		"new": func(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
			if len(args) == 0 {
				for i, k := range kw {
					if k.Name == "name" {
						args, kw = []pyvm.Value{k.Value}, append(slices.Clone(kw[:i]), kw[i+1:]...)
						break
					}
				}
			}
			var name string
			if err := pyvm.Unpack(t, "new", args[:min(len(args), 1)], nil, "name", &name); err != nil {
				return nil, err
			}
			f, ok := findHash(name)
			if !ok {
				return nil, pyvm.Raise(pyvm.ValueError, "unsupported hash type %s", name)
			}
			return newHash(t, strings.ToLower(name), f, args[1:], kw)
		},
		"file_digest": fileDigest,
		"pbkdf2_hmac": pbkdf2Hmac,
	})
}

// newHash makes a hash object. blake2 takes a size and a key.
func newHash(t *pyvm.Thread, name string, f func() hash.Hash, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var data pyvm.Value
	size := 0
	var key pyvm.Bytes
	security := true
	pairs := []any{"string?", &data}
	for _, k := range kw {
		if k.Name == "data" {
			pairs[0] = "data?"
		}
	}
	pairs = append(pairs, "usedforsecurity?", &security)
	if strings.HasPrefix(name, "blake2") {
		pairs = append(pairs, "digest_size?", &size, "key?", &key)
	}
	if err := pyvm.Unpack(t, name, args, kw, pairs...); err != nil {
		return nil, err
	}
	h := &hashObject{name, nil}
	if size == 0 && key == "" {
		h.h = f()
	} else {
		most := map[string]int{"blake2b": 64, "blake2s": 32}[name]
		if size == 0 {
			size = most
		}
		if size < 1 || size > most {
			return nil, pyvm.Raise(pyvm.ValueError, "digest_size for %s must be between 1 and %d bytes, here it is %d", strings.ToUpper(name[:1])+name[1:], most, size)
		}
		if len(key) > most {
			return nil, pyvm.Raise(pyvm.ValueError, "maximum key length is %d bytes", most)
		}
		if name == "blake2b" {
			h.h = newBlake2b(size, []byte(key))
		} else {
			h.h = newBlake2s(size, []byte(key))
		}
	}
	if data != nil {
		if err := h.update(data); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// fileDigest is hashlib.file_digest(file, digest).
func fileDigest(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var file, digest pyvm.Value
	size := 0
	if err := pyvm.Unpack(t, "file_digest", args, kw, "fileobj", &file, "digest", &digest, "_bufsize?", &size); err != nil {
		return nil, err
	}
	var made pyvm.Value
	var err error
	if name, ok := digest.(pyvm.Str); ok {
		f, found := findHash(string(name))
		if !found {
			return nil, pyvm.Raise(pyvm.ValueError, "unsupported hash type %s", name)
		}
		made = &hashObject{strings.ToLower(string(name)), f()}
	} else if made, err = pyvm.Call(t, digest, nil, nil); err != nil {
		return nil, err
	}
	for {
		data, err := pyvm.CallMethod(t, file, "read", pyvm.Int(1<<18))
		if err != nil {
			return nil, err
		}
		if n, err := pyvm.Len(t, data); n == 0 || err != nil {
			return made, err
		}
		if _, err := pyvm.CallMethod(t, made, "update", data); err != nil {
			return nil, err
		}
	}
}

func pbkdf2Hmac(t *pyvm.Thread, args []pyvm.Value, kw []pyvm.Kw) (pyvm.Value, error) {
	var name string
	var password, salt pyvm.Bytes
	var rounds, size int
	if err := pyvm.Unpack(t, "pbkdf2_hmac", args, kw, "hash_name", &name, "password", &password, "salt", &salt, "iterations", &rounds, "dklen?", &size); err != nil {
		return nil, err
	}
	f, ok := findHash(name)
	switch {
	case !ok:
		return nil, pyvm.Raise(pyvm.ValueError, "unsupported hash type %s", name)
	case rounds < 1:
		return nil, pyvm.Raise(pyvm.ValueError, "iteration value must be greater than 0.")
	case rounds > 1<<20:
		return nil, pyvm.Raise(pyvm.OverflowError, "iteration value is too great.")
	}
	if size == 0 {
		size = f().Size()
	}
	key, err := pbkdf2.Key(f, string(password), []byte(salt), rounds, size)
	if err != nil {
		return nil, pyvm.Raise(pyvm.ValueError, "%s", err.Error())
	}
	return pyvm.Bytes(key), nil
}
