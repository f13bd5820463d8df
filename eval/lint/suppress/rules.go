package suppress

import (
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/lang/diag"
)

// Unused is about suppressions that nothing is found for.
var Unused = &lint.Rule{
	ID: "unused-suppression", Aliases: []string{"oelint.file.inlinesuppress_na"}, Severity: diag.Warning, Fixes: true, Comments: true,
	Doc: lint.Doc{
		Summary: "what suppresses findings has some to suppress",
		Why: "A suppression that is not needed any more hides the next finding of its kind, which nobody has looked at. It is complained " +
			"of only where the rules that it names ran, and saw all there is of the file: of a class or an include file all recipes, " +
			"none of them failed or skipped. Inside functions there is no fix, as it would change the function.",
		Bad:  "# knead: ignore[trailing-space] shows what it is\nSUMMARY = \"x\"\n",
		Good: "# knead: ignore[trailing-space] shows what it is\nSUMMARY = \"x\" \n",
	},
}

// Malformed is about comments for Knead that say nothing to it.
var Malformed = &lint.Rule{
	ID: "malformed-suppression", Severity: diag.Warning, Comments: true,
	Doc: lint.Doc{
		Summary: "comments that suppress findings can be read, and name rules that there are",
		Why:     "A comment with a mistake in it suppresses nothing.",
		Bad:     "# knead: ignore[trailing-spaces]\nSUMMARY = \"x\"\n",
		Good:    "# knead: ignore[trailing-space] shows what it is\nSUMMARY = \"x\" \n",
	},
}

// NoReason is about suppressions that do not say why.
var NoReason = &lint.Rule{
	ID: "suppression-without-reason", Severity: diag.Warning, Off: true, Comments: true,
	Doc: lint.Doc{
		Summary: "what suppresses findings says why",
		Why:     "Who comes upon it later cannot tell whether the reason still holds.",
		Bad:     "# knead: ignore[trailing-space]\nSUMMARY = \"x\" \n",
		Good:    "# knead: ignore[trailing-space] shows what it is\nSUMMARY = \"x\" \n",
	},
}
