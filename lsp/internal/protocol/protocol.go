// Package protocol has the types of the language server protocol, which are generated from the protocol's meta model, and the
// ways from its addresses and positions to paths and offsets.
package protocol

//go:generate go run ./generate metaModel.json types.go
