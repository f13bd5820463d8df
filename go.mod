module github.com/knead-build/knead

go 1.26
