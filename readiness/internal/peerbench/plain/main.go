// Command plain is what the service is compared with: a server that moves the same bytes
// in and out, and one that reads and writes the same structs with encoding/json.
package main

import (
	"encoding/json"
	"flag"
	"io"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/payready/payready/readiness"
	"github.com/payready/payready/readiness/intake"
)

func main() {
	log.SetFlags(0)
	addr := flag.String("addr", "", "where to listen")
	name := flag.String("answer", "", "a file with the answer, a document")
	flag.Parse()
	answer, err := os.ReadFile(*name)
	if err != nil {
		log.Fatal(err)
	}
	var doc readiness.Document
	if err := json.Unmarshal(answer, &doc); err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("GET /readyz", func(http.ResponseWriter, *http.Request) {})
	http.HandleFunc("POST /echo", func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			log.Fatal(err)
		}
		w.Header().Set("Content-Type", "application/json")
		w.Write(answer) // #nosec G705 -- a file of ours
	})
	http.HandleFunc("POST /structs", func(w http.ResponseWriter, r *http.Request) {
		var s intake.Submission
		b, err := io.ReadAll(r.Body)
		if err == nil {
			err = json.Unmarshal(b, &s)
		}
		if err != nil {
			log.Fatal("cannot read the submission")
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(doc); err != nil {
			log.Print(err)
		}
	})
	server := http.Server{Addr: *addr, ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(server.ListenAndServe())
}
