module github.com/payready/payready/readiness/internal/cnname/gen/importer

go 1.26.0

require github.com/mozillazg/go-pinyin v0.21.0

require (
	golang.org/x/image v0.48.0
	golang.org/x/sys v0.50.0 // indirect
	golang.org/x/text v0.44.0 // indirect
)
