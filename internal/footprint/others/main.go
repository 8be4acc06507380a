// Others imports the dependencies of readiness, including those in the standard
// library, and uses the same parts of each.
package main

import (
	"crypto/sha256"
	"encoding/csv"
	stdjson "encoding/json"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"github.com/go-json-experiment/json"
	"github.com/go-playground/validator/v10"
	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/unicode/norm"

	"github.com/payready/payready/internal/footprint"
)

func main() {
	footprint.Say("start")
	if len(os.Args) > 1 { // never: the linker shall keep it
		v := validator.New(validator.WithRequiredStructEnabled())
		n, err := phonenumbers.Parse(os.Args[1], "CN")
		b, _ := json.Marshal([]any{v.Struct(n), phonenumbers.IsValidNumber(n), err, time.Now()})
		sum := sm3.Sum(norm.NFC.Bytes(b))
		out, _ := simplifiedchinese.GB18030.NewEncoder().Bytes(sum[:])
		_ = json.Unmarshal(out, &v)
		_ = stdjson.Unmarshal(out, &v)
		rows, err := csv.NewReader(strings.NewReader(os.Args[1])).ReadAll()
		addr, _ := netip.ParseAddr(os.Args[1])
		slices.SortFunc(rows, slices.Compare)
		slog.Info("x", "a", slog.AnyValue(addr), "b", rows, "c", sha256.Sum256(out), "d", err)
		at, _ := time.Parse(time.RFC3339, os.Args[1])
		fmt.Printf("%v %s %x", at, out, b)
	}
}
