package license_test

import (
	"fmt"

	"github.com/knead-build/knead/lang/license"
)

func ExampleConvert() {
	aliases := license.Aliases{"GPLv2+": "GPL-2.0-or-later"}
	text := "MIT & (GPLv2+ | Vendor)"
	c, err := license.Convert(text, aliases, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(license.Apply(text, c.Edits))
	for _, id := range c.Refs {
		fmt.Println(id, "needs a text")
	}
	// Output:
	// MIT AND (GPL-2.0-or-later OR LicenseRef-Vendor)
	// Vendor needs a text
}

func ExampleParse() {
	_, err := license.Parse("MIT AND GPL-2.0-only WITH Clasppath-exception-2.0", license.SPDX, nil)
	fmt.Println(err)
	// Output:
	// column 27: 'Clasppath-exception-2.0' is no exception that SPDX knows; is it Classpath-exception-2.0 or CLISP-exception-2.0 or Classpath-exception-2.0-short?
}
