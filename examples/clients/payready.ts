/**
 * A client of the payready service (examples/httpapi), in one file, for browsers, Node 18
 * and later, Deno and Bun.
 *
 *     const client = new Client('http://127.0.0.1:8080');
 *     const report = await client.assess(submission);
 *     if (mayPay(report)) {
 *       // request the payout, under the same order number
 *     } else {
 *       for (const fix of report.fixes) console.log(fix.fixer, fix.text);
 *     }
 *
 * Nothing here logs or keeps what you send. Errors hold what the service says, which names
 * fields and kinds of mistakes and never a value.
 */

export type Lang = 'zh-CN' | 'en';

export interface Options {
  lang?: Lang;
  detail?: 'full' | 'failed' | 'summary';
  audience?: 'engineer' | 'applicant';
  signal?: AbortSignal;
}

/** A mistake of the input: where (a JSON Pointer), of what kind, and what may stand there. */
export interface Mistake {
  field: string;
  kind: string;
  offset?: number;
  allowed?: string[];
  nearest?: string;
  text: string;
}

export interface Stretch {
  from: string;
  to: string;
  open: boolean;
  verdict: Report['verdict'];
  causes: string[];
}

/** The service refused: a problem of RFC 9457. */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly errors: Mistake[];

  constructor(status: number, body: {type?: string; title?: string; errors?: Mistake[]}) {
    const said = (body.errors ?? []).map((e) => `${e.field}: ${e.text}`).join('; ');
    super(`${status} ${body.title ?? ''}` + (said && ` (${said})`));
    this.name = 'Problem';
    this.status = status;
    this.type = body.type ?? 'about:blank';
    this.title = body.title ?? '';
    this.errors = body.errors ?? [];
  }
}

/** No answer came. Nothing was paid by asking, so ask again: do not pay. */
export class Unreachable extends Error {
  constructor() {
    super('no answer');
    this.name = 'Unreachable';
  }
}

/**
 * Whether the payout may be requested now: the verdict is ready and still holds. Caution is
 * not enough.
 */
export function mayPay(report: Pick<Report, 'verdict' | 'valid_until'>, now: Date = new Date()): boolean {
  return report.verdict === 'ready' && report.valid_until !== undefined && now.getTime() < Date.parse(report.valid_until);
}

const longestWait = 5000; // milliseconds

export class Client {
  readonly #base: string;
  readonly #timeout: number;
  readonly #retries: number;

  /**
   * timeout is in milliseconds, for each try. A busy or unreachable service is asked again
   * retries times: asking has no effect, so asking twice does no harm.
   */
  constructor(baseUrl: string, {timeout = 10_000, retries = 2}: {timeout?: number; retries?: number} = {}) {
    if (!/^https?:$/.test(new URL(baseUrl).protocol)) throw new TypeError('baseUrl must be an http or https URL');
    this.#base = baseUrl.replace(/\/+$/, '');
    this.#timeout = timeout;
    this.#retries = retries;
  }

  /** The report on a submission. */
  assess(submission: Submission, {lang = 'zh-CN', detail = 'full', audience, signal}: Options = {}): Promise<Report> {
    const query = new URLSearchParams({lang, detail, ...(audience && {audience})});
    return this.#ask<Report>(`/v1/assess?${query}`, submission, signal);
  }

  /** The stretches of time from the submission's moment on, each with a verdict. */
  async schedule(submission: Submission, hours = 24, signal?: AbortSignal): Promise<Stretch[]> {
    return (await this.#ask<{stretches: Stretch[]}>(`/v1/schedule?hours=${hours}`, submission, signal)).stretches;
  }

  /** Every check with its texts in both languages. */
  async checks(): Promise<Array<Record<string, unknown>>> {
    return (await this.#ask<{checks: Array<Record<string, unknown>>}>('/v1/checks')).checks;
  }

  /** A JSON Schema: submission, report or policy. */
  schema(name: string): Promise<Record<string, unknown>> {
    return this.#ask<Record<string, unknown>>(`/v1/schema/${encodeURIComponent(name)}`);
  }

  async #ask<T>(target: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      const last = attempt >= this.#retries;
      let wait = 200 * 2 ** attempt;
      const r = await this.#once(target, body, signal);
      if (r === undefined) {
        if (last) throw new Unreachable();
      } else if (r.status === 503 && !last) {
        wait = Number(r.headers.get('Retry-After') ?? NaN) * 1000 || wait;
      } else {
        const answer = await r.json().catch(() => undefined);
        if (r.status === 200 && answer !== undefined) return answer as T;
        throw new Problem(r.status === 200 ? 502 : r.status, answer ?? {});
      }
      await new Promise((resolve) => setTimeout(resolve, Math.min(wait, longestWait)));
    }
  }

  /** One try: the response, or undefined if there was none. */
  async #once(target: string, body: unknown, signal?: AbortSignal): Promise<Response | undefined> {
    const clock = new AbortController();
    const timer = setTimeout(() => clock.abort(), this.#timeout);
    const stop = () => clock.abort();
    signal?.addEventListener('abort', stop);
    try {
      signal?.throwIfAborted();
      return await fetch(this.#base + target, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {Accept: 'application/json', ...(body !== undefined && {'Content-Type': 'application/json'})},
        body: body === undefined ? null : JSON.stringify(body),
        redirect: 'error',
        signal: clock.signal,
      });
    } catch {
      signal?.throwIfAborted();
      return undefined;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }
}

// Code below is generated from the JSON Schemas. DO NOT EDIT.

export interface Submission {
  /** 记录编号 · record ID. echoed in the report: [A-Za-z0-9_-]{1,64}, and no number of a person: see IsPersonal */
  id?: string | null;
  /** 计划提交时间 · planned time of submission. the planned time of submission */
  at?: string | null;
  /** 数据采集时间 · time of observation. the time to which "today", "30d" and ages refer; At if unknown */
  observed_at?: string | null;
  /** Applicant is the person to be paid, as the backend knows them. */
  applicant?: {
    /** 姓名 · name */
    name?: string | null;
    /** 姓名变更日期 · date the name changed */
    name_changed_on?: string | null;
    /** IdentityDocument is the document that the applicant presented. */
    document?: {
      /** 证件类型 · document type. DocumentType is the kind of identity document. With the zero value the shape of the number decides. */
      type?: "resident_id" | "residence_permit" | "foreign_permanent_resident" | "temporary_resident_id" | "passport" | "travel_permit" | null;
      /** 证件号码 · document number */
      number?: string | null;
      /** 出生日期 · birth date. for documents whose number does not contain it */
      birth_date?: string | null;
      /** 证件签发日期 · issue date of the document */
      issued_on?: string | null;
      /** 证件到期日 · expiry date of the document. the last day of validity, as printed */
      expires_on?: string | null;
      /** 证件是否长期有效 · whether the document has no expiry. no expiry (长期) */
      long_term?: boolean | null;
      /** 证件换领日期 · renewal date of the document. the day of the last renewal */
      changed_on?: string | null;
    } | null;
    /** 手机号 · mobile number */
    mobile?: string | null;
    /** 手机号变更日期 · date the mobile number changed */
    mobile_changed_on?: string | null;
    /** 手机号是否二次放号 · whether the mobile number was reissued. the carrier gave the number to a new owner (二次放号) */
    mobile_reissued?: boolean | null;
    /** Verification is proof of who is asking: second factors, of which any one will do, and what carrier and document say. */
    verification?: {
      /** face recognition */
      face?: {
        /** 人脸识别或其他本人核验的结果 · result of face recognition or another second factor. Trial is the result of a pass-or-fail step. */
        result?: "passed" | "failed" | "unavailable" | null;
        /** 人脸识别时间 · time of face recognition */
        at?: string | null;
      } | null;
      /** a code that the bank sent to the mobile on its record, signed there */
      sms?: {
        /** 银行预留手机短信签约结果 · result of the code that the bank sent. Trial is the result of a pass-or-fail step. */
        result?: "passed" | "failed" | "unavailable" | null;
        /** 银行预留手机短信签约时间 · time of the code that the bank sent */
        at?: string | null;
      } | null;
      /** a digital certificate or a key */
      certificate?: {
        /** 数字证书核验结果 · result of the certificate. Trial is the result of a pass-or-fail step. */
        result?: "passed" | "failed" | "unavailable" | null;
        /** 数字证书核验时间 · time of the certificate */
        at?: string | null;
      } | null;
      /** a call with a person */
      video?: {
        /** 视频核验结果 · result of the video call. Trial is the result of a pass-or-fail step. */
        result?: "passed" | "failed" | "unavailable" | null;
        /** 视频核验时间 · time of the video call */
        at?: string | null;
      } | null;
      /** a password and a one-time code, both */
      password_code?: {
        /** 密码加一次性验证码结果 · result of password and one-time code. Trial is the result of a pass-or-fail step. */
        result?: "passed" | "failed" | "unavailable" | null;
        /** 密码加一次性验证码时间 · time of password and one-time code */
        at?: string | null;
      } | null;
      /** CarrierCheck is the carrier's check of name, document and mobile. */
      carrier?: {
        /** 运营商三要素结果 · result of the carrier check. Comparison is the result of comparing elements with a register. */
        result?: "match" | "mismatch" | "unavailable" | null;
        /** 运营商三要素时间 · time of the carrier check */
        at?: string | null;
      } | null;
      /** OCR is what was read from the document image. */
      ocr?: {
        /** 证件影像识别姓名 · name read from the document image */
        name?: string | null;
        /** 证件影像识别号码 · number read from the document image */
        number?: string | null;
      } | null;
    } | null;
    /** Screening is the result of comparing the applicant with the lists of money laundering, sanctions and special prevention. */
    screening?: {
      /** 名单筛查结果 · result of the screening against lists. ScreeningResult is what a screening against lists found. */
      result?: "clear" | "possible" | "hit" | null;
      /** 名单筛查时间 · time of the screening */
      at?: string | null;
    } | null;
  } | null;
  /** Card is the bound card and what its bank or channel says about it. Give Number, or BIN with Length and Last4 if only a truncated number is kept. */
  card?: {
    /** 银行卡号 · card number */
    number?: string | null;
    /** 卡号前几位（卡 BIN） · first digits of the card number (BIN). the first 6 to 10 digits */
    bin?: string | null;
    /** 卡号位数 · length of the card number */
    length?: number | null;
    /** 卡号后四位 · last four digits of the card number */
    last4?: string | null;
    /** 介质（卡或存折） · card or passbook. CardForm is the medium of the account: card or passbook. */
    form?: "card" | "passbook" | null;
    /** 卡种（借记卡、信用卡等） · debit, credit or prepaid */
    funding?: "unknown" | "debit" | "credit" | "quasi_credit" | "prepaid" | null;
    /** 个人或对公账户 · personal or corporate account. AccountKind tells a person's account from a company's. */
    account_kind?: "personal" | "corporate" | null;
    /** 发卡银行 · issuing bank. a code or a name, in any common scheme */
    issuer?: string | null;
    /** 账户类别（Ⅰ、Ⅱ、Ⅲ类） · account class (I, II or III). AccountClass is the class of a personal settlement account (PBoC notice 2015/392). It cannot be read from a card number. */
    account_class?: "I" | "II" | "III" | null;
    /** 账户是否经面对面核实 · whether the account was verified face to face */
    face_to_face_verified?: boolean | null;
    /** 款项是否由开户行自行发放入账 · whether the account's own bank pays out and books the money. the account's bank lends and books the money itself; not a payment company for it */
    lender_is_account_bank?: boolean | null;
    /** 卡状态 · state of the card. CardState is the state of the card's account, as the bank reports it. */
    state?: "normal" | "receive_only" | "no_receive" | "expired" | "reported_lost" | "frozen" | "cancelled" | "dormant" | null;
    /** 卡状态查询时间 · time the card's state was queried */
    state_at?: string | null;
    /** 开户日期 · date when the account was opened */
    opened_on?: string | null;
    /** 最近一次交易日期 · date of the last transaction */
    last_activity_on?: string | null;
    /** 是否开通快捷支付 · whether quick-pay is enabled */
    quick_pay?: boolean | null;
    /** 是否开通网上转账 · whether online transfer is enabled */
    online_transfer?: boolean | null;
    /** 非柜面业务状态 · state of non-counter business. NonCounter is the state of non-counter business (非柜面业务) on the account. */
    non_counter?: "normal" | "receive_only" | "suspended" | "limited" | null;
    /** 账户今日非绑定转入金额 · amount received today from accounts not bound to it. received today from accounts not bound to it */
    nonbound_inbound_today_fen?: number | null;
    /** 账户本年非绑定转入金额 · amount received this year from accounts not bound to it */
    nonbound_inbound_this_year_fen?: number | null;
    /** 账户余额 · account balance */
    balance_fen?: number | null;
    /** Holder is the bank's own record of the cardholder, plain, masked or hashed. */
    holder?: {
      /** 银行预留姓名 · name on the bank's record */
      name?: string | null;
      /** NameHash is the bank's record of the name if the bank gives only a digest. */
      name_hash?: {
        /** 预留姓名摘要算法 · algorithm of the name digest. HashAlgorithm is the algorithm with which a bank hashed a name. */
        algorithm?: "sha256" | "sm3" | null;
        /** 预留姓名摘要编码 · encoding of the name digest. TextEncoding is the encoding of the text that a bank hashed. */
        encoding?: "utf-8" | "gb18030" | null;
        /** 预留姓名摘要 · digest of the name on record */
        hex?: string | null;
      } | null;
      /** 银行预留证件类型 · document type on the bank's record. DocumentType is the kind of identity document. With the zero value the shape of the number decides. */
      document_type?: "resident_id" | "residence_permit" | "foreign_permanent_resident" | "temporary_resident_id" | "passport" | "travel_permit" | null;
      /** 银行预留证件号码 · document number on the bank's record */
      document_number?: string | null;
      /** 银行预留手机号 · mobile number on the bank's record */
      mobile?: string | null;
    } | null;
    /** ElementCheck is the last check of elements against the bank: 2 (card and name), 3 (and document) or 4 (and mobile). */
    element_check?: {
      /** 要素验证的要素数 · number of elements checked */
      elements?: number | null;
      /** 三要素或四要素验证结果 · result of a check of three or four elements. Comparison is the result of comparing elements with a register. */
      result?: "match" | "mismatch" | "unavailable" | null;
      /** 不一致的要素 · elements that differ. nil if it is not known which */
      mismatched?: Array<"name" | "document" | "card" | "mobile"> | null;
      /** 要素验证时间 · time of the element check */
      at?: string | null;
    } | null;
    /** CardSources says who stated a fact about the card; unknown counts as Declared. */
    sources?: {
      /** 账户类别来源 · source of the account class. Provenance is who stated a fact about the card. */
      account_class?: "declared" | "channel" | "bank" | null;
      /** 卡种来源 · source of the card type. Provenance is who stated a fact about the card. */
      funding?: "declared" | "channel" | "bank" | null;
      /** 卡状态来源 · source of the card state. not read by the standard suite */
      state?: "declared" | "channel" | "bank" | null;
      /** 快捷支付状态来源 · source of the quick-pay state. not read by the standard suite */
      quick_pay?: "declared" | "channel" | "bank" | null;
    } | null;
    /** 是否列入涉诈名单 · whether the account is on a fraud list */
    fraud_listed?: boolean | null;
    /** 是否司法冻结 · whether a court froze the account */
    judicial_freeze?: boolean | null;
    /** 冻结机关 · who froze the account. FreezeBy is the authority that froze the account. FrozenByUnknown says that nobody could tell, and not that there is a freeze. */
    freeze_by?: "court" | "police" | "other" | "unknown" | null;
    /** 绑卡时间 · time the card was bound */
    bound_at?: string | null;
    /** 最近一次协议扣款成功时间 · time of the last debit under a live agreement. the last debit that succeeded, under an agreement that still stands */
    debited_at?: string | null;
  } | null;
  /** Payout is the payout to be requested. */
  payout?: {
    /** 订单号 · order number */
    order_id?: string | null;
    /** 业务单号（一笔业务一个，换订单号不变） · business number (of what is paid for, whatever the order numbers). what it pays for: a loan note, a claim, a line of a payroll. It spans all order numbers */
    business_id?: string | null;
    /** 申请人确认时间 · time the applicant confirmed the order. when the applicant confirmed this order */
    confirmed_at?: string | null;
    /** 此前告知的最早打款时间 · earliest time that an earlier report stated. the EarliestAt of an earlier report, if this payout has waited for it */
    held_until?: string | null;
    /** 打款金额 · amount */
    amount_fen?: number | null;
    /** 支付通道 · payment channel. with Product, selects the policy's channel profile */
    channel?: string | null;
    /** 通道产品 · channel product */
    product?: string | null;
    /** 清算系统 · clearing system. System is the clearing system that a payout takes. */
    system?: "hvps" | "beps" | "ibps" | "netsunion" | "unionpay" | null;
    /** 联行号 · branch code. 联行号, 12 digits */
    branch_code?: string | null;
    /** 附言 · memo */
    memo?: string | null;
    /** 商户可用余额 · merchant's available balance. what the merchant's account can still pay */
    available_fen?: number | null;
    /** 商户今日已付金额 · amount the merchant paid today. through this channel */
    merchant_paid_today_fen?: number | null;
    /** 各通道的余额和可用情况 · balances and permissions of the channels. what is known of each of the merchant's channels; goes before Available and MerchantPaidToday */
    routes?: Array<{
      /** by any of its names */
      channel?: string | null;
      product?: string | null;
      /** the funder, or whoever has to, permits this payout to go through it */
      permitted?: boolean | null;
      /** what the merchant's account there can still pay */
      available_fen?: number | null;
      merchant_paid_today_fen?: number | null;
    } | null> | null;
  } | null;
  /** Mandate is what must be in place before a loan is paid out, as facts of the moment. None of it is a credit decision. Leave all of it out of other payouts. */
  mandate?: {
    /** 借款合同编号 · number of the loan contract */
    contract_id?: string | null;
    /** 借款合同是否已签署 · whether the loan contract is signed. by all parties; a SignedAt says so, too */
    signed?: boolean | null;
    /** 借款合同签署时间 · time the loan contract was signed. when the last of them did */
    signed_at?: string | null;
    /** 借款是否已取消 · whether the loan was cancelled. the borrower or the lender has withdrawn it since */
    cancelled?: boolean | null;
    /** 本次放款的借款本金 · principal that this payout lends. that this payout lends; of a loan paid out in parts, this part's */
    principal_fen?: number | null;
    /** 审批是否通过且未撤销 · whether the approval is in force. and not withdrawn since */
    approved?: boolean | null;
    /** 审批剩余可用金额 · amount left of the approval. what is left of it before this payout */
    approved_fen?: number | null;
    /** 审批有效期截止时间 · time the approval lapses. when the approval lapses */
    approved_until?: string | null;
    /** 支付方式（自主支付或受托支付） · self-payment or entrusted payment. to whom the contract says that the money goes */
    payment?: "self" | "entrusted" | null;
    /** 收款账户属于借款人还是交易对手 · whether the account is the borrower's or the counterparty's. whose the account is to which this payout goes */
    payee?: "borrower" | "counterparty" | "other" | null;
    /** 是否以自有资金放款 · whether the lender pays out its own money. the lender's own money: there is no funder */
    own_funds?: boolean | null;
    /** 资方是否已批准这笔借款 · whether the funder approved this loan. the funder (资方) approved this very loan */
    funder_approved?: boolean | null;
    /** 资方是否已下达放款指令 · whether the funder instructed the release. the instruction to release it came from the funder */
    funder_instructed?: boolean | null;
    /** 平台是否在资方的合作机构名单内 · whether the platform is on the funder's list of partners. the platform is on the funder's list of partners */
    partner_listed?: boolean | null;
    /** 本人核验所对应的合同编号 · contract for which the second factor was taken. the contract for which the second factor was taken */
    factor_contract_id?: string | null;
    /** 还款代扣（协议支付）授权情况 · agreement by which repayments are debited. the agreement (代扣, 协议支付) by which repayments are collected */
    debit?: "this_card" | "other_card" | "none" | null;
    /** 是否有征信查询授权 · whether there is consent to look up the credit record. to look up the credit record */
    inquiry_consent?: boolean | null;
    /** 是否有征信报送授权 · whether there is consent to report the loan to the credit register. to report this loan to the credit register */
    reporting_consent?: boolean | null;
    /** 起息日 · day on which interest begins. 起息日; the planned day where interest begins with the release */
    value_date?: string | null;
    /** 借款用途（消费或经营） · purpose of the loan. LoanPurpose is what a loan is for, as far as rules tell it apart. */
    purpose?: "consumption" | "business" | null;
    /** 出借人是否为银行 · whether the lender is a bank. the lender is a bank */
    bank_lender?: boolean | null;
    /** 是否适用提高后的自主支付上限 · whether the raised limit of self-payment applies. the lender grants this customer the raised limit of self-payment */
    raised_limit?: boolean | null;
  } | null;
  /** Device is what the client app reported about its device. */
  device?: {
    /** 重新采集的设备信息 · a new capture of the device */
    captured_at?: string | null;
    /** 账户首次使用该设备的时间 · when the account first used this device. when the account first used this device */
    first_seen_at?: string | null;
    /** 客户端平台 · client platform. Platform is what the client runs on. */
    platform?: "android" | "ios" | "harmony" | "web" | "mini_program" | null;
    /** App 版本 · app version */
    app_version?: string | null;
    /** 是否经 VPN 联网 · whether the active network is a VPN. Android TRANSPORT_VPN, HarmonyOS BEARER_VPN */
    vpn_transport?: boolean | null;
    /** iOS 网络作用域键 · iOS scoped network keys. from CFNetworkCopySystemProxySettings; empty is a weak no */
    ios_scoped_keys?: Array<string | null> | null;
    /** 网络接口名 · network interface names. names such as utun0, wg0; empty is a weak no */
    interfaces?: Array<string | null> | null;
    /** 是否企业管理的 VPN · whether the VPN is the employer's. the VPN is known to be the employer's */
    managed_vpn?: boolean | null;
    /** 是否设置系统代理 · whether a system proxy is set */
    system_proxy?: boolean | null;
    /** 系统代理地址 · host of the system proxy */
    proxy_host?: string | null;
    /** 网络类型 · access network. NetworkType is the client's access network. */
    network_type?: "wifi" | "ethernet" | "2g" | "3g" | "4g" | "5g" | "none" | null;
    /** 网络往返时延 · round-trip time */
    rtt_ms?: number | null;
    /** 丢包率 · packet loss */
    loss_percent?: number | null;
    /** 设备时区偏移 · UTC offset of the device */
    utc_offset_minutes?: number | null;
    /** 设备时区 · time zone of the device. not read by the standard suite */
    time_zone?: string | null;
    /** 设备地区设置 · region setting of the device. not read by the standard suite */
    region?: string | null;
    /** SIM 卡国家 · SIM country. ISO 3166-1 alpha-2, like all countries here */
    sim_country?: string | null;
    /** 定位国家 · GPS country */
    gps_country?: string | null;
    /** 是否模拟定位 · whether the location is mocked */
    mock_location?: boolean | null;
    /** 设备时钟偏差 · clock skew of the device. client minus server */
    clock_skew_seconds?: number | null;
    /** 是否 root 或越狱 · whether the device is rooted */
    rooted?: boolean | null;
    /** 是否模拟器 · whether it is an emulator */
    emulator?: boolean | null;
    /** 是否云手机 · whether it is a cloud phone */
    cloud_phone?: boolean | null;
    /** 是否被注入 · whether the app is hooked */
    hooked?: boolean | null;
    /** 是否二次打包 · whether the app was repackaged */
    repackaged?: boolean | null;
    /** 是否被调试 · whether a debugger is attached */
    debugger?: boolean | null;
    /** 是否开启开发者选项 · whether developer options are on */
    developer_options?: boolean | null;
    /** 是否共享屏幕 · whether the screen is shared */
    screen_sharing?: boolean | null;
    /** 是否被远程控制 · whether the device is under remote control */
    remote_control?: boolean | null;
    /** 是否应用多开 · whether the app runs as a clone */
    multi_instance?: boolean | null;
    /** 本地数据是否损坏 · whether local data is corrupted */
    data_corrupted?: boolean | null;
    /** Attestation is the verdict of a platform's attestation service, as verified by the caller's server. */
    attestation?: {
      /** 设备证明服务 · attestation service. not read by the standard suite */
      provider?: "play_integrity" | "app_attest" | "huawei" | "other" | null;
      /** 设备证明结论 · attestation verdict. AttestationVerdict is the attester's verdict, as verified by the caller's server. */
      verdict?: "strong" | "device" | "basic" | "failed" | "unavailable" | "error" | null;
      /** 设备证明距今时长 · age of the attestation */
      age_seconds?: number | null;
    } | null;
  } | null;
  /** Network is what the server saw of the connection, and what sources say about its address. */
  network?: {
    /** 重新采集的网络信息 · a new capture of the connection */
    captured_at?: string | null;
    /** 客户端 IP · client address. as resolved by the caller; if absent, it is found from Peer and ForwardedFor */
    client_ip?: string | null;
    /** 对端地址 · peer address */
    peer?: string | null;
    /** 转发链 · forwarding chain. the header's lines, in order */
    forwarded_for?: Array<string | null> | null;
    /** 是否带 Via 头 · whether a Via header was sent */
    via_header?: boolean | null;
    /** IP 情报 · records about the address. nil if not looked up */
    ip_records?: Array<{
      ip?: string | null;
      /** not read by the standard suite */
      source?: string | null;
      as_of?: string | null;
      country?: string | null;
      /** not read by the standard suite */
      asn?: number | null;
      /** not read by the standard suite */
      org?: string | null;
      /** IPUsage is what an address range is used for. */
      usage?: "residential" | "mobile" | "business" | "education" | "hosting" | null;
      vpn?: boolean | null;
      /** 1–99 */
      vpn_confidence?: number | null;
      public_proxy?: boolean | null;
      residential_proxy?: boolean | null;
      tor?: boolean | null;
      relay?: boolean | null;
      hosting?: boolean | null;
      /** 0–100, higher is worse */
      risk?: number | null;
    } | null> | null;
  } | null;
  /** History is what happened before this payout. */
  history?: {
    /** 历史打款记录 · earlier payout attempts. empty if there were none, nil if unknown; of more than 1,000, the newest and all that may have paid are looked at */
    attempts?: Array<{
      order_id?: string | null;
      /** as in Payout */
      business_id?: string | null;
      amount_fen?: number | null;
      same_card?: boolean | null;
      /** AttemptOutcome is how an earlier payout request ended, as far as the caller knows. The zero value is OutcomeUnknown: it may have been paid. */
      outcome?: "unknown" | "pending" | "review" | "failed" | "succeeded" | "returned" | null;
      submitted_at?: string | null;
      ended_at?: string | null;
      channel?: string | null;
      product?: string | null;
      /** the channel's own */
      status?: string | null;
      /** the channel's failure code */
      code?: string | null;
      failure_text?: string | null;
      /** the cause has been removed */
      fixed?: boolean | null;
      fixed_at?: string | null;
      /** when returned money was booked back */
      refunded_at?: string | null;
    } | null> | null;
    /** 30 天内绑卡次数 · card bindings in 30 days */
    card_bindings_30d?: number | null;
    /** 30 天内申请次数 · applications in 30 days */
    applications_30d?: number | null;
    /** 同卡关联证件数 · documents seen on the card */
    documents_on_card?: number | null;
    /** 同证件关联卡数 · cards seen on the document */
    cards_on_document?: number | null;
    /** 同设备关联证件数 · documents seen on the device */
    documents_on_device?: number | null;
    /** 同手机号关联证件数 · documents seen on the mobile number */
    documents_on_mobile?: number | null;
    /** 今日要素验证失败次数 · failed element checks today */
    element_failures_today?: number | null;
    /** 平台综合评分 · platform score. 综合评分, 0–100, higher is better */
    platform_score?: number | null;
  } | null;
  /** Review is what a person of the paying side decided about a report whose verdict was review. */
  review?: {
    /** 人工复核结论 · decision of the review. ReviewDecision is what a reviewer decided. */
    decision?: "cleared" | "declined" | null;
    /** 人工复核时间 · time of the review */
    at?: string | null;
    /** 复核放行截止时间 · when the clearance ends. when a clearance ends; by the policy if not stated */
    until?: string | null;
    /** 复核放行的原因 · reasons that the review cleared. Reasons are what was cleared, each "check/code" as the report had it, such as "device.remote-control/remote-control". Nothing else is cleared. */
    reasons?: Array<string | null> | null;
  } | null;
  /** 银行和通道的实时状态 · live state of banks and channels. nil if nobody watches banks and channels */
  health?: Array<{
    /** a code or a name, in any common scheme */
    issuer?: string | null;
    /** by any of its names */
    channel?: string | null;
    /** HealthState is whether payouts arrive at a bank or through a channel. */
    state?: "up" | "degraded" | "down" | null;
    since?: string | null;
    until?: string | null;
    as_of?: string | null;
    /** not read by the standard suite */
    source?: string | null;
  } | null> | null;
  /** inputs of custom checks */
  extra?: Record<string, unknown> | null;
}

export interface Report {
  schema: "payready.report/1";
  id: string;
  /** Verdict answers "submit it now?". The zero value is Incomplete. */
  verdict: "incomplete" | "ready" | "caution" | "wait" | "fix" | "review" | "paid" | "stop";
  score: number;
  floor: number;
  ceiling: number;
  coverage: number;
  /** The vocabulary of remedies, shared with package failcode. */
  lang: "zh-CN" | "en";
  /** Detail selects how much a Document says. The zero value is DetailFull. */
  detail: "full" | "failed" | "summary";
  assessed_at?: string;
  valid_until?: string;
  earliest_at?: string;
  /** Verdict answers "submit it now?". The zero value is Incomplete. */
  earliest_verdict?: "incomplete" | "ready" | "caution" | "wait" | "fix" | "review" | "paid" | "stop";
  next_query_at?: string;
  /** none without a calibration */
  success_probability?: {
    success: number;
    /** the 95 % interval */
    low: number;
    high: number;
    /** on which it rests */
    payouts: number;
    /** names the calibration */
    calibration: string;
    synthetic?: boolean;
  };
  /** for a payout without a channel, if the policy asks for it */
  best_route?: {
    channel: string;
    /** "" for all products of the channel */
    product?: string;
    /** Verdict answers "submit it now?". The zero value is Incomplete. */
    verdict: "incomplete" | "ready" | "caution" | "wait" | "fix" | "review" | "paid" | "stop";
    score: number;
  };
  engine: string;
  /** DocumentChecker says which configuration made the report. */
  checker: {
    /** the policy's ID */
    policy: string;
    /** Checker.Hash */
    hash: string;
  };
  /** DocumentData holds the versions of the data tables used. */
  data: {
    bins: string;
    calendar: string;
    fail_codes: string;
    regions: string;
    names: string;
    special_ips: string;
  };
  /** DocumentCard says what is known of the card, never its full number. */
  card: {
    /** first six and last four digits, "" if unknown */
    masked: string;
    issuer: string;
    issuer_name: string;
    funding: "" | "unknown" | "debit" | "credit" | "quasi_credit" | "prepaid";
    class_hint: "" | "none" | "class_ii" | "class_iii" | "class_ii_or_iii" | "e_account";
  };
  categories: Array<{
    id: "identity" | "consistency" | "card" | "payout" | "mandate" | "network" | "device" | "timing" | "history";
    score: number;
    pass: number;
    warn: number;
    fail: number;
    unknown: number;
  }>;
  findings: Array<{
    check: string;
    category: "identity" | "consistency" | "card" | "payout" | "mandate" | "network" | "device" | "timing" | "history";
    /** Status is the result of a check. The zero value is StatusUnknown, which is never taken for a pass. */
    status: "unknown" | "pass" | "warn" | "fail" | "not_applicable" | "skipped" | "error";
    /** UnknownBecause says why a finding is unknown. */
    why?: "no_input" | "no_data" | "stale" | "not_supported";
    code: string;
    /** for a fail */
    kind?: "fixable" | "timed" | "query" | "review" | "done" | "stop";
    /** Severity says how likely a failed check is, on its own, to make the payout fail. The zero Severity is invalid: every check must set one. */
    severity: "info" | "low" | "medium" | "high" | "critical";
    gate: boolean;
    /** Need says what an unknown costs. The zero value is Expected. */
    need: "expected" | "required" | "optional";
    title?: string;
    message?: string;
    advice?: string;
    action?: "activate-card" | "add-branch-code" | "add-memo" | "approve-payout" | "ask-channel-for-reason" | "authorize-receipt" | "bind-class-i-card" | "bind-debit-card" | "bind-other-card" | "bind-own-card" | "bind-unionpay-card" | "check-channel-limit" | "check-document-number" | "check-elements" | "check-identity-details" | "check-name-and-number" | "check-with-approver" | "close-cancelled-loan" | "close-remote-control" | "complete-verification" | "confirm-receipt" | "contact-bank" | "contact-support" | "contact-wallet" | "correct-amount" | "correct-bank-details" | "correct-card-number" | "correct-channel-name" | "correct-document-number" | "correct-mobile" | "correct-name" | "correct-payee-account" | "correct-payee-identity" | "correct-typed-name" | "enable-online-transfer" | "enable-quick-pay" | "escalate-to-channel" | "export-table-again" | "fix-merchant-setup" | "fix-request" | "give-credit-consent" | "lift-non-counter-limit" | "mend-bank-name-record" | "mend-bank-number-record" | "obtain-funder-release" | "pause-applications" | "pay-contract-payee" | "pay-whole-principal" | "provide-full-number" | "provide-input" | "query-order" | "reactivate-account" | "rebind-card" | "refresh-evidence" | "reinstall-app" | "renew-approval" | "renew-document" | "repeat-verification" | "replace-card-at-bank" | "resend-same-order" | "resubmit-payout-do-not-reapply" | "retake-document-photo" | "review-account" | "review-order" | "send-name-on-record" | "set-clock-automatically" | "set-value-date" | "sign-contract" | "sign-debit-agreement" | "stop-payout" | "stop-screen-sharing" | "switch-network" | "top-up-balance" | "treat-as-success" | "turn-off-mock-location" | "turn-off-proxy" | "turn-off-vpn" | "unbind-unused-cards" | "unfreeze-account" | "update-app" | "update-bank-record" | "use-channel-for-amount" | "use-channel-for-name" | "use-earlier-order-number" | "use-entrusted-payment" | "use-listing-funder" | "use-new-order-number" | "use-other-channel" | "use-own-mobile" | "use-unmodified-device" | "verify-face-to-face" | "wait" | "wait-24-hours" | "wait-for-bank" | "wait-until-maintenance-ends" | "wait-until-next-day" | "wait-until-next-month" | "wait-until-next-workday" | "wait-until-next-year" | "wait-until-open" | "wait-working-days";
    fixer?: "applicant" | "bank" | "channel" | "integrator" | "nobody";
    effort?: "none" | "low" | "medium" | "high";
    /** "applicant", or "internal": not to be shown to the applicant */
    audience?: "applicant" | "internal";
    clears_at?: string;
    penalty: number;
    gain: number;
    evidence?: Record<string, unknown>;
    /** inputs that would settle it */
    missing?: Array<string | string>;
    /** explains it together with others; its action is the advice */
    cause?: string;
    /** for a fail, with detail full: "channel product code", at most 16 */
    prevents?: Array<string>;
  }>;
  fixes: Array<{
    action: "activate-card" | "add-branch-code" | "add-memo" | "approve-payout" | "ask-channel-for-reason" | "authorize-receipt" | "bind-class-i-card" | "bind-debit-card" | "bind-other-card" | "bind-own-card" | "bind-unionpay-card" | "check-channel-limit" | "check-document-number" | "check-elements" | "check-identity-details" | "check-name-and-number" | "check-with-approver" | "close-cancelled-loan" | "close-remote-control" | "complete-verification" | "confirm-receipt" | "contact-bank" | "contact-support" | "contact-wallet" | "correct-amount" | "correct-bank-details" | "correct-card-number" | "correct-channel-name" | "correct-document-number" | "correct-mobile" | "correct-name" | "correct-payee-account" | "correct-payee-identity" | "correct-typed-name" | "enable-online-transfer" | "enable-quick-pay" | "escalate-to-channel" | "export-table-again" | "fix-merchant-setup" | "fix-request" | "give-credit-consent" | "lift-non-counter-limit" | "mend-bank-name-record" | "mend-bank-number-record" | "obtain-funder-release" | "pause-applications" | "pay-contract-payee" | "pay-whole-principal" | "provide-full-number" | "provide-input" | "query-order" | "reactivate-account" | "rebind-card" | "refresh-evidence" | "reinstall-app" | "renew-approval" | "renew-document" | "repeat-verification" | "replace-card-at-bank" | "resend-same-order" | "resubmit-payout-do-not-reapply" | "retake-document-photo" | "review-account" | "review-order" | "send-name-on-record" | "set-clock-automatically" | "set-value-date" | "sign-contract" | "sign-debit-agreement" | "stop-payout" | "stop-screen-sharing" | "switch-network" | "top-up-balance" | "treat-as-success" | "turn-off-mock-location" | "turn-off-proxy" | "turn-off-vpn" | "unbind-unused-cards" | "unfreeze-account" | "update-app" | "update-bank-record" | "use-channel-for-amount" | "use-channel-for-name" | "use-earlier-order-number" | "use-entrusted-payment" | "use-listing-funder" | "use-new-order-number" | "use-other-channel" | "use-own-mobile" | "use-unmodified-device" | "verify-face-to-face" | "wait" | "wait-24-hours" | "wait-for-bank" | "wait-until-maintenance-ends" | "wait-until-next-day" | "wait-until-next-month" | "wait-until-next-workday" | "wait-until-next-year" | "wait-until-open" | "wait-working-days";
    /** the one cause of several findings */
    cause?: string;
    /** what the matter is */
    because?: string;
    fixer: "applicant" | "bank" | "channel" | "integrator" | "nobody";
    effort: "none" | "low" | "medium" | "high";
    clears: Array<string>;
    text: string;
    /** on what the score and verdict after depend besides */
    provided?: string;
    score_after: number;
    /** Verdict answers "submit it now?". The zero value is Incomplete. */
    verdict_after: "incomplete" | "ready" | "caution" | "wait" | "fix" | "review" | "paid" | "stop";
    /** part of the smallest set of fixes that reaches ready */
    needed: boolean;
  }>;
  questions: Array<{
    field: string | string;
    ask: "applicant" | "bank" | "channel" | "integrator" | "nobody";
    checks: Array<string>;
    score_if_good: number;
    score_if_bad: number;
    text: string;
  }>;
  errors?: Array<{
    check?: string;
    field?: string | string;
    /** check-broken, later-than-at, lookup-failed, malformed, out-of-range, too-many, report-reused */
    kind: string;
  }>;
}
