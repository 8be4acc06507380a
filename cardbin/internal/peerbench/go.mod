module github.com/payready/payready/cardbin/internal/peerbench

go 1.26.0

require (
	github.com/ShiraazMoollatjie/goluhn v0.0.0-20211017190329-0d86158c056a
	github.com/payready/payready v0.0.0
)

replace github.com/payready/payready => ../../..
