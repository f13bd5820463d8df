package pyvm

import (
	"fmt"
	"hash/maphash"
)

// hashIdentity is the hash of objects that are equal only to themselves.
func hashIdentity(v Value) uint64 { return maphash.Comparable(hashSeed, v) }

// HashPointer is the hash of an object that stands for what p points to.
func HashPointer[T any](p *T) uint64 { return maphash.Comparable(hashSeed, p) }

// address returns what repr shows as an object's address. It is made from the identity hash: stable while the object
// lives, different between objects, and not where it lies in memory.
func address(v Value) string { return fmt.Sprintf("0x%012x", hashIdentity(v)&0xffffffffffff) }

// reprEnter notes that the repr of a container has begun, and reports whether it was under way already.
func (t *Thread) reprEnter(v Value) (inside bool, done func()) {
	if t.inRepr == nil {
		t.inRepr = map[Value]bool{}
	}
	if t.inRepr[v] {
		return true, nil
	}
	t.inRepr[v] = true
	return false, func() { delete(t.inRepr, v) }
}
