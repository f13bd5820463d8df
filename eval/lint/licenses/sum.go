package licenses

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
)

// Lines returns the lines of a text from begin to end, counted from 1, with their ends; 0 stands for the text's own. Only a
// newline ends a line. Both 0 is all of it (OE-Core's populate_lic_qa_checksum).
func Lines(text []byte, begin, end int) []byte {
	if begin == 0 && end == 0 {
		return text
	}
	start, pos, stop := len(text), 0, len(text)
	for line := 1; pos < len(text); line++ {
		if line == max(begin, 1) {
			start = pos
		}
		if end > 0 && line > end {
			stop = pos
			break
		}
		next := bytes.IndexByte(text[pos:], '\n') + 1
		if next == 0 {
			break
		}
		pos += next
	}
	return text[min(start, stop):stop]
}

// Sum returns the MD5 checksum of a text as LIC_FILES_CHKSUM has it.
func Sum(text []byte) string {
	sum := md5.Sum(text)
	return hex.EncodeToString(sum[:])
}

// lineStarts returns where the lines of a text begin, and its end.
func lineStarts(text []byte) []int {
	starts := []int{0}
	for i, c := range text {
		if c == '\n' && i+1 < len(text) {
			starts = append(starts, i+1)
		}
	}
	return append(starts, len(text))
}

// maxHashed is how many bytes are hashed to find lines that moved.
const maxHashed = 64 << 20

// findLines looks for the lines of a text that have a checksum: first as many as before, then any that begin or end where they
// did, then any at all as long as that is not too much. The numbers are from 1 on.
func findLines(text []byte, sum string, begin, end int) (first, last int, ok bool) {
	starts := lineStarts(text)
	n := len(starts) - 1
	hashed := 0
	try := func(i, k int) bool { // lines from i up to before k, from 0 on
		if i < 0 || k > n || i >= k || hashed > maxHashed {
			return false
		}
		hashed += starts[k] - starts[i]
		if Sum(text[starts[i]:starts[k]]) != sum {
			return false
		}
		first, last = i+1, k
		return true
	}
	if end > 0 {
		count := end - max(begin, 1) + 1
		for i := range n {
			if try(i, i+count) {
				return first, last, true
			}
		}
	}
	for k := range n + 1 {
		if try(max(begin, 1)-1, k) || try(k, min(n, end)) || try(k, n) {
			return first, last, true
		}
	}
	want, err := hex.DecodeString(sum)
	if err != nil {
		return 0, 0, false
	}
	for i := range n {
		h := md5.New()
		for k := i; k < n && hashed <= maxHashed; k++ {
			h.Write(text[starts[k]:starts[k+1]])
			hashed += starts[k+1] - starts[k] + md5.BlockSize
			if bytes.Equal(h.Sum(nil), want) {
				return i + 1, k + 1, true
			}
		}
	}
	return 0, 0, false
}
