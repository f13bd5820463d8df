package licensereport

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/knead-build/knead/lang/license"
)

// The documents of SPDX 2.3 (https://spdx.github.io/spdx-spec/v2.3/), as far as the report fills them.
type (
	spdxDocument struct {
		Version       string             `json:"spdxVersion"`
		DataLicense   string             `json:"dataLicense"`
		ID            string             `json:"SPDXID"`
		Name          string             `json:"name"`
		Namespace     string             `json:"documentNamespace"`
		Creation      spdxCreation       `json:"creationInfo"`
		Packages      []spdxPackage      `json:"packages"`
		Texts         []spdxText         `json:"hasExtractedLicensingInfos,omitempty"`
		Relationships []spdxRelationship `json:"relationships"`
	}
	spdxCreation struct {
		Created  string   `json:"created"`
		Creators []string `json:"creators"`
	}
	spdxPackage struct {
		ID            string `json:"SPDXID"`
		Name          string `json:"name"`
		Version       string `json:"versionInfo,omitempty"`
		Summary       string `json:"summary,omitempty"`
		Page          string `json:"homepage,omitempty"`
		Location      string `json:"downloadLocation"`
		FilesAnalyzed bool   `json:"filesAnalyzed"`
		Declared      string `json:"licenseDeclared"`
		Concluded     string `json:"licenseConcluded"`
		Copyright     string `json:"copyrightText"`
		Purpose       string `json:"primaryPackagePurpose,omitempty"`
		Comment       string `json:"comment,omitempty"`
	}
	spdxText struct {
		ID   string `json:"licenseId"`
		Text string `json:"extractedText"`
		Name string `json:"name"`
	}
	spdxRelationship struct {
		From string `json:"spdxElementId"`
		Kind string `json:"relationshipType"`
		To   string `json:"relatedSpdxElement"`
	}
)

const noAssertion = "NOASSERTION"

// SPDX returns the report as an SPDX 2.3 document: a package for each recipe, which the document describes, and one for each
// installed package, which is generated from its recipe's.
func (r *Report) SPDX(created time.Time, tool string) ([]byte, error) {
	name := strings.Join(r.Targets, " ")
	doc := spdxDocument{
		Version: "SPDX-2.3", DataLicense: "CC0-1.0", ID: "SPDXRef-DOCUMENT", Name: name,
		Creation:      spdxCreation{created.UTC().Format(time.RFC3339), []string{"Tool: " + tool}},
		Packages:      []spdxPackage{},
		Relationships: []spdxRelationship{},
	}
	refs := map[string]bool{}
	add := func(id, name, version, text string, e license.Expr, more func(*spdxPackage)) {
		p := spdxPackage{ID: id, Name: name, Version: version, Location: noAssertion, Declared: noAssertion, Concluded: noAssertion, Copyright: noAssertion}
		if e != nil {
			p.Declared = license.String(e)
			for ref := range license.IDs(e) {
				if ref.Kind == license.Ref && !refs[ref.Name] {
					refs[ref.Name] = true
					doc.Texts = append(doc.Texts, spdxText{ref.Name, "the metadata names the text: see COMMON_LICENSE_DIR, LICENSE_PATH and NO_GENERIC_LICENSE", ref.Name})
				}
			}
		} else {
			p.Comment = "LICENSE = " + text
		}
		more(&p)
		doc.Packages = append(doc.Packages, p)
	}
	relate := func(from, kind, to string) {
		doc.Relationships = append(doc.Relationships, spdxRelationship{from, kind, to})
	}
	for i := range r.Recipes {
		recipe := &r.Recipes[i]
		id := "SPDXRef-Recipe-" + spdxName(recipe.Name, recipe.PN)
		add(id, recipe.PN, recipe.Version, recipe.License, recipe.expr, func(p *spdxPackage) {
			p.Summary, p.Page, p.Purpose = recipe.Summary, recipe.Page, "SOURCE"
		})
		relate(doc.ID, "DESCRIBES", id)
		for _, pkg := range recipe.Packages {
			if !pkg.Installed {
				continue
			}
			of := "SPDXRef-Package-" + spdxName(recipe.Name+" "+pkg.Name, pkg.Name)
			add(of, pkg.Name, recipe.Version, pkg.License, pkg.expr, func(p *spdxPackage) { p.Purpose = "INSTALL" })
			relate(of, "GENERATED_FROM", id)
		}
	}
	body, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(body)
	doc.Namespace = fmt.Sprintf("https://spdx.org/spdxdocs/%s-%s", spdxWord(name), hex.EncodeToString(sum[:16]))
	return json.MarshalIndent(doc, "", "  ")
}

// spdxName makes a name that is unique for a text.
func spdxName(text, name string) string {
	sum := sha256.Sum256([]byte(text))
	return spdxWord(name) + "-" + hex.EncodeToString(sum[:4])
}

// spdxWord leaves of a text what an SPDXID may have.
func spdxWord(text string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' {
			return c
		}
		return '-'
	}, text)
}
