package incident

import "math"

// alternatives is how many sizes of trouble are looked for at once.
const alternatives = 4

// A sum is the evidence for one size of trouble, in millionths of a nat, and when it
// began to rise.
type sum struct {
	height int64
	onset  Minute
}

// nat is a nat in the unit of sums. Integers are the same on every machine.
const nat = 1_000_000

// leak is how many minutes it takes a sum to fade: what is long past is no evidence of
// what begins now. Sums that fade are smaller, so the bound on false alarms holds.
const leak = 128

// sizes returns the shares that are looked for where p is expected: three and ten times
// as many, a quarter, three quarters; 0 for those that are not clearly more.
func sizes(p float64) [alternatives]float64 {
	least := min(3*p, (1+p)/2)
	out := [alternatives]float64{least, min(10*p, 0.9), 0.25, 0.75}
	for i := range out[1:] {
		if out[i+1] < 1.5*least && out[i+1] < 0.75 || out[i+1] <= least {
			out[i+1] = 0
		}
	}
	return out
}

// weights returns what a failure and a success say for a share of q against p.
func weights(p, q float64) (failure, success int64) {
	return nats(math.Log(q / p)), nats(math.Log((1 - q) / (1 - p)))
}

func nats(x float64) int64 { return int64(math.Round(float64(x * nat))) }

// step adds a minute with x failures among n.
func (c *cause) step(m Minute, p float64, n, x int64) {
	gap := min(int64(m-c.at), leak)
	c.at = m
	for i, q := range sizes(p) {
		s := &c.sums[i]
		if q == 0 || s.height == 0 && x == 0 {
			*s = sum{}
			continue
		}
		failure, success := weights(p, q)
		h := s.height - s.height*gap/leak + x*failure + (n-x)*success
		switch {
		case h <= 0:
			*s = sum{}
		case s.height == 0:
			*s = sum{h, m}
		default:
			s.height = h
		}
	}
}

// top returns the highest of the sums.
func (c *cause) top() sum {
	out := c.sums[0]
	for _, s := range c.sums[1:] {
		if s.height > out.height {
			out = s
		}
	}
	return out
}

// rising reports whether any sum is above zero.
func (c *cause) rising() bool { return c.top().height > 0 }

// evidence is the likelihood ratio, in millionths of a nat, of x failures among n at the
// share that they show, against what is expected.
func evidence(n, x int64, expected float64) int64 {
	if n <= 0 || x <= 0 || float64(x) <= expected {
		return 0
	}
	x = min(x, n)
	p := min(max(expected/float64(n), 1e-9), 1-1e-9)
	q := float64(x) / float64(n)
	out := float64(float64(x) * math.Log(q/p))
	if x < n {
		out += float64(float64(n-x) * math.Log((1-q)/(1-p)))
	}
	return nats(out)
}
