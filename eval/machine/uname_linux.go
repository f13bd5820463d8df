package machine

import "golang.org/x/sys/unix"

func uname() [5]string {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return [5]string{"Linux", "localhost", "", "", "x86_64"}
	}
	return [5]string{
		unix.ByteSliceToString(u.Sysname[:]), unix.ByteSliceToString(u.Nodename[:]), unix.ByteSliceToString(u.Release[:]),
		unix.ByteSliceToString(u.Version[:]), unix.ByteSliceToString(u.Machine[:]),
	}
}
