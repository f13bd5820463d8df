package licensereport

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/knead-build/knead/eval/graph"
	"github.com/knead-build/knead/lang/license"
)

// The bill of materials of CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/), as far as the report fills it.
type (
	cdxBOM struct {
		Schema       string          `json:"$schema"`
		Format       string          `json:"bomFormat"`
		Spec         string          `json:"specVersion"`
		Version      int             `json:"version"`
		Metadata     cdxMetadata     `json:"metadata"`
		Components   []cdxComponent  `json:"components"`
		Dependencies []cdxDependency `json:"dependencies"`
	}
	cdxMetadata struct {
		Timestamp string       `json:"timestamp"`
		Tools     cdxTools     `json:"tools"`
		Component cdxComponent `json:"component"`
	}
	cdxTools struct {
		Components []cdxComponent `json:"components"`
	}
	cdxComponent struct {
		Type        string         `json:"type"`
		Ref         string         `json:"bom-ref,omitempty"`
		Name        string         `json:"name"`
		Version     string         `json:"version,omitempty"`
		Description string         `json:"description,omitempty"`
		Scope       string         `json:"scope,omitempty"`
		Licenses    []cdxLicense   `json:"licenses,omitempty"`
		Properties  []cdxProperty  `json:"properties,omitempty"`
		Components  []cdxComponent `json:"components,omitempty"`
	}
	cdxLicense struct {
		Expression string    `json:"expression,omitempty"`
		License    *cdxNamed `json:"license,omitempty"`
	}
	cdxNamed struct {
		Name string `json:"name"`
	}
	cdxProperty struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	cdxDependency struct {
		Ref     string   `json:"ref"`
		Depends []string `json:"dependsOn"`
	}
)

// CycloneDX returns the report as a bill of materials of CycloneDX 1.6: a component for each recipe, its installed packages within,
// and the dependencies of recipes.
func (r *Report) CycloneDX(g *graph.Graph, created time.Time, tool string) ([]byte, error) {
	bom := cdxBOM{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", Spec: "1.6", Version: 1,
		Components: []cdxComponent{}, Dependencies: []cdxDependency{},
	}
	name, version, _ := strings.Cut(tool, " ")
	bom.Metadata = cdxMetadata{
		Timestamp: created.UTC().Format(time.RFC3339),
		Tools:     cdxTools{[]cdxComponent{{Type: "application", Name: name, Version: version}}},
		Component: cdxComponent{Type: "operating-system", Ref: "targets", Name: strings.Join(r.Targets, " ")},
	}
	depends := g.RecipeDepends()
	for i := range r.Recipes {
		recipe := &r.Recipes[i]
		c := cdxComponent{
			Type: "library", Ref: recipe.Name, Name: recipe.PN, Version: recipe.Version, Description: recipe.Summary,
			Licenses:   cdxLicenses(recipe.expr, recipe.License),
			Properties: []cdxProperty{{"knead:layer", recipe.Layer}, {"knead:scope", string(recipe.Scope)}},
		}
		if recipe.Scope == Build {
			c.Scope = "excluded"
		}
		for _, p := range recipe.Packages {
			if p.Installed {
				c.Components = append(c.Components, cdxComponent{
					Type: "library", Ref: recipe.Name + "#" + p.Name, Name: p.Name, Version: recipe.Version, Licenses: cdxLicenses(p.expr, p.License),
				})
			}
		}
		bom.Components = append(bom.Components, c)
		d := cdxDependency{recipe.Name, []string{}}
		for _, to := range depends[g.Tasks[recipe.task].Recipe] {
			d.Depends = append(d.Depends, g.Recipes[to].Name)
		}
		bom.Dependencies = append(bom.Dependencies, d)
	}
	return json.MarshalIndent(bom, "", "  ")
}

// cdxLicenses is a licence: an expression, or a name where it is none.
func cdxLicenses(e license.Expr, text string) []cdxLicense {
	switch {
	case e != nil:
		return []cdxLicense{{Expression: license.String(e)}}
	case text != "":
		return []cdxLicense{{License: &cdxNamed{text}}}
	}
	return nil
}
