package cnname

// A Record is what a bank says of the name that it holds: the name, plain or
// masked, or a hash of it in hexadecimal, or both. What is empty is not said.
type Record struct {
	Name      string
	Algorithm Algorithm
	Encoding  Encoding
	Hash      string
}

// CompareRecord holds the claimed name against a bank's record: against the name,
// and where that leaves it open against the hash.
func CompareRecord(claimed string, r Record) Result {
	var named Result
	if r.Name != "" {
		named = Compare(claimed, r.Name)
	}
	if !named.Class.Open() || r.Hash == "" {
		return named
	}
	if hashed := CompareHash(claimed, r.Algorithm, r.Encoding, r.Hash); hashed.Class != NotCompared {
		return hashed
	}
	return named
}

// Open reports whether a class says nothing for or against the claimed name.
func (c Class) Open() bool {
	switch c {
	case NotCompared, TooLong, HashMiss, AllMasked:
		return true
	}
	return false
}
