package bb_test

import (
	"math/rand"
	"strings"
)

// utilsGenerator makes cases by chance.
type utilsGenerator struct{ rng *rand.Rand }

func (g utilsGenerator) pick(list ...string) string { return list[g.rng.Intn(len(list))] }

// text joins up to n of the words.
func (g utilsGenerator) text(n int, list ...string) string {
	var b strings.Builder
	for range g.rng.Intn(n + 1) {
		b.WriteString(g.pick(list...))
	}
	return b.String()
}

func (g utilsGenerator) list(n int, list ...string) []string {
	out := []string{}
	for range g.rng.Intn(n + 1) {
		out = append(out, g.pick(list...))
	}
	return out
}

func (g utilsGenerator) chance() bool { return g.rng.Intn(2) == 0 }

func (g utilsGenerator) deps() string {
	return g.text(8, "a", "b", "a ", "b ", "c-d ", "(", ")", " (", ") ", ">= ", "<", "=", "1.2", "1.0 ", ", ", "(>= 1.0) ", "(= 2)", "\n", "lib", "${X} ", "(x) ")
}

func (g utilsGenerator) version() string {
	return g.text(6, "1", "2", "10", "0", ".", "a", "rc", "~", "+", "-", ":", "_", "r0", "1:", "git", "-r1", "beta", " ", "B")
}

func (g utilsGenerator) words() string {
	return g.text(5, "a ", "b ", "c", " ", "ab ", "\t", "x y", "\n")
}

// check is what contains and its like look for.
func (g utilsGenerator) check() any {
	if g.chance() {
		return g.words()
	}
	return g.list(3, "a", "b", "c", "ab", "", "x y")
}

// metadata returns lines.
func (g utilsGenerator) metadata() []string {
	out := []string{}
	for range g.rng.Intn(10) {
		name := g.pick("A", "BB", "A_x", "A:x", "f", "BBLAYERS")
		op := g.pick(" = ", "=", " += ", " ?= ", "  :=", " .= ", "\t=", " ??= ", " =+ ")
		q := g.pick(`"`, `"`, `'`)
		switch g.rng.Intn(9) {
		case 0, 1, 2:
			out = append(out, name+op+q+g.words()+q+g.pick("\n", "\n", " \n", ""))
		case 3, 4:
			out = append(out, name+op+q+g.pick("", "a ", "v")+"\\\n")
			for range g.rng.Intn(3) {
				out = append(out, g.pick("  a \\\n", "\tb c \\\n", "\\\n", "    d\\\n"))
			}
			out = append(out, g.pick("  ", "e ", "")+q+"\n")
		case 5:
			out = append(out, name+g.pick("() {\n", " () {\n", "( ) {\n", "(){ \n"), "\techo ${A}\n", g.pick("", "\tif { x; }\n", "\tx() {\n"), g.pick("}\n", "\t}\n", "}\n"), g.pick("}\n", "\n"))
		case 6:
			out = append(out, "f() { echo }\n")
		default:
			out = append(out, g.pick("\n", "\n", "# comment\n", "inherit x\n", " A = \"indented\"\n", "export A\n"))
		}
	}
	return out
}

func (g utilsGenerator) edit() utilsCase {
	names := g.list(3, "A", "BB", "f()", "A_x", "A:x", "B+", "(A|BB)", "A()")
	how := append(g.list(3, "drop", "prepend", "op", "text", "list", "block", "tab", "empty", "keep"), g.pick("keep", "drop", "list"))
	if g.rng.Intn(4) == 0 {
		return utilsCase{"edit_metadata_file", strings.Join(g.metadata(), ""), names, how}
	}
	return utilsCase{"edit_metadata", g.metadata(), names, how, g.chance()}
}

func (g utilsGenerator) layers() utilsCase {
	text := ""
	for range g.rng.Intn(4) {
		text += g.pick("", "# x\n", "\n", "BBPATH = \"${TOPDIR}\"\n")
		text += "BBLAYERS " + g.pick("=", "?=", "+=", "+=") + " \"" + g.pick("", " \\\n  ") + g.text(3, "/l/a ", "/l/b ", "/l/c/ ", "~/d ", "/l/a \\\n  ") + "\"\n"
	}
	arg := func() any {
		switch g.rng.Intn(4) {
		case 0:
			return nil
		case 1:
			return g.pick("/l/a", "/l/b/", "/new", "~/d", "/l/*")
		}
		return g.list(3, "/l/a", "/l/b/", "/new", "/new2/", "*/c", "~/d")
	}
	return utilsCase{"edit_bblayers_conf", text, arg(), arg(), g.chance()}
}

func (g utilsGenerator) environ() map[string]string {
	out := map[string]string{}
	for range g.rng.Intn(5) {
		out[g.pick("HOME", "PATH", "FOO", "BB_PRESERVE_ENV", "BB_ENV_PASSTHROUGH", "BB_ENV_PASSTHROUGH_ADDITIONS", "BBPATH", "LC_ALL")] = g.pick("/x", "FOO BAR", "1", "FOO BB_ENV_PASSTHROUGH_ADDITIONS")
	}
	return out
}

func (g utilsGenerator) variables(names ...string) [][2]string {
	out := [][2]string{}
	for _, n := range names {
		if g.rng.Intn(4) > 0 {
			out = append(out, [2]string{n, g.text(3, "a b ", "${X} ", "${Y}", "c ", "${Z} ")})
		}
	}
	return out
}

// make makes a case.
func (g utilsGenerator) make() utilsCase {
	switch g.rng.Intn(24) {
	case 0:
		return utilsCase{"explode_deps", g.deps()}
	case 1, 2:
		return utilsCase{"explode_dep_versions2", g.deps(), g.chance()}
	case 3:
		return utilsCase{g.pick("explode_dep_versions", "explode_version", "split_version", "is_semver"), g.version()}
	case 4:
		return utilsCase{"join_deps", g.deps(), g.chance()}
	case 5:
		return utilsCase{"vercmp_string", g.version(), g.version()}
	case 6:
		return utilsCase{"vercmp_string_op", g.version(), g.version(), g.pick("=", "==", "<=", ">=", "<", "<<", ">", ">>", "!=", "", "~")}
	case 7:
		return utilsCase{"vercmp", []string{g.pick("", "0", "2", "10", "x"), g.version(), g.version()}, []string{g.pick("", "0", "1", "3"), g.version(), g.version()}}
	case 8, 9:
		var value any = g.words()
		if g.rng.Intn(6) == 0 {
			value = nil
		}
		return utilsCase{g.pick("contains", "contains_any", "filter"), value, g.check()}
	case 10:
		return utilsCase{"filter_string", g.words(), g.check()}
	case 11:
		return utilsCase{"to_boolean", g.pick("", "y", "Yes", "TRUE", "1", "0", "no", "N", "false", "2", " yes", "on"), g.chance()}
	case 12:
		return utilsCase{"to_filemode", g.pick("022", "0o22", "755", "9", "", " 7 ", "0777", "x")}
	case 13:
		return utilsCase{"which", g.pick("", "@R@/p1:@R@/p2", "p1:p2", "@R@/p2:@R@/p1", "@R@/p1::@R@/p2/sub", ":"), g.pick("tool", "data", "x", "none", "@R@/p1/tool", ""), g.rng.Intn(2), g.chance(), g.chance()}
	case 14:
		return utilsCase{"prune_suffix", g.pick("zlib-native", "nativesdk-zlib", "a", "", "x-native-native"), g.list(3, "-native", "", "a", "lib", "-cross")}
	case 15:
		return utilsCase{g.pick("approved_variables", "clean_environment"), g.environ()}
	case 16:
		return utilsCase{"filter_environment", g.environ(), g.list(3, "HOME", "FOO", "PATH")}
	case 17:
		vars := [][2]string{{"BBFILE_COLLECTIONS", g.pick("", "a b", "a b c", "b")}, {"BBFILE_PATTERN_a", g.pick("", "^/l/a/", "^/l/")}, {"BBFILE_PATTERN_b", g.pick("", "^/l/a/b/", "^/m/")},
			{"BBFILES_PRIORITIZED", g.pick("", "/l/a/*.bb /l/a/b/*.bb", "/l/*/*/*.bb")}}
		return utilsCase{"get_file_layer", g.pick("/l/a/x.bb", "/l/a/b/x.bb", "/m/x.bb", "/z/x.bbclass"), vars}
	case 18:
		return utilsCase{"get_referenced_vars", g.text(3, "${X} ", "${Y}", "${Z}", "a "), g.variables("X", "Y", "Z")}
	case 19:
		return utilsCase{"better_exec", g.pick("b = 1", "b = a + c", "raise ValueError('x')", "if x", "def f():\n  return 1\n", "import bb.parse\nraise bb.parse.SkipRecipe('x')", " x = 1", "b = os.sep", "1/0\n"), g.rng.Intn(9)}
	case 20:
		return utilsCase{"better_eval", g.pick("a + 1", "b", "len(os.sep)", "1 +", "bb.utils.to_boolean('y')"), map[string]int{"a": 1}, map[string]int{"b": 2}}
	case 21:
		if g.chance() {
			return utilsCase{"exec_flat_python_func", g.list(2, "x", "y'"), map[string]string{"k": g.pick("v", "w\n")}}
		}
		return utilsCase{g.pick("md5_file", "sha1_file", "sha256_file", "sha384_file", "sha512_file", "goh1_file"), g.pick("@R@/p1/data", "@R@/mod/go.mod", "@R@/none")}
	case 22:
		switch g.rng.Intn(4) {
		case 0:
			return utilsCase{"remove", g.pick("@R@/t/a.txt", "@R@/t/*.txt", "@R@/t/none", "@R@/t/sub", "@R@/t", ""), g.chance()}
		case 1:
			return utilsCase{"prunedir", g.pick("@R@/t/sub", "@R@/t", "@R@/t/none", "@R@/t/a.txt")}
		case 2:
			return utilsCase{"mkdirhier", g.pick("@R@/t/sub", "@R@/t/new/deep", "@R@/t/a.txt", "@R@/t/${X}")}
		}
		return utilsCase{g.pick("copyfile", "movefile", "rename"), g.pick("@R@/t/a.txt", "@R@/t/none"), g.pick("@R@/t/b.txt", "@R@/t/new.txt", "@R@/t/none/x")}
	}
	if g.chance() {
		return g.layers()
	}
	return g.edit()
}
