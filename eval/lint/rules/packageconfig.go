package rules

import (
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

// packageconfigFields are what a PACKAGECONFIG[x] has at most: arguments for and against, two kinds of run-time and one of build
// dependencies, and what it does not go with.
const packageconfigFields = 6

var packageconfigOption = &lint.Rule{
	ID: "packageconfig-fields", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "PACKAGECONFIG[x] has six fields at most",
		Why:     "They are: arguments with it, arguments without it, DEPENDS, RDEPENDS, RRECOMMENDS, and the options that it conflicts with. A comma inside an argument begins the next field.",
		Bad:     "PACKAGECONFIG[ssl] = \"--with-ssl=a,b,c,d,e,f,g\"\n",
		Good:    "PACKAGECONFIG[ssl] = \"--with-ssl,--without-ssl,openssl\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		for _, option := range flagNames(p, "PACKAGECONFIG") {
			if n := strings.Count(rawFlag(p, "PACKAGECONFIG", option), ",") + 1; n > packageconfigFields {
				p.Report(whereFlag(p, "PACKAGECONFIG", option), "PACKAGECONFIG[%s] has %d fields: there are %d", option, n, packageconfigFields).About(option)
			}
		}
	},
}

var packageconfigConflict = &lint.Rule{
	ID: "packageconfig-conflict", Severity: diag.Error,
	Doc: lint.Doc{
		Summary: "options of PACKAGECONFIG that conflict are not chosen together",
		Why:     "The last field of PACKAGECONFIG[x] names the options that x does not go with. They have to exist, and may not be in PACKAGECONFIG beside x.",
		Bad:     "PACKAGECONFIG ??= \"gnutls openssl\"\nPACKAGECONFIG[gnutls] = \"--gnutls,,gnutls,,,openssl\"\nPACKAGECONFIG[openssl] = \"--openssl,,openssl\"\n",
		Good:    "PACKAGECONFIG ??= \"gnutls\"\nPACKAGECONFIG[gnutls] = \"--gnutls,,gnutls,,,openssl\"\nPACKAGECONFIG[openssl] = \"--openssl,,openssl\"\n",
	},
	Recipe: func(p *lint.RecipePass) {
		chosen, options := fields(p, "PACKAGECONFIG"), flagNames(p, "PACKAGECONFIG")
		for _, option := range options {
			parts := strings.Split(rawFlag(p, "PACKAGECONFIG", option), ",")
			if len(parts) < packageconfigFields {
				continue
			}
			at := whereFlag(p, "PACKAGECONFIG", option)
			for _, other := range strings.Fields(parts[packageconfigFields-1]) {
				switch {
				case !slices.Contains(options, other):
					p.Report(at, "there is no PACKAGECONFIG[%s] that %s could conflict with%s", other, option, diag.Meant(diag.Similar(other, options))).About(option)
				case slices.Contains(chosen, option) && slices.Contains(chosen, other):
					p.Report(p.WhereWord("PACKAGECONFIG", other), "%s conflicts with %s", other, option).About(option).Relate(at, "it is said here")
				}
			}
		}
	},
}

// rawFlag returns a flag as it is written: base.bbclass looks for the commas before it expands the fields.
func rawFlag(p *lint.RecipePass, name, flag string) string {
	text, _ := p.Data.RawFlag(name, flag).(string)
	return text
}
