module github.com/payready/payready/readiness/internal/cnname/gen/importer

go 1.26.0

require github.com/mozillazg/go-pinyin v0.21.0
