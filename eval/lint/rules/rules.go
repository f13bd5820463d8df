// Package rules are the rules of "knead check", one or a few of a kind in a file. A rule is a value of lint.Rule; it is listed in All.
package rules

import (
	"github.com/knead-build/knead/eval/interp"
	"github.com/knead-build/knead/eval/lint"
	"github.com/knead-build/knead/eval/lint/suppress"
)

// All are the rules, by what they are about.
var All = lint.Declare(
	trailingSpace, blankLine, blankAfterBackslash, indentedStatement, finalNewline, emptyLines, tabs,
	unquotedValue, tightOperator, operatorBlanks, valueIndent, leadingBlank, rootfsBlanks, doubleSemicolon,
	doubledDependency, dependsOverwritten, dependsClass, dependsOrder, dependsLine, filesOverwritten, filesNeedless, pythonModules, insaneSkip,
	recipeNaming, upperCaseName, nameInOverrides, missingMetadata, missingMaintainer,
	packageVariable, virtualAtRunTime, expandedD, packagesList, dependencyComparison,
	unhandledFeatures, missingAlternatives, invalidPackageconfig, packageconfigOption, packageconfigConflict,
	sourceDirectory, workDirectory, cveStatus, cveStatusGroup, cveCheckIgnore,
	sourceParameter, sourceParameterMissing, sourceWildcard, sourceNotFound, sourceFileFirst, sourceDomains, sourceAppend, downloadName,
	sourceChecksum, checksumShape, unusedChecksum, sourceName, autoRevision, gitTag, tagAndRevision, exclusiveRevisions, unstableSource,
	danglingAppend, overlaidRecipe, missingProvider, layerDepends, layerDependsUnused,
	functionDash, exportDash, exportingClassDash, pythonSyntax, shellSyntax, anonymousPython, functionFragments, heredoc, buildDirInScript,
	copyOwner, copyInInstall, mkdirInInstall,
	taskWithoutBody, taskDoc, taskLoop, taskOrder, taskNetwork, variableOrder,
	bashism, unquotedTest, dangerousRemoval, cdWithoutEffect, undefinedFunction, badCommand, ignoredFailure,
	undefinedName, unknownMethod,
	requireNotFound, duplicateInclude, relativeInclude, includeNotFound, requireForInclude,
	blankInPath, recipeFileName, classFileName, nativeFileName, nativesdkFileName,
	misplacedPylib, improperInherit, doubleInherit, nativeLast, deferNative, inheritTooEarly, needlessDefer, classOverride, extendPossible,
	patchStatus, inactiveUpstream, inappropriateReason, patchStatusUse, patchSignedOff, patchCVE, patchNamedCVE, malformedPatch, doublePatch, unusedPatch,
	licenseFormat, licenseExists, licenseNoGeneric, obsoleteLicense, unlistedLicense, licenseClosed, licenseSyntaxOld, licenseDeprecated,
	licenseChecksum, licenseParameter, licenseCoreText, licenseFilePrefix, licenseNotInSources,
	incompatibleLicense, incompatibleWord, licenseFlags,

	// what a recipe says of itself
	bugtrackerURL, homepageURL, homepageUnreachable, descriptionIsSummary, briefDescription, sectionCase, longSummary, summaryInLines,
	missingVariable, suggestedVariable,
	// what may be set where
	identityInAppend, unconditionalAppend, extraPathsInRecipe, extraPathsOperator, configurationVariable, unsafeImageFeature,
	distroConf, machineConf, layerConf, distroFeaturesRemoved, machineFeaturesRemoved,
	// paths and names
	lostDefault, idleDefault, overwritten, replacedAssignment, assignmentBehindAppend, overrideReplaces, severalOperators, gluedWords, missingBlank,
	idleRemoval, undefinedOverride, outOfContext, unreachableOverride, unknownPackage, lostConfigurationDefault, renamedVariable, renamedReference, operatorMix, misspelledVariable, unreadVariable, unsetVariable,
	baseName, baseNameVersion, nameInText, pythonName, trailingSlash, unpackFolder, hardcodedPath,

	// comments that suppress findings
	suppress.Unused, suppress.Malformed, suppress.NoReason,
)

// release is a BitBake release.
func release(major, minor int) interp.Release { return interp.Release{Major: major, Minor: minor} }
