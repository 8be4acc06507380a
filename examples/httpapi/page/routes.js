// Shows which channels would take the payout. It asks once the section is unfolded, and
// again on its button: an answer costs as much as several assessments.
import {el, $} from './dom.js';
import {moment} from './result.js';
import * as transport from './transport.js';

let asked; // the submission of the routes shown, as text
let request;

// refresh asks, if the section is unfolded.
export async function refresh(sub, lang, t) {
  drop('');
  if (!$('routes').open) return;
  const {signal} = (request = new AbortController());
  asked = JSON.stringify(sub);
  let answer;
  try {
    answer = await transport.route(sub, lang, signal);
  } catch { /* told below */ }
  if (signal.aborted) return;
  const list = answer?.status === 200 ? answer.body.routes : [];
  $('routes-none').textContent = said(answer?.status, list, t);
  $('routes-list').replaceChildren(...list.map((r) => route(r, t)));
}

// outdate takes away the routes of another submission.
export function outdate(sub, t) {
  if (asked !== undefined && asked !== JSON.stringify(sub)) drop($('routes').open ? t.routesOld : '');
}

function drop(text) {
  request?.abort();
  asked = undefined;
  $('routes-list').replaceChildren();
  $('routes-none').textContent = text;
}

function said(status, list, t) {
  switch (status) {
    case 200: return list.length ? `${t.routesFound}${t.colon}${list.length}` : t.routesNone;
    case 400: case 422: return t.routesRefused;
  }
  return t.routesFailed;
}

const yuan = (fen) => fen !== undefined && (fen / 100).toFixed(2);

function route(r, t) {
  const facts = [
    [r.earliest_verdict === 'ready' ? t.earliest : t.limits, r.earliest_at && moment(r.earliest_at)],
    [t.fee, yuan(r.fee_fen)],
    [t.leftSingle, yuan(r.left_single_fen)],
    [t.leftCardDay, yuan(r.left_card_day_fen)],
    [t.leftMerchantDay, yuan(r.left_merchant_day_fen)],
  ].filter(([, value]) => value);
  return el('li', {},
    el('p', {class: 'title'}, [r.channel, r.product].filter(Boolean).join(' '), ' ',
      el('span', {class: 'tag ' + r.verdict}, `${t.verdicts[r.verdict][0]} ${r.score}`)),
    facts.length ? el('p', {class: 'note'}, facts.map(([name, value]) => name + t.colon + value).join(' · ')) : undefined,
    r.in_the_way.length ? el('ul', {class: 'also'}, ...r.in_the_way.map((o) =>
      el('li', {}, o.message, ' ', el('code', {}, `${o.check} ${o.code}`)))) : undefined);
}
