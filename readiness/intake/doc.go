// Package intake holds what goes into an assessment: the [Submission], the words
// and units that it is written in, and the JSON that carries it.
//
// The zero value of every field means unknown. Answers that have a zero of their
// own are wrapped: a yes or no is a [Fact], a quantity an [Opt]. So false and 0
// are answers; leave out what you do not know. A list that is empty and not nil
// is known to have no entries.
//
// Names, numbers, addresses and memos are a [Secret], which prints as
// "[redacted]" wherever it goes. Only [Secret.Reveal] and
// [Submission.RevealJSON] show it.
//
// [ParseSubmission] reads JSON, [Submission.Validate] checks lengths, ranges and
// alphabets at the edge of a service, and [Canonical] returns the form that
// channels expect. None of them is needed before readiness.Assess, which takes
// any submission.
//
// Parts of a submission, such as a [Card], and values, such as a [CardState], may be
// fields of other structs. encoding/json reads them as strictly as ParseSubmission with
// [Strict], and [Mistakes] explains what it refuses. Do not embed them: the whole struct
// would be read as that part.
//
// [Inputs] lists what a submission can hold: each input's [Field], which is its
// JSON Pointer, its label in Chinese and English, and who can say it. Inputs of
// custom checks stand in Submission.Extra, under [ExtraField].
package intake
