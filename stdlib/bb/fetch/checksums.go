package fetch

import (
	"slices"

	"github.com/knead-build/knead/eval/datastore"
)

// Checksum is a checksum that a download is to have.
type Checksum struct {
	// ID is the kind: "sha256" and so on. Name is the flag of SRC_URI, or the parameter, that it is taken from.
	ID, Name string
	Expected string
	// Known: a checksum is given; it may be empty.
	Known bool
}

// ChecksumIDs returns the kinds of checksums (bb.fetch2.CHECKSUM_LIST).
func (r Release) ChecksumIDs() []string {
	if r.Before(2, 18) {
		return checksumIDs[1:]
	}
	return checksumIDs
}

var checksumIDs = []string{"goh1", "md5", "sha256", "sha1", "sha384", "sha512"}

// checksumTypes are the types of URLs whose checksums stand in flags of SRC_URI, in the order in which they came.
var checksumTypes = []string{"http", "https", "ftp", "ftps", "sftp", "s3", "az", "crate", "gs", "gomod", "npm"}

// flagged reports whether the checksums of a type of URL stand in flags.
func (r Release) flagged(kind string) bool {
	n := len(checksumTypes)
	switch {
	case r.Before(2, 8):
		n = 7
	case r.Before(2, 18):
		n = 9
	}
	return slices.Contains(checksumTypes[:n], kind)
}

// expectChecksums works out which checksums are expected.
func (r Release) expectChecksums(ud *Item, d *datastore.Store) error {
	ids := r.ChecksumIDs()
	ud.Checksums = make([]Checksum, len(ids))
	prefix, named := ud.Params.Lookup("name")
	flagged := r.flagged(ud.Type)
	for i, id := range ids {
		plain := id + "sum"
		c := Checksum{ID: id, Name: plain}
		if named {
			c.Name = prefix + "." + plain
		}
		c.Expected, c.Known = ud.Params.Lookup(c.Name)
		if !c.Known && !r.Before(2, 18) {
			if c.Expected, c.Known = ud.Params.Lookup(plain); c.Known {
				c.Name = plain
			}
		}
		if !c.Known && flagged {
			value, err := d.Flag("SRC_URI", c.Name)
			if err != nil {
				return err
			}
			if value != nil {
				c.Expected, c.Known = datastore.TextOf(value), true
			}
		}
		ud.Checksums[i] = c
	}
	return nil
}
