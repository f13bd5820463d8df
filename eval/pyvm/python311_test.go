package pyvm

import (
	"os/exec"
	"strings"
)

// python311 returns the command of CPython 3.11, or "".
func python311() string {
	path, err := exec.LookPath("python3")
	if err != nil {
		return ""
	}
	out, err := exec.Command(path, "-c", "import sys; print(sys.implementation.name, sys.version_info[:2])").Output()
	if err != nil || strings.TrimSpace(string(out)) != "cpython (3, 11)" {
		return ""
	}
	return path
}
