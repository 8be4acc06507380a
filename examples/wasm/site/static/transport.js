// Every call, answered in this page by WebAssembly: what is typed goes nowhere.
//
// An answer is {status, body}, as the service would give it.

import './wasm_exec.js'; // Go's own glue, which defines Go

// load starts a module and returns a function that takes a call and gives its answer.
async function load(file) {
  const go = new Go();
  const {instance} = await WebAssembly.instantiateStreaming(fetch(file), go.importObject);
  go.run(instance); // sets payready, and waits for calls
  const payready = globalThis.payready;
  return (call) => JSON.parse(payready(JSON.stringify(call)));
}

let module = load('small.wasm');

// whole loads the module that knows the telephone numbers of other countries, once.
let whole;
async function larger() {
  whole ??= load('payready.wasm');
  try {
    module = Promise.resolve(await whole);
    return true;
  } catch { // no network: the smaller one goes on and says what it does not know
    whole = undefined;
    return false;
  }
}

const stale = (signal) => signal?.throwIfAborted();

function answer(a, member) {
  if (!a.problem) return {status: 200, body: a[member]};
  return {status: a.problem.kind === 'submission' ? 422 : 400, body: {type: 'urn:payready:problem:shape', errors: a.problem.errors}};
}

export async function assess(sub, lang, signal) {
  const call = {call: 'assess', strict: true, submission: sub, lang};
  let a = (await module)(call);
  if (a.report?.findings.some((f) => f.code === 'not-supported') && await larger()) a = (await module)(call);
  stale(signal);
  return answer(a, 'report');
}

export async function schedule(sub, signal) {
  const a = (await module)({call: 'schedule', submission: sub});
  stale(signal);
  return a.stretches ? {status: 200, body: {stretches: a.stretches}} : answer(a);
}

export async function route(sub, lang, signal) {
  const a = (await module)({call: 'route', strict: true, submission: sub, lang});
  stale(signal);
  return a.routes ? {status: 200, body: a} : answer(a);
}

export async function checks() {
  const ask = await module;
  return {status: 200, body: {checks: ask({call: 'checks'}).checks, ...ask({call: 'advice'}).advice}};
}

const file = async (name) => ({status: 200, body: await (await fetch(name)).json()});

export const sample = () => file('sample.json');
export const schema = () => file('submission.schema.json');
