// A link to a result holds codes only: the verdict, the score, and what was found. The
// texts are those of the catalogue of checks, so that the link says nothing of anybody.

const told = (f) => ['fail', 'warn'].includes(f.status) || (f.status === 'unknown' && f.penalty > 0);

// fragment returns the codes of a report as the fragment of an address.
export function fragment(report) {
  const found = report.findings.filter(told).map((f) => f.check + '/' + f.code);
  return '#' + new URLSearchParams({verdict: report.verdict, score: report.score, found: found.join(' ')});
}

// shared returns what a fragment tells, in the form of a report, or undefined if it is
// no result. What the catalogue does not know is left out.
export function shared(hash, checks, verdicts, lang) {
  const codes = new URLSearchParams(hash.slice(1));
  const verdict = codes.get('verdict');
  const score = /^\d{1,3}$/.test(codes.get('score') ?? '') ? Number(codes.get('score')) : 101;
  if (!Object.hasOwn(verdicts, verdict ?? '') || score > 100) return undefined;
  const known = new Map(checks.flatMap((c) => c.reasons.map((r) => [c.id + '/' + r.code, finding(c, r, lang)])));
  const findings = [...new Set((codes.get('found') ?? '').split(' '))].map((pair) => known.get(pair)).filter(Boolean);
  return {verdict, score, floor: score, ceiling: score, findings, fixes: fixes(findings), questions: [], categories: []};
}

// The numbers of a message are evidence, which a link does not hold.
function finding(c, r, lang) {
  return {
    check: c.id, category: c.category, code: r.code, status: r.status, gate: c.gate, title: c.title[lang],
    message: r.message[lang].replaceAll(/\{\w+\}/g, '…'), advice: r.advice?.[lang], action: r.action, fixer: r.fixer, effort: r.effort,
  };
}

function fixes(findings) {
  return Object.values(Object.groupBy(findings.filter((f) => f.action), (f) => f.action)).map((list) => ({
    text: list[0].advice, fixer: list[0].fixer, effort: list[0].effort, clears: list.map((f) => f.check),
  }));
}
