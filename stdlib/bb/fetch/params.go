package fetch

import "strings"

// Param is a parameter of a URL, or a part of its query.
type Param struct {
	Key, Value string
	// Bare: there is no "=" and no value.
	Bare bool
	// Bytes: the value is bytes to Python.
	Bytes bool
}

// Params are parameters in the order of their first appearance; of equal keys the last value counts.
type Params []Param

// Get returns a parameter's value, "" for one that is not there or bare.
func (p Params) Get(key string) string {
	v, _ := p.Lookup(key)
	return v
}

// Lookup returns a parameter's value and whether it is there.
func (p Params) Lookup(key string) (string, bool) {
	for i := range p {
		if p[i].Key == key {
			return p[i].Value, true
		}
	}
	return "", false
}

// Has reports whether a parameter is there.
func (p Params) Has(key string) bool {
	_, ok := p.Lookup(key)
	return ok
}

// Or returns a parameter's value, or def where it is not there.
func (p Params) Or(key, def string) string {
	if v, ok := p.Lookup(key); ok {
		return v
	}
	return def
}

// Set gives a parameter a value.
func (p *Params) Set(key, value string) { p.put(Param{Key: key, Value: value}) }

func (p *Params) put(x Param) {
	for i := range *p {
		if (*p)[i].Key == x.Key {
			(*p)[i] = x
			return
		}
	}
	*p = append(*p, x)
}

// split takes key=value pairs apart. What has no "=" is bare; before 2.8 nothing may be.
func (r Release) split(text, delimiter string) (Params, error) {
	var out Params
	for part := range strings.SplitSeq(text, delimiter) {
		if part == "" {
			continue
		}
		key, value, ok := strings.Cut(part, "=")
		if !ok && r.Before(2, 8) {
			return nil, python("ValueError", "not enough values to unpack (expected 2, got 1)")
		}
		out.put(Param{Key: key, Value: value, Bare: !ok})
	}
	return out, nil
}

// shown returns a parameter's value as Python shows it.
func (p Params) shown(key, def string) string {
	for i := range p {
		if p[i].Key == key && p[i].Bare {
			return "None"
		}
	}
	return p.Or(key, def)
}
