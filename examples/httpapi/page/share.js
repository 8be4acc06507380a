// A link to a result holds codes only: the verdict, the score, and what was found. The
// texts are those of the catalogue of checks, so that the link says nothing of anybody.

const told = (f) => ['fail', 'warn'].includes(f.status) || (f.status === 'unknown' && (f.cause || f.penalty > 0));

// fragment returns the codes of a report as the fragment of an address. Each finding is
// check/code, and check/code/action/cause if a cause explains it.
export function fragment(report) {
  const found = report.findings.filter(told).map((f) => [f.check, f.code, ...(f.cause ? [f.action, f.cause] : [])].join('/'));
  return '#' + new URLSearchParams({verdict: report.verdict, score: report.score, found: found.join(' ')});
}

// shared returns what a fragment tells, in the form of a report, or undefined if it is
// no result. What the catalogue does not know is left out.
export function shared(hash, catalogue, verdicts, lang) {
  const codes = new URLSearchParams(hash.slice(1));
  const verdict = codes.get('verdict') ?? '';
  const score = /^\d{1,3}$/.test(codes.get('score') ?? '') ? Number(codes.get('score')) : 101;
  if (!Object.hasOwn(verdicts, verdict) || score > 100) return undefined;
  const findings = [...new Set((codes.get('found') ?? '').split(' '))].map((s) => finding(s.split('/'), catalogue, lang)).filter(Boolean);
  return {verdict, score, floor: score, ceiling: score, findings, fixes: fixes(findings, catalogue, lang), questions: [], categories: []};
}

const own = (o, name) => (Object.hasOwn(o, name ?? '') ? o[name] : undefined);

// The numbers of a message are evidence, which a link does not hold.
function finding([check, code, action, cause], catalogue, lang) {
  const c = catalogue.checks.find((x) => x.id === check);
  const r = c?.reasons.find((x) => x.code === code);
  if (!r) return undefined;
  return {
    check, code, status: r.status, gate: c.gate, title: c.title[lang], message: r.message[lang].replaceAll(/\{\w+\}/g, '…'),
    action: own(catalogue.actions, action) ? action : r.action, cause: own(catalogue.causes, cause) ? cause : undefined,
  };
}

// fixes has one for each action and cause that findings share.
function fixes(findings, catalogue, lang) {
  const groups = Object.groupBy(findings.filter((f) => own(catalogue.actions, f.action)), (f) => f.action + '/' + f.cause);
  return Object.values(groups).map((list) => {
    const {text, fixer, effort} = catalogue.actions[list[0].action];
    return {text: text[lang], fixer, effort, because: own(catalogue.causes, list[0].cause)?.[lang], clears: list.map((f) => f.check)};
  });
}
