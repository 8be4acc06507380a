package intake

// ReadFast reads a submission as ParseSubmission first tries to, and ParseSlow as it
// does where that is unsure.
var (
	ReadFast  = readFast
	ParseSlow = parseSlow
)

// Shaped reports whether the shape is surely right, and Misshapen asks the validator.
var (
	Shaped    = (*Submission).shaped
	Misshapen = Submission.misshapen
)
