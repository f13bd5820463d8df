package resolve

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/knead-build/knead/lang/diag"
)

// errNone is the error of a name without a usable provider.
type errNone struct{ *diag.Diagnostic }

// addTarget finds the providers of a name that is asked for from outside.
func (m *multi) addTarget(name string) error {
	err := m.addProvider(name)
	if none := (errNone{}); errors.As(err, &none) {
		if !m.r.opts.Continue {
			return &Problem{Diagnostic: none.Diagnostic}
		}
		m.r.say(none.Diagnostic)
		err = m.removeBuild(name, nil)
	}
	if err == nil {
		m.external[name] = true
	}
	return err
}

// addProvider finds the providers of a build-time name, and adds their tasks. All eligible ones come in, the first counts.
func (m *multi) addProvider(name string) error {
	if m.isIgnored(name) {
		return nil
	}
	all := m.providers[name]
	if len(all) == 0 {
		return m.nothingProvides(name)
	}
	if m.build.provider(name) != nil {
		return nil
	}
	eligible, unique, err := m.prefer.eligible(name, all)
	if err != nil {
		return err
	}
	eligible = m.usable(eligible)
	if len(eligible) == 0 {
		return m.noProvider(name, false, []string{"No eligible PROVIDERs exist for '" + name + "'"}, nil)
	}
	if len(eligible) > 1 && !unique {
		m.consider(name, "", eligible)
	}
	return m.take(&m.build, name, eligible)
}

// addRunTimeProvider finds the providers of a package.
func (m *multi) addRunTimeProvider(name string) error {
	if m.isIgnored(name) || m.run.provider(name) != nil {
		return nil
	}
	all, err := m.runTime(name, m.r.opts.Compile)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return m.noProvider(name, true, m.reasons(name, true), nil)
	}
	eligible, preferred, err := m.prefer.eligibleAtRunTime(name, all, func(pn string) []string { return m.pnProvides[pn] })
	if err != nil {
		return err
	}
	eligible = m.usable(eligible)
	if len(eligible) == 0 {
		return m.noProvider(name, true, []string{"No eligible RPROVIDERs exist for '" + name + "'"}, nil)
	}
	if len(eligible) > 1 && preferred == 0 || preferred > 1 {
		m.consider(name, "R", eligible)
	}
	if preferred > 1 {
		return errNone{} // it has been said why
	}
	return m.take(&m.run, name, eligible)
}

// usable leaves out what cannot be built.
func (m *multi) usable(list []*Recipe) []*Recipe {
	return slices.DeleteFunc(list, func(r *Recipe) bool { return m.failed[r] })
}

// take makes recipes the providers of a name, and adds their tasks.
func (m *multi) take(n *namespace, name string, eligible []*Recipe) error {
	for _, r := range eligible {
		if m.failed[r] {
			continue
		}
		i := n.see(name)
		if !slices.Contains(i.providers, r) {
			i.providers = append(i.providers, r)
			n.provided[r] = append(n.provided[r], name)
		}
		if err := m.addTasks(r); err != nil {
			return err
		}
	}
	return nil
}

// consider notes that there are several providers to choose from.
func (m *multi) consider(name, r string, eligible []*Recipe) {
	if m.considered[name] {
		return
	}
	m.considered[name] = true
	kind := ""
	if r != "" {
		kind = "runtime "
	}
	m.r.say(message(CodeProviders, fmt.Sprintf("Multiple providers are available for %s%s (%s)\nConsider defining a PREFERRED_%sPROVIDER entry to match %s",
		kind, name, strings.Join(pns(eligible), ", "), r, name)))
}

// nothingProvides says that no recipe provides a name, and what there is instead.
func (m *multi) nothingProvides(name string) error {
	names := slices.Clone(m.providerNames)
	for _, s := range m.skipped {
		names = append(names, s.PN)
	}
	close := diag.Similar(name, names)
	all, err := m.runTime(name, m.r.opts.Compile)
	if err != nil {
		return err
	}
	for _, r := range all {
		close = append(close, r.PN+" RPROVIDES "+name)
	}
	return m.noProvider(name, false, m.reasons(name, false), close)
}

// noProvider returns the error of a name that has no provider, with the text of BitBake's event of that name.
func (m *multi) noProvider(name string, runTime bool, reasons, close []string) errNone {
	r, n := "", &m.build
	if runTime {
		r, n = "R", &m.run
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Nothing %sPROVIDES '%s'", r, name)
	dependees := n.dependees[name]
	if len(dependees) > 0 {
		fmt.Fprintf(&b, " (but %s %sDEPENDS on or otherwise requires it)", strings.Join(names(dependees), ", "), r)
	}
	if len(reasons) > 0 {
		b.WriteString("\n" + strings.Join(reasons, "\n"))
	} else if len(close) > 0 {
		slices.Sort(close)
		b.WriteString(". Close matches:\n  " + strings.Join(slices.Compact(close), "\n  "))
	}
	d := message(CodeNoProvider, b.String())
	if m.r.universe {
		d.Severity = diag.Warning
	}
	return errNone{d}
}
