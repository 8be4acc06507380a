package incident

import "github.com/payready/payready/readiness/failcode"

// CategoryOf is the kind of failure that an outcome is counted as.
func CategoryOf(o *Outcome) failcode.Category {
	_, category := o.read(failcode.Default())
	return category
}

// Alternatives is how many sizes of trouble are looked for.
const Alternatives = alternatives

// ChanceAlarms counts how often a sum rises above h, if it starts anew each time.
func ChanceAlarms(p, h float64, minutes int, next func() (n, x int64)) (alarms int) {
	var c cause
	for m := range minutes {
		n, x := next()
		c.step(Minute(m), p, n, x)
		for i := range c.sums {
			if c.sums[i].height > nats(h) {
				alarms++
				c.sums[i] = sum{}
			}
		}
	}
	return alarms
}
