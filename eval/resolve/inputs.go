package resolve

// Inputs are what providers and the task graph are worked out from: what BitBake keeps of a recipe's variant in its cache
// (bb.cache.CoreRecipeInfo). It is plain data.
type Inputs struct {
	// Depends, RDepends, RRecommends and RProvides are the variables' names, constraints left out. RDepends and RRecommends
	// are those without a package, which count for all packages.
	Depends         []string `json:"depends,omitempty"`
	RDepends        []string `json:"rdepends,omitempty"`
	RRecommends     []string `json:"rrecommends,omitempty"`
	RProvides       []string `json:"rprovides,omitempty"`
	Packages        []string `json:"packages,omitempty"`
	PackagesDynamic []string `json:"packages_dynamic,omitempty"`
	// What is set for a package (RDEPENDS:pkg and so on), by package; packages that have nothing are missing.
	PackageRDepends    map[string][]string `json:"package_rdepends,omitempty"`
	PackageRRecommends map[string][]string `json:"package_rrecommends,omitempty"`
	PackageRProvides   map[string][]string `json:"package_rprovides,omitempty"`
	// ExtraDepends is the body of calculate_extra_depends, a Python function that adds to Depends once all recipes are known.
	ExtraDepends string `json:"extra_depends,omitempty"`
	// NotWorld is EXCLUDE_FROM_WORLD.
	NotWorld bool `json:"not_world,omitempty"`
	// Tasks are in the order in which they were added.
	Tasks []Task `json:"tasks,omitempty"`
	// Stamp is STAMP, HashFilename BB_HASHFILENAME.
	Stamp        string `json:"stamp,omitempty"`
	HashFilename string `json:"hash_filename,omitempty"`
}

// Task is a task of a recipe, with what decides about its place in the graph. Flags are expanded.
type Task struct {
	Name string `json:"name"`
	// Parents are the tasks that addtask puts in front.
	Parents []string `json:"parents,omitempty"`
	// Flags are those of depends, rdepends, mcdepends, deptask, rdeptask, recrdeptask, recideptask, nostamp, fakeroot, noexec
	// and umask that are set; an empty text is a flag that is set.
	Flags map[string]string `json:"flags,omitempty"`
	// FileChecksums is the expanded [file-checksums], StampExtraInfo [stamp-extra-info].
	FileChecksums  string `json:"file_checksums,omitempty"`
	StampExtraInfo string `json:"stamp_extra_info,omitempty"`
	// BaseHash is the base hash, "" where none was computed.
	BaseHash string `json:"base_hash,omitempty"`
}
