package resolve

// Inputs are what providers and the task graph are worked out from: what BitBake keeps of a recipe's variant in its cache
// (bb.cache.CoreRecipeInfo). It is plain data.
type Inputs struct {
	// Depends, RDepends, RRecommends and RProvides are the variables' names, constraints left out. RDepends and RRecommends
	// are those without a package, which count for all packages.
	Depends, RDepends, RRecommends, RProvides []string
	Packages, PackagesDynamic                 []string
	// What is set for a package (RDEPENDS:pkg and so on), by package; packages that have nothing are missing.
	PackageRDepends, PackageRRecommends, PackageRProvides map[string][]string
	// NotWorld is EXCLUDE_FROM_WORLD.
	NotWorld bool
	// Tasks are in the order in which they were added.
	Tasks []Task
	// Stamp is STAMP, HashFilename BB_HASHFILENAME.
	Stamp, HashFilename string
}

// Task is a task of a recipe, with what decides about its place in the graph. Flags are expanded.
type Task struct {
	Name string
	// Parents are the tasks that addtask puts in front.
	Parents []string
	// Flags are those of depends, rdepends, mcdepends, deptask, rdeptask, recrdeptask, recideptask, nostamp, fakeroot, noexec
	// and umask that are set; an empty text is a flag that is set.
	Flags map[string]string
	// FileChecksums is the expanded [file-checksums], StampExtraInfo [stamp-extra-info].
	FileChecksums, StampExtraInfo string
	// BaseHash is the base hash, "" where none was computed.
	BaseHash string
}
