// Every call to the service. Whatever exports the same can take its place.
//
// An answer is {status, body} as in HTTP: 200 and what was asked for, 503 if the
// service is busy, or another status and a problem with its title and errors. A call
// rejects if there is no answer, with an AbortError if its signal aborted it.

async function answer(path, options) {
  const r = await fetch(path, options);
  return {status: r.status, body: await r.json()};
}

const post = (path, sub, signal) =>
  answer(path, {method: 'POST', body: JSON.stringify(sub), headers: {'Content-Type': 'application/json'}, signal});

// assess answers with the report on a submission, in a language. What is typed here is no
// payout, so it is not recorded.
export const assess = (sub, lang, signal) => post('v1/assess?record=no&lang=' + lang, sub, signal);

// schedule answers with the stretches of the 24 hours from the submission's time on.
export const schedule = (sub, signal) => post('v1/schedule', sub, signal);

// route answers with the channels that would take the submission, the best first.
export const route = (sub, lang, signal) => post('v1/route?lang=' + lang, sub, signal);

// sample answers with a submission to start from.
export const sample = () => answer('sample.json');

// checks answers with every check and its texts in both languages.
export const checks = () => answer('v1/checks');

// past answers with what became of the payouts recorded, or 404 if none are. Without a
// service there is no such function.
export const past = (lang) => answer('v1/backtest?lang=' + lang);
// schema answers with the JSON Schema of submissions, which names every input.
export const schema = () => answer('v1/schema/submission');
