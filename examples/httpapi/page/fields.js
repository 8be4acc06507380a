// The inputs that the form begins with; inputs.js adds the others. A path is a JSON
// Pointer into the submission. Kinds: text, day, moment (China time), yuan (kept in
// fen), number, choice, fact (yes, no or unknown), attempts, lines (a list, one entry
// per line) and json. A group with a category is folded, and shown only if the policy
// asks about that category.

export const groups = [
  {zh: '申请人', en: 'Applicant', fields: [
    {path: '/applicant/name', kind: 'text', zh: '姓名', en: 'Name'},
    {path: '/applicant/document/number', kind: 'text', zh: '证件号码', en: 'Document number'},
    {path: '/applicant/document/expires_on', kind: 'day', zh: '证件到期日', en: 'Document expires on'},
    {path: '/applicant/mobile', kind: 'text', zh: '手机号', en: 'Mobile', input: 'tel'},
    {path: '/applicant/verification/face/result', kind: 'choice', zh: '人脸核验', en: 'Face check', options: [
      ['passed', '通过', 'passed'], ['failed', '未通过', 'failed'], ['unavailable', '不可用', 'unavailable']]},
  ]},
  {zh: '银行预留', en: 'The bank’s record', fields: [
    {path: '/card/holder/name', kind: 'text', zh: '预留姓名', en: 'Name on record'},
    {path: '/card/holder/document_number', kind: 'text', zh: '预留证件号码', en: 'Document on record'},
    {path: '/card/holder/mobile', kind: 'text', zh: '预留手机号', en: 'Mobile on record', input: 'tel'},
  ]},
  {zh: '银行卡', en: 'Card', fields: [
    {path: '/card/number', kind: 'text', zh: '卡号', en: 'Card number', numeric: true},
    {path: '/card/funding', kind: 'choice', zh: '卡种', en: 'Funding', options: [
      ['debit', '借记卡', 'debit'], ['credit', '信用卡', 'credit'], ['quasi_credit', '准贷记卡', 'quasi-credit'], ['prepaid', '预付卡', 'prepaid']]},
    {path: '/card/account_class', kind: 'choice', zh: '账户类别', en: 'Account class', options: [
      ['I', 'Ⅰ类', 'Class I'], ['II', 'Ⅱ类', 'Class II'], ['III', 'Ⅲ类', 'Class III']]},
    {path: '/card/state', kind: 'choice', zh: '卡状态', en: 'State', options: [
      ['normal', '正常', 'normal'], ['receive_only', '只收不付', 'receive only'], ['no_receive', '止收', 'cannot receive'], ['expired', '过期', 'expired'],
      ['reported_lost', '挂失', 'reported lost'], ['frozen', '冻结', 'frozen'], ['cancelled', '销户', 'cancelled'], ['dormant', '久悬', 'dormant']]},
    {path: '/card/quick_pay', kind: 'fact', zh: '已开通快捷支付', en: 'Quick-pay enabled'},
  ]},
  {zh: '打款', en: 'Payout', fields: [
    {path: '/payout/amount_fen', kind: 'yuan', zh: '金额（元）', en: 'Amount (CNY)'},
    {path: '/payout/system', kind: 'choice', zh: '清算系统', en: 'Clearing system', options: [
      ['netsunion', '网联', 'NetsUnion'], ['unionpay', '银联', 'UnionPay'], ['ibps', '网银互联', 'IBPS'], ['beps', '小额支付', 'BEPS'], ['hvps', '大额支付', 'HVPS']]},
    {path: '/at', kind: 'moment', zh: '计划提交时间（北京时间）', en: 'Planned for (China time)', wide: true},
  ]},
  {zh: '借款（放款条件）', en: 'The loan, if it is one', category: 'mandate', fields: [
    {path: '/mandate/contract_id', kind: 'text', zh: '合同编号', en: 'Contract number'},
    {path: '/mandate/factor_contract_id', kind: 'text', zh: '本人核验对应的合同编号', en: 'Contract of the second factor'},
    {path: '/mandate/signed', kind: 'fact', zh: '合同已签署', en: 'Contract signed'},
    {path: '/mandate/signed_at', kind: 'moment', zh: '签署时间', en: 'Signed at'},
    {path: '/mandate/cancelled', kind: 'fact', zh: '借款已取消', en: 'Cancelled'},
    {path: '/mandate/principal_fen', kind: 'yuan', zh: '借款本金（元）', en: 'Principal (CNY)'},
    {path: '/mandate/approved', kind: 'fact', zh: '审批有效', en: 'Approval in force'},
    {path: '/mandate/approved_fen', kind: 'yuan', zh: '审批剩余金额（元）', en: 'Left of the approval (CNY)'},
    {path: '/mandate/approved_until', kind: 'moment', zh: '审批有效期至', en: 'Approval lapses at'},
    {path: '/mandate/payment', kind: 'choice', zh: '支付方式', en: 'Way of payment', options: [
      ['self', '自主支付', 'self-payment'], ['entrusted', '受托支付', 'entrusted payment']]},
    {path: '/mandate/payee', kind: 'choice', zh: '收款账户属于', en: 'The account is', options: [
      ['borrower', '借款人', 'the borrower’s'], ['counterparty', '合同约定的交易对手', 'the counterparty’s'], ['other', '其他人', 'somebody else’s']]},
    {path: '/mandate/own_funds', kind: 'fact', zh: '自有资金', en: 'Own funds'},
    {path: '/mandate/funder_approved', kind: 'fact', zh: '资方已批准', en: 'Funder approved'},
    {path: '/mandate/funder_instructed', kind: 'fact', zh: '资方已下达放款指令', en: 'Funder instructed'},
    {path: '/mandate/partner_listed', kind: 'fact', zh: '在资方合作名单内', en: 'On the funder’s list'},
    {path: '/mandate/debit', kind: 'choice', zh: '还款代扣授权', en: 'Debit agreement', options: [
      ['this_card', '在这张卡上', 'on this card'], ['other_card', '在另一张卡上', 'on another card'], ['none', '没有', 'none']]},
    {path: '/mandate/inquiry_consent', kind: 'fact', zh: '征信查询授权', en: 'Consent to credit inquiry'},
    {path: '/mandate/reporting_consent', kind: 'fact', zh: '征信报送授权', en: 'Consent to credit reporting'},
    {path: '/mandate/value_date', kind: 'day', zh: '起息日', en: 'Interest begins on'},
    {path: '/mandate/purpose', kind: 'choice', zh: '借款用途', en: 'Purpose', options: [
      ['consumption', '消费', 'consumption'], ['business', '经营', 'business']]},
    {path: '/mandate/bank_lender', kind: 'fact', zh: '出借人为银行', en: 'The lender is a bank'},
    {path: '/mandate/raised_limit', kind: 'fact', zh: '适用提高后的自主支付上限', en: 'Raised limit applies'},
  ]},
  {zh: '设备与历史', en: 'Device and history', fields: [
    {path: '/device/vpn_transport', kind: 'fact', zh: '正在使用 VPN', en: 'VPN in use'},
    {path: '/device/system_proxy', kind: 'fact', zh: '正在使用代理', en: 'Proxy in use'},
    {path: '/device/rooted', kind: 'fact', zh: '已 root 或越狱', en: 'Rooted'},
    {path: '/device/screen_sharing', kind: 'fact', zh: '正在共享屏幕', en: 'Sharing the screen'},
    {path: '/history/attempts', kind: 'attempts', zh: '此前的打款', en: 'Earlier payouts', wide: true, options: [
      ['none', '没有', 'none'], ['failed', '3 小时前失败', 'failed 3 hours ago'], ['pending', '1 小时前提交，处理中', 'sent an hour ago, pending'],
      ['other', '见 JSON', 'see the JSON']]},
  ]},
];

// China has kept +08:00 all year since 1992.
const offset = 8 * 3600e3;

export const china = (time) => new Date(time + offset).toISOString().slice(0, 19) + '+08:00';

// read returns the value of a control, or undefined for unknown. If the text is not a
// value of the kind, it throws an Error with the key of what to say.
export function read(field, text, sub) {
  const s = text.trim();
  if (s === '') return undefined;
  switch (field.kind) {
    case 'fact': return s === 'yes';
    case 'moment': return s.length === 16 ? s + ':00+08:00' : s + '+08:00';
    case 'yuan': {
      const m = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(s.replaceAll(',', ''));
      if (!m) throw new Error('badYuan');
      return Number(m[1] + m[2] + (m[3] ?? '').padEnd(2, '0'));
    }
    case 'number':
      if (!/^-?\d{1,15}(\.\d{1,6})?$/.test(s)) throw new Error('badNumber');
      return Number(s);
    case 'lines': return s.split('\n').map((line) => line.trim()).filter(Boolean);
    case 'json':
      try { return JSON.parse(s); } catch { throw new Error('badJSON'); }
    case 'attempts': return attempts(s, sub);
  }
  return text;
}

function attempts(word, sub) {
  const at = Date.parse(sub.at) || Date.now();
  switch (word) {
    case 'none': return [];
    case 'failed': return [{order_id: 'P-0', outcome: 'failed', same_card: true, submitted_at: china(at - 3 * 3600e3), ended_at: china(at - 3 * 3600e3)}];
    case 'pending': return [{order_id: 'P-0', outcome: 'pending', same_card: true, submitted_at: china(at - 3600e3)}];
  }
  return sub.history?.attempts;
}

// write returns the text that a control shows for a value.
export function write(field, value) {
  if (value === undefined || value === null) return '';
  switch (field.kind) {
    case 'fact': return value === true ? 'yes' : value === false ? 'no' : '';
    case 'moment': { const t = Date.parse(value); return t ? china(t).slice(0, 16) : ''; }
    case 'yuan': return Number.isSafeInteger(value) ? String(value / 100) : '';
    case 'lines': return Array.isArray(value) ? value.join('\n') : '';
    case 'json': return JSON.stringify(value, null, 1);
    case 'attempts': {
      if (!Array.isArray(value)) return '';
      if (value.length === 0) return 'none';
      const word = value.length === 1 ? value[0]?.outcome : '';
      return word === 'failed' || word === 'pending' ? word : 'other';
    }
  }
  return String(value);
}

// get and set follow a JSON Pointer. The names need no escapes.
export function get(sub, path) {
  return path.slice(1).split('/').reduce((o, name) => (o && typeof o === 'object' ? o[name] : undefined), sub);
}

export function set(sub, path, value) {
  const names = path.slice(1).split('/');
  const last = names.pop();
  let o = sub;
  for (const name of names) {
    if (o[name] === null || typeof o[name] !== 'object') {
      if (value === undefined) return;
      o[name] = {};
    }
    o = o[name];
  }
  if (value === undefined) delete o[last]; else o[last] = value;
}

// moved shifts every time of a submission, so that a sample is current.
export function moved(sub, by) {
  return JSON.parse(JSON.stringify(sub), (_, v) =>
    typeof v === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(v) ? china(Date.parse(v) + by) : v);
}
