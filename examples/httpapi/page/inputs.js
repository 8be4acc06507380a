// The inputs of the schema that fields.js does not list, so that the form reaches
// every one. Their names are the titles of the schema, "Chinese · English".

const parts = [
  ['applicant', '申请人', 'applicant'], ['card', '银行卡', 'card'], ['payout', '打款', 'payout'], ['mandate', '借款', 'loan'],
  ['device', '设备', 'device'], ['network', '网络', 'network'], ['history', '历史', 'history'], ['review', '人工复核', 'review'], ['', '其他', 'the rest'],
];

// What the schema's words are called in Chinese. In English they stand for themselves.
const chinese = {
  resident_id: '居民身份证', residence_permit: '港澳台居民居住证', foreign_permanent_resident: '外国人永久居留身份证', temporary_resident_id: '临时居民身份证',
  passport: '护照', travel_permit: '来往内地通行证', passed: '通过', failed: '未通过', unavailable: '不可用', match: '一致', mismatch: '不一致',
  clear: '未命中', possible: '疑似命中', hit: '命中', card: '卡', passbook: '存折', personal: '个人', corporate: '对公',
  normal: '正常', receive_only: '只收不付', suspended: '暂停', limited: '受限', declared: '申请人自报', channel: '通道', bank: '银行',
  court: '法院', police: '公安', other: '其他', unknown: '不明', android: '安卓', ios: '苹果', harmony: '鸿蒙', web: '网页', mini_program: '小程序',
  wifi: '无线局域网', ethernet: '有线网', '2g': '2G', '3g': '3G', '4g': '4G', '5g': '5G', none: '没有', cleared: '放行', declined: '拒绝',
  play_integrity: '谷歌设备证明', app_attest: '苹果设备证明', huawei: '华为设备证明', strong: '强', device: '设备级', basic: '基本', error: '出错',
  sha256: 'SHA-256', sm3: 'SM3', 'utf-8': 'UTF-8', gb18030: 'GB 18030', name: '姓名', document: '证件号码', mobile: '手机号',
};

// rest returns a folded group for each part of the submission.
export function rest(schema, listed) {
  const fields = leaves(schema, schema, '').filter((f) => !listed.has(f.path));
  return parts.map(([part, zh, en]) => ({
    zh: '更多：' + zh, en: 'More: ' + en, folded: true,
    fields: fields.filter((f) => partOf(f.path) === part),
  })).filter((g) => g.fields.length > 0);
}

function partOf(path) {
  const first = path.split('/')[1];
  return parts.some(([part]) => part === first) ? first : '';
}

function leaves(schema, node, path) {
  return Object.entries(node.properties).flatMap(([name, value]) => {
    const whole = value.$ref ? {...schema.$defs[value.$ref.split('/').pop()], ...value} : value;
    return whole.properties ? leaves(schema, whole, path + '/' + name) : [field(path + '/' + name, whole)];
  });
}

function field(path, node) {
  const [zh, en] = node.title?.split(' · ') ?? ['自定义检查项的输入', 'inputs of custom checks'];
  const kind = kindOf(path, node);
  return {
    path, kind, zh, en: en[0].toUpperCase() + en.slice(1), wide: kind === 'json' || kind === 'lines',
    options: node.enum?.filter((word) => word !== null).map((word) => [word, chinese[word] ?? word, word.replaceAll('_', ' ')]),
  };
}

function kindOf(path, node) {
  const is = (type) => node.type?.includes(type);
  if (node.enum) return 'choice';
  if (node.format) return node.format === 'date' ? 'day' : 'moment';
  if (is('boolean')) return 'fact';
  if (is('integer') || is('number')) return path.endsWith('_fen') ? 'yuan' : 'number';
  if (is('array')) return node.items.properties ? 'json' : 'lines';
  return is('object') ? 'json' : 'text';
}
