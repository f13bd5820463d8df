package pyvm

import "hash/maphash"

// Dict is a dictionary in insertion order. It is also what every namespace is made of: modules, classes, instances,
// globals, so that lookups by a Go string are its fast path.
type Dict struct {
	entries []dictEntry
	live    int              // entries that are not deleted
	strs    map[string]int32 // index of string keys; nil while there are few
	other   map[uint64][]int32
}

type dictEntry struct {
	key   Value // nil where deleted
	value Value
	hash  uint64 // of keys that are no string
}

const smallDict = 8

// NewDict returns an empty dictionary with room for n entries.
func NewDict(n int) *Dict {
	return &Dict{entries: make([]dictEntry, 0, n)}
}

func (*Dict) Type() *Type { return DictType }

// Len returns the number of entries.
func (d *Dict) Len() int { return d.live }

func (d *Dict) findStr(key string) int {
	if d.strs != nil {
		if i, ok := d.strs[key]; ok {
			return int(i)
		}
		return -1
	}
	for i := range d.entries {
		if k, ok := plainStr(d.entries[i].key); ok && k == key {
			return i
		}
	}
	return -1
}

// plainStr returns the text of a key that is a string, or an instance of a class derived from str.
func plainStr(key Value) (string, bool) {
	switch k := key.(type) {
	case Str:
		return string(k), true
	case *Instance:
		s, ok := k.base.(Str)
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

// SetStr sets the value of a string key.
func (d *Dict) SetStr(key string, v Value) {
	if i := d.findStr(key); i >= 0 {
		d.entries[i].value = v
		return
	}
	d.add(dictEntry{key: Str(key), value: v})
}

// DelStr removes a string key and reports whether it was there.
func (d *Dict) DelStr(key string) bool {
	i := d.findStr(key)
	if i >= 0 {
		d.remove(i)
	}
	return i >= 0
}

func (d *Dict) add(e dictEntry) {
	i := int32(len(d.entries))
	d.entries = append(d.entries, e)
	d.live++
	if k, ok := plainStr(e.key); ok {
		if d.strs != nil {
			d.strs[k] = i
		} else if len(d.entries) > smallDict {
			d.strs = make(map[string]int32, 2*len(d.entries))
			for i := range d.entries {
				if k, ok := plainStr(d.entries[i].key); ok {
					d.strs[k] = int32(i)
				}
			}
		}
		return
	}
	if d.other == nil {
		d.other = map[uint64][]int32{}
	}
	d.other[e.hash] = append(d.other[e.hash], i)
}

func (d *Dict) remove(i int) {
	e := &d.entries[i]
	if k, ok := plainStr(e.key); ok {
		if d.strs != nil {
			delete(d.strs, k)
		}
	} else {
		bucket := d.other[e.hash]
		for j, at := range bucket {
			if int(at) == i {
				d.other[e.hash] = append(bucket[:j:j], bucket[j+1:]...)
				break
			}
		}
	}
	*e = dictEntry{}
	d.live--
	if d.live == 0 {
		d.Clear()
	} else if len(d.entries) > 32 && d.live < len(d.entries)/2 {
		d.compact()
	}
}

// compact drops deleted entries. An iteration under way notices through the length of entries.
func (d *Dict) compact() {
	old := d.entries
	d.entries, d.live, d.strs, d.other = make([]dictEntry, 0, d.live), 0, nil, nil
	for _, e := range old {
		if e.key != nil {
			d.add(e)
		}
	}
}

// Clear removes all entries.
func (d *Dict) Clear() {
	d.entries, d.live, d.strs, d.other = nil, 0, nil, nil
}

// find returns the index of a key or -1, with the key's hash where it is no plain string.
func (d *Dict) find(t *Thread, key Value) (int, uint64, error) {
	if k, ok := plainStr(key); ok {
		return d.findStr(k), 0, nil
	}
	h, err := Hash(t, key)
	if err != nil {
		return -1, 0, err
	}
	for _, i := range d.other[h] {
		eq, err := Equal(t, d.entries[i].key, key)
		if err != nil {
			return -1, 0, err
		}
		if eq {
			return int(i), h, nil
		}
	}
	return -1, h, nil
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
	} else {
		d.add(dictEntry{key, v, h})
	}
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
	for _, e := range d.entries {
		if e.key != nil {
			out.add(e)
		}
	}
	return out
}

// Update sets all entries of other.
func (d *Dict) Update(t *Thread, other *Dict) error {
	for _, e := range other.entries {
		if e.key != nil {
			if err := d.Set(t, e.key, e.value); err != nil {
				return err
			}
		}
	}
	return nil
}

var hashSeed = maphash.MakeSeed()

func hashString(s string) uint64 { return maphash.String(hashSeed, s) }
