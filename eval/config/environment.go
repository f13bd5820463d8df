package config

import (
	"maps"
	"slices"
	"strings"

	"github.com/knead-build/knead/eval/interp"
)

// exportedEnvironment are the variables that BitBake takes from the environment and exports to tasks.
var exportedEnvironment = []string{"BB_TASKHASH", "HOME", "LOGNAME", "PATH", "PWD", "SHELL", "USER", "LC_ALL", "BBSERVER"}

// approvedEnvironment returns the names of the variables that are taken from an environment, sorted (the BitBake manual's
// BB_ENV_PASSTHROUGH, BB_ENV_PASSTHROUGH_ADDITIONS and BB_PRESERVE_ENV).
func approvedEnvironment(env map[string]string, r interp.Release) []string {
	names := map[string]bool{}
	add := func(list ...string) {
		for _, n := range list {
			names[n] = true
		}
	}
	if _, all := env["BB_PRESERVE_ENV"]; all {
		return slices.Sorted(maps.Keys(env))
	}
	if list, ok := env["BB_ENV_PASSTHROUGH"]; ok {
		add(strings.Fields(list)...)
		add("BB_ENV_PASSTHROUGH")
	} else {
		add("BBPATH", "BB_PRESERVE_ENV", "BB_ENV_PASSTHROUGH_ADDITIONS")
		add(exportedEnvironment...)
		if r.Major == 2 && r.Minor < 8 {
			add("BB_ENV_PASSTHROUGH")
		}
	}
	if list, ok := env["BB_ENV_PASSTHROUGH_ADDITIONS"]; ok {
		add(strings.Fields(list)...)
		add("BB_ENV_PASSTHROUGH_ADDITIONS")
	}
	return slices.Sorted(maps.Keys(names))
}

// cleanEnvironment returns the environment that metadata's Python sees: what is approved, and a UTF-8 locale.
func cleanEnvironment(env map[string]string, r interp.Release) map[string]string {
	if _, all := env["BB_PRESERVE_ENV"]; all {
		return maps.Clone(env)
	}
	out := map[string]string{}
	for _, k := range approvedEnvironment(env, r) {
		if v, ok := env[k]; ok {
			out[k] = v
		}
	}
	out["LC_ALL"] = "en_US.UTF-8"
	return out
}
