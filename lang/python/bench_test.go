package python

import (
	"strings"
	"testing"
)

// benchText is a module of some 400 kB, made of the longer right texts of the corpus.
func benchText(b *testing.B) string {
	var out strings.Builder
	for out.Len() < 400_000 {
		for _, s := range moduleTexts[len(moduleTexts)-4:] {
			out.WriteString(s)
		}
	}
	if _, errs := ParseModule(out.String()); errs != nil {
		b.Fatal(errs[0])
	}
	return out.String()
}

func BenchmarkLex(b *testing.B) {
	s := benchText(b)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		lexText(s, true, false)
	}
}

func BenchmarkParseModule(b *testing.B) {
	s := benchText(b)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		ParseModule(s)
	}
}

// BenchmarkParseExpression parses expressions as metadata has them, each by itself.
func BenchmarkParseExpression(b *testing.B) {
	var list []string
	size := 0
	for _, s := range expressionTexts {
		if _, errs := ParseExpression(s); errs == nil && strings.Contains(s, "d.getVar(") {
			list = append(list, s)
			size += len(s)
		}
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range list {
			ParseExpression(s)
		}
	}
}

// BenchmarkWrongModule parses a module with a mistake at its end: twice by the parser, twice by the diagnoser.
func BenchmarkWrongModule(b *testing.B) {
	s := benchText(b) + "x = (a b)\n"
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		ParseModule(s)
	}
}

func BenchmarkCheck(b *testing.B) {
	s := benchText(b)
	m, _ := ParseModule(s)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Check(s, m)
	}
}

func BenchmarkDump(b *testing.B) {
	s := benchText(b)
	m, _ := ParseModule(s)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Dump(s, m, true)
	}
}
