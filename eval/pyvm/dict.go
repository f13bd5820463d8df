package pyvm

import "hash/maphash"

// Dict is a dictionary in insertion order. It is also what every namespace is made of: modules, classes, instances,
// globals, so that lookups by a Go string are its fast path.
type Dict struct {
	entries []dictEntry
	live    int // entries that are not deleted
	// index finds entries by hash, by open addressing with linear probing: 0 is an empty place, deletedPlace one that was
	// taken, any other number an entry's index plus one. Its length is a power of two; nil while there are few entries.
	index []int32
	used  int // places of the index that are not empty
	// changes counts what moves or removes entries, for lookups whose comparison runs code that changes the dictionary.
	changes uint32
	// hasBuiltins says that there is, or was, a key with the hash of "__builtins__".
	hasBuiltins bool
}

type dictEntry struct {
	key   Value // nil where deleted
	value Value
	hash  uint64
}

const (
	smallDict    = 8 // entries that are searched one by one
	deletedPlace = -1
)

// ident is a name with its hash, for lookups of names that are known beforehand.
type ident struct {
	name string
	hash uint64
}

func makeIdent(name string) ident { return ident{name, hashString(name)} }

// NewDict returns an empty dictionary with room for n entries.
func NewDict(n int) *Dict {
	if n <= 0 {
		return &Dict{}
	}
	d := &Dict{entries: make([]dictEntry, 0, n)}
	if n > smallDict {
		d.index = make([]int32, indexSize(n))
	}
	return d
}

// indexSize returns how long an index for n entries is: at most two thirds of it are taken.
func indexSize(n int) int {
	size := 16
	for size*2 < n*3 {
		size *= 2
	}
	return size
}

func (*Dict) Type() *Type { return DictType }

// Len returns the number of entries.
func (d *Dict) Len() int { return d.live }

// place returns where in the index to begin looking for a hash. Hashes of integers are the integers, so that their bits
// must be mixed.
func place(hash uint64, index []int32) int {
	return int((hash*0x9e3779b97f4a7c15)>>32) & (len(index) - 1)
}

func (d *Dict) findStr(key string) int { return d.findIdent(ident{key, hashString(key)}) }

// findIdent returns the index of a string key's entry, or -1.
func (d *Dict) findIdent(id ident) int {
	if d.index == nil {
		for i := range d.entries {
			if e := &d.entries[i]; e.hash == id.hash {
				if k, ok := plainStr(e.key); ok && k == id.name {
					return i
				}
			}
		}
		return -1
	}
	for p := place(id.hash, d.index); ; p = (p + 1) & (len(d.index) - 1) {
		i := d.index[p]
		if i == 0 {
			return -1
		}
		if i > 0 {
			if e := &d.entries[i-1]; e.hash == id.hash {
				if k, ok := plainStr(e.key); ok && k == id.name {
					return int(i - 1)
				}
			}
		}
	}
}

// plainStr returns the text of a key that is a string, or an instance of a class derived from str that compares as str does.
func plainStr(key Value) (string, bool) {
	switch k := key.(type) {
	case Str:
		return string(k), true
	case *Instance:
		s, ok := k.base.(Str)
		if ok && (k.cls.lookupUserIdent(idEq) != nil || k.cls.lookupUserIdent(idHash) != nil) {
			return "", false
		}
		return string(s), ok
	}
	return "", false
}

// GetStr returns the value of a string key, or nil.
func (d *Dict) GetStr(key string) Value {
	if i := d.findStr(key); i >= 0 {
		return d.entries[i].value
	}
	return nil
}

// getIdent is GetStr for a name whose hash is known.
func (d *Dict) getIdent(id ident) Value {
	if i := d.findIdent(id); i >= 0 {
		return d.entries[i].value
	}
	return nil
}

// SetStr sets the value of a string key.
func (d *Dict) SetStr(key string, v Value) { d.setIdent(ident{key, hashString(key)}, v) }

// setIdent is SetStr for a name whose hash is known.
func (d *Dict) setIdent(id ident, v Value) {
	if i := d.findIdent(id); i >= 0 {
		d.entries[i].value = v
		return
	}
	d.add(dictEntry{Str(id.name), v, id.hash})
}

// DelStr removes a string key and reports whether it was there.
func (d *Dict) DelStr(key string) bool {
	i := d.findStr(key)
	if i >= 0 {
		d.remove(i)
	}
	return i >= 0
}

// add appends an entry whose key is not there yet. Its hash is that of the key.
func (d *Dict) add(e dictEntry) {
	d.entries = append(d.entries, e)
	d.live++
	if e.hash == idBuiltins.hash {
		d.hasBuiltins = true
	}
	switch n := len(d.entries); {
	case d.index == nil && n <= smallDict:
	case (d.used+1)*3 > len(d.index)*2:
		d.reindex()
	default:
		d.enter(n - 1)
	}
}

// enter puts an entry into the index.
func (d *Dict) enter(i int) {
	p := place(d.entries[i].hash, d.index)
	for d.index[p] > 0 {
		p = (p + 1) & (len(d.index) - 1)
	}
	if d.index[p] == 0 {
		d.used++
	}
	d.index[p] = int32(i + 1)
}

// reindex makes the index anew, with room to grow.
func (d *Dict) reindex() {
	d.index, d.used = make([]int32, indexSize(2*d.live)), 0
	for i := range d.entries {
		if d.entries[i].key != nil {
			d.enter(i)
		}
	}
}

func (d *Dict) remove(i int) {
	if d.index != nil {
		p := place(d.entries[i].hash, d.index)
		for d.index[p] != int32(i+1) {
			p = (p + 1) & (len(d.index) - 1)
		}
		d.index[p] = deletedPlace
	}
	d.entries[i] = dictEntry{}
	d.live--
	d.changes++
	if d.live == 0 {
		d.Clear()
		return
	}
	for n := len(d.entries); d.entries[n-1].key == nil; n-- {
		d.entries = d.entries[:n-1]
	}
	if len(d.entries) > 32 && d.live < len(d.entries)/2 {
		d.compact()
	}
}

// compact drops deleted entries. An iteration under way notices through the length of entries.
func (d *Dict) compact() {
	old := d.entries
	d.entries = make([]dictEntry, 0, d.live)
	for i := range old {
		if old[i].key != nil {
			d.entries = append(d.entries, old[i])
		}
	}
	d.index, d.used = nil, 0
	d.changes++
	if len(d.entries) > smallDict {
		d.reindex()
	}
}

// Clear removes all entries.
func (d *Dict) Clear() {
	d.entries, d.live, d.index, d.used = nil, 0, nil, 0
	d.changes++
}

// find returns the index of a key or -1, with the key's hash.
func (d *Dict) find(t *Thread, key Value) (int, uint64, error) {
	if k, ok := plainStr(key); ok {
		id := ident{k, hashString(k)}
		if i := d.findIdent(id); i >= 0 || d.onlyStrings(id.hash) {
			return i, id.hash, nil
		}
		return d.findValue(t, key, id.hash)
	}
	h, err := Hash(t, key)
	if err != nil {
		return -1, 0, err
	}
	return d.findValue(t, key, h)
}

// onlyStrings reports whether no key of this hash is anything but a plain string.
func (d *Dict) onlyStrings(hash uint64) bool {
	if d.index == nil {
		for i := range d.entries {
			if e := &d.entries[i]; e.hash == hash && e.key != nil {
				if _, ok := plainStr(e.key); !ok {
					return false
				}
			}
		}
		return true
	}
	for p := place(hash, d.index); d.index[p] != 0; p = (p + 1) & (len(d.index) - 1) {
		if i := d.index[p]; i > 0 && d.entries[i-1].hash == hash {
			if _, ok := plainStr(d.entries[i-1].key); !ok {
				return false
			}
		}
	}
	return true
}

// findValue returns the index of a key that has a hash, or -1. Where comparing with a key changes the dictionary the search
// begins again.
func (d *Dict) findValue(t *Thread, key Value, hash uint64) (int, uint64, error) {
again:
	if d.index == nil {
		for i := 0; i < len(d.entries); i++ {
			e := &d.entries[i]
			if e.hash != hash || e.key == nil {
				continue
			}
			changes := d.changes
			eq, err := IsOrEqual(t, e.key, key)
			if err != nil {
				return -1, 0, err
			}
			if d.changes != changes || d.index != nil {
				goto again
			}
			if eq {
				return i, hash, nil
			}
		}
		return -1, hash, nil
	}
	probes := 0
	for p := place(hash, d.index); ; p = (p + 1) & (len(d.index) - 1) {
		i := int(d.index[p])
		if i == 0 {
			return -1, hash, nil
		}
		if i < 0 || d.entries[i-1].hash != hash {
			continue
		}
		if probes++; probes > 16 {
			if err := t.Step(); err != nil {
				return -1, 0, err
			}
		}
		changes, places := d.changes, len(d.index)
		eq, err := IsOrEqual(t, d.entries[i-1].key, key)
		if err != nil {
			return -1, 0, err
		}
		if d.changes != changes || len(d.index) != places {
			goto again
		}
		if eq {
			return i - 1, hash, nil
		}
	}
}

// Get returns the value of a key, or nil. It fails for a key that cannot be hashed.
func (d *Dict) Get(t *Thread, key Value) (Value, error) {
	i, _, err := d.find(t, key)
	if i < 0 {
		return nil, err
	}
	return d.entries[i].value, nil
}

// Set sets the value of a key.
func (d *Dict) Set(t *Thread, key, v Value) error {
	i, h, err := d.find(t, key)
	if err != nil {
		return err
	}
	if i >= 0 {
		d.entries[i].value = v
		return nil
	}
	if n := len(d.entries); n == cap(d.entries) && n >= 1024 {
		if err := t.Alloc(64 * n); err != nil {
			return err
		}
	}
	d.add(dictEntry{key, v, h})
	return nil
}

// Delete removes a key and returns its value, nil where it was not there.
func (d *Dict) Delete(t *Thread, key Value) (Value, error) {
	i, _, err := d.find(t, key)
	if i < 0 {
		return nil, err
	}
	v := d.entries[i].value
	d.remove(i)
	return v, nil
}

// All yields the entries in insertion order. What is added meanwhile is yielded too.
func (d *Dict) All(yield func(key, v Value) bool) {
	for i := 0; i < len(d.entries); i++ {
		if e := d.entries[i]; e.key != nil && !yield(e.key, e.value) {
			return
		}
	}
}

// Keys returns the keys in insertion order.
func (d *Dict) Keys() []Value {
	out := make([]Value, 0, d.live)
	d.All(func(k, _ Value) bool { out = append(out, k); return true })
	return out
}

// Copy returns a shallow copy.
func (d *Dict) Copy() *Dict {
	out := NewDict(d.live)
	for i := range d.entries {
		if d.entries[i].key != nil {
			out.add(d.entries[i])
		}
	}
	return out
}

// Update sets all entries of other.
func (d *Dict) Update(t *Thread, other *Dict) error {
	for i := 0; i < len(other.entries); i++ {
		if e := other.entries[i]; e.key != nil {
			if err := d.Set(t, e.key, e.value); err != nil {
				return err
			}
		}
	}
	return nil
}

var hashSeed = maphash.MakeSeed()

func hashString(s string) uint64 { return maphash.String(hashSeed, s) }
