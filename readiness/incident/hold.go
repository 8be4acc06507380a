package incident

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"time"
)

// MaxHold is how long a hold may last. Whoever wants it longer says so again.
const MaxHold = time.Hour

// ProbesPerMille is how many of a thousand payouts a hold lets through.
const ProbesPerMille = 10

// A Hold keeps payouts to a place back for a while. It is a person's word, or that of a
// [HoldRule]; no incident holds anything by itself.
type Hold struct {
	Place
	Since    time.Time `json:"since"`
	Until    time.Time `json:"until"`              // not after Since + MaxHold
	By       string    `json:"by,omitempty"`       // who says so: a person's account, or the name of a rule
	Incident string    `json:"incident,omitempty"` // its ID
}

var (
	errHoldPlace = errors.New("incident: a hold needs an issuer or a channel")
	errHoldTime  = errors.New("incident: a hold ends after it begins, and within an hour")
)

// Validate reports what is wrong with the hold. A hold that is not valid holds nothing.
func (h *Hold) Validate() error {
	switch {
	case h.Place == Place{}:
		return errHoldPlace
	case h.Since.IsZero() || !h.Until.After(h.Since) || h.Until.Sub(h.Since) > MaxHold:
		return errHoldTime
	}
	return nil
}

// Holds reports whether a payout to the place is to wait at that moment. The key and the
// ID of the payout decide which ones go ahead as probes: the same ones each time that is
// asked, about one in a hundred, and nobody without the key can tell which. A probe is
// sent like any payout; what becomes of it shows whether the trouble is over.
func (h *Hold) Holds(at time.Time, p Place, key []byte, id string) bool {
	return h.Validate() == nil && !at.Before(h.Since) && at.Before(h.Until) && h.Covers(p) && !isProbe(key, id)
}

func isProbe(key []byte, id string) bool {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("probe\x00"))
	mac.Write([]byte(id))
	return binary.BigEndian.Uint64(mac.Sum(nil))%1000 < ProbesPerMille
}

// A HoldRule is a policy that says when to hold without asking a person. The zero rule
// never does.
type HoldRule struct {
	Name         string `json:"name"`
	Confidence   int    `json:"confidence_per_mille"` // at least, of the incident; 0 never holds
	Failures     int64  `json:"failures"`             // at least
	SharePerCent int    `json:"share_per_cent"`       // of the outcomes that failed, at least
	Minutes      int    `json:"minutes"`              // how long, at most 60
}

// Hold returns the hold that the rule puts on an incident, from the end of its last
// minute on. It is false if the rule does not apply, or the incident is over.
func (r *HoldRule) Hold(i *Incident) (Hold, bool) {
	if r.Confidence <= 0 || i.State.Over() || i.Confidence < r.Confidence || i.Failures < r.Failures || i.share()*100 < float64(r.SharePerCent) {
		return Hold{}, false
	}
	h := Hold{Place: i.Place, Since: i.AsOf, Until: i.AsOf.Add(time.Duration(min(r.Minutes, 60)) * time.Minute), By: r.Name, Incident: i.ID}
	return h, h.Validate() == nil
}
