// What the page itself says. The texts of findings come from the service.

export const words = {
  'zh-CN': {
    skip: '跳到结果', tagline: '这笔打款会到账吗', submission: '提交内容', sample: '填入示例', clear: '清空',
    unknown: '不知道的留空：未知不会当作通过。示例中的人和卡均为虚构。',
    json: '完整的请求 JSON，可直接修改', result: '结果', strip: '24 小时内何时可以提交', stripNote: '按现在所知推算，资料会随时间过期。', fixes: '先处理什么',
    fixesNote: '按处理后的分数排序。「必需」是到达可提交的最小组合。', questions: '还要问清什么', checks: '检查清单',
    footer: '100 分表示未发现已知障碍，不保证到账：由银行和通道决定。本页的内容只发往本服务，不留存、不记入日志。',
    colon: '：', unset: '未知', yes: '是', no: '否', needed: '必需', after: '处理后', internal: '内部', edit: '填写', clears: '解决：',
    range: '分数区间', coverage: '已知程度', card: '银行卡', earliest: '最早可提交', limits: '时间限制解除', nearly: '没有硬性障碍，可以提交，但有小疑点。', until: '结论有效至', query: '下次查询',
    ifKnown: '分数将为', open: '可提交', blocked: '不可提交，未通过', clearsAt: '恢复于',
    offline: '连不上服务，稍后自动重试。', busy: '服务繁忙，稍后自动重试。', refused: '服务不接受这份内容：', badJSON: '不是有效的 JSON 对象。', badYuan: '金额应为数字，最多两位小数。',
    verdicts: {
      ready: ['可以提交', '未发现已知障碍。'], caution: ['有疑点', '没有被拦下，但仍有疑点。'], incomplete: ['信息不足', '已知的太少，还不能判断。'],
      wait: ['等待', '时间到了或查询后才能提交。'], fix: ['先处理', '现在提交会被拒，请先处理。'], stop: ['不要提交', '有无法处理的障碍。']},
    statuses: {pass: '通过', warn: '注意', fail: '未通过', unknown: '未知', not_applicable: '不适用', skipped: '未检查', error: '检查出错'},
    categories: {identity: '身份', consistency: '一致性', card: '银行卡', account: '账户', payout: '打款', network: '网络', device: '设备', timing: '时间', history: '历史'},
    fixers: {applicant: '申请人', bank: '银行', channel: '通道', integrator: '接入方', nobody: '等待即可'},
    efforts: {none: '', low: '易', medium: '中', high: '难'},
    kinds: {syntax: '格式错误', type: '类型不对', value: '不是允许的值', 'unknown-field': '没有这个字段', duplicate: '重复', redacted: '不能是已遮盖的文本',
      'too-long': '太长', 'too-many': '太多', malformed: '格式不对', 'out-of-range': '超出范围', missing: '缺少'},
  },
  en: {
    skip: 'Skip to the result', tagline: 'Will this payout go through?', submission: 'Submission', sample: 'Fill in the sample', clear: 'Clear',
    unknown: 'Leave empty what you do not know: an unknown is never a pass. The person and the card of the sample are made up.',
    json: 'The whole request as JSON, to be edited', result: 'Result', strip: 'When it may be submitted in the next 24 hours', stripNote: 'From what is known now, which grows old on the way.', fixes: 'What to fix first',
    fixesNote: 'By the score afterwards. “Needed” marks the smallest set that reaches ready.', questions: 'What to find out', checks: 'Checklist',
    footer: '100 points mean that no known obstacle was found, not that it will succeed: the bank and the channel decide. What is entered here goes to this service only; it is neither kept nor logged.',
    colon: ': ', unset: 'unknown', yes: 'yes', no: 'no', needed: 'needed', after: 'then', internal: 'internal', edit: 'fill in', clears: 'Clears: ',
    range: 'Range', coverage: 'Known', card: 'Card', earliest: 'Earliest', limits: 'Time limits end', nearly: 'Nothing blocks it: it may be submitted, with minor doubts.', until: 'Valid until', query: 'Next query',
    ifKnown: 'score would be', open: 'may be submitted', blocked: 'blocked, not passed', clearsAt: 'clears at',
    offline: 'The service cannot be reached; trying again shortly.', busy: 'The service is busy; trying again shortly.', refused: 'The service does not take this:', badJSON: 'This is no JSON object.', badYuan: 'The amount must be a number with at most two decimals.',
    verdicts: {
      ready: ['Ready', 'No known obstacle: it may be submitted.'], caution: ['Caution', 'Nothing blocks it, doubts remain.'], incomplete: ['Incomplete', 'Too little is known to say.'],
      wait: ['Wait', 'Time or a query clears it.'], fix: ['Fix first', 'It would be refused now: fix this first.'], stop: ['Do not submit', 'There is an obstacle that nobody here can mend.']},
    statuses: {pass: 'pass', warn: 'warning', fail: 'fail', unknown: 'unknown', not_applicable: 'does not apply', skipped: 'not looked at', error: 'check broken'},
    categories: {identity: 'Identity', consistency: 'Consistency', card: 'Card', account: 'Account', payout: 'Payout', network: 'Network', device: 'Device', timing: 'Timing', history: 'History'},
    fixers: {applicant: 'applicant', bank: 'bank', channel: 'channel', integrator: 'integrator', nobody: 'wait'},
    efforts: {none: '', low: 'easy', medium: 'some effort', high: 'much effort'},
    kinds: {syntax: 'bad syntax', type: 'wrong type', value: 'not an allowed value', 'unknown-field': 'no such field', duplicate: 'stands twice', redacted: 'must not be redacted text',
      'too-long': 'too long', 'too-many': 'too many', malformed: 'malformed', 'out-of-range': 'out of range', missing: 'missing'},
  },
};

export const marks = {pass: '✓', warn: '!', fail: '✗', unknown: '?', not_applicable: '–', skipped: '·', error: '?'};
