package main

import (
	"bytes"
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// minCompressed is the size from which an answer is worth compressing.
const minCompressed = 1 << 10

// compression returns a handler's wrapper that answers in zstd or gzip if the client
// accepts it, in zstd if both. It is fast rather than small. Nothing that a client wrote
// stands beside a secret in an answer, so that its length tells nothing.
func compression() (func(http.Handler) http.HandlerFunc, error) {
	return gzhttp.NewWrapper(
		gzhttp.MinSize(minCompressed), gzhttp.CompressionLevel(gzip.BestSpeed),
		gzhttp.ContentTypes([]string{"application/json", "application/x-ndjson", "application/problem+json", "application/schema+json"}),
	)
}

// An encoded is a file in one content encoding, as small as it gets.
type encoded struct {
	name string
	body []byte
}

// encode compresses a file in the encodings that browsers ask for, the best first.
func encode(b []byte) []encoded {
	var small bytes.Buffer
	w, err := gzip.NewWriterLevel(&small, gzip.BestCompression)
	if err != nil {
		return nil
	}
	z, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil
	}
	defer z.Close()
	if _, err := w.Write(b); err != nil || w.Close() != nil {
		return nil
	}
	return []encoded{{"zstd", z.EncodeAll(b, nil)}, {"gzip", small.Bytes()}}
}

// accepts reports whether an Accept-Encoding header names the encoding and does not
// refuse it.
func accepts(header, name string) bool {
	for part := range strings.SplitSeq(header, ",") {
		token, weight, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(token), name) {
			weight = strings.TrimSpace(weight)
			return !strings.HasPrefix(weight, "q=0") || strings.Trim(weight, "q=0.") != ""
		}
	}
	return false
}
