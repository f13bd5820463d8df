//go:build !linux

package machine

import "runtime"

// uname answers as a Linux machine would: metadata is written for one.
func uname() [5]string {
	arch := map[string]string{"amd64": "x86_64", "arm64": "aarch64", "386": "i686"}[runtime.GOARCH]
	if arch == "" {
		arch = runtime.GOARCH
	}
	return [5]string{"Linux", "localhost", "", "", arch}
}
