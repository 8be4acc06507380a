module github.com/payready/payready/readiness/workday/internal/gen/importer

go 1.26.0

require github.com/6tail/lunar-go v1.4.7
