package main

import (
	"encoding/json"
	"net/http"

	"github.com/payready/payready/readiness"
)

// routesOf answers which of the policy's channels would take the payout now. It is for the
// paying side: an applicant is told of no channels.
func (s *service) routesOf(w http.ResponseWriter, r *http.Request) error {
	q, err := readQuery(r, "lang")
	if err != nil {
		return err
	}
	d := newDesk()
	defer d.done()
	if err := d.read(w, r, maxBody, "application/json"); err != nil {
		return err
	}
	if err := d.parse(d.in.Bytes()); err != nil {
		return err
	}
	routes := s.state.Load().checker.Routes(d.sub)
	list := make([]readiness.DocumentRoute, len(routes))
	for i := range routes {
		list[i] = routes[i].Document(q.lang)
	}
	b, err := json.Marshal(struct {
		Routes []readiness.DocumentRoute `json:"routes"`
	}{list})
	if err != nil {
		return err
	}
	return writeJSON(w, b)
}
