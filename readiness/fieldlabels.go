package readiness

import (
	"slices"
	"strings"

	"github.com/payready/payready/readiness/remedy"
)

// label names an input for people. An input of a custom check is named by its
// last part.
func label(f Field) Text {
	if i := slices.Index(fields[:], f); i >= 0 {
		return fieldLabels[i].name
	}
	name := string(f[strings.LastIndexByte(string(f), '/')+1:])
	return Text{ZH: name, EN: name}
}

// ask says who knows an input.
func ask(f Field) Fixer {
	if i := slices.Index(fields[:], f); i >= 0 {
		return fieldLabels[i].ask
	}
	return remedy.Integrator
}

// labels joins the names of inputs.
func labels(l Lang, list []Field) string {
	names := make([]string, len(list))
	for i, f := range list {
		names[i] = label(f).In(l)
	}
	return strings.Join(names, Text{ZH: "、", EN: ", "}.In(l))
}

// fieldLabels goes with fields, line by line.
var fieldLabels = [len(fields)]struct {
	name Text
	ask  Fixer
}{
	{Text{ZH: "记录编号", EN: "record ID"}, remedy.Integrator},                                              // /id
	{Text{ZH: "计划提交时间", EN: "planned moment of submission"}, remedy.Integrator},                         // /at
	{Text{ZH: "数据采集时间", EN: "moment of observation"}, remedy.Integrator},                                // /observed_at
	{Text{ZH: "姓名", EN: "name"}, remedy.Applicant},                                                      // /applicant/name
	{Text{ZH: "证件类型", EN: "kind of document"}, remedy.Applicant},                                        // /applicant/document/type
	{Text{ZH: "证件号码", EN: "document number"}, remedy.Applicant},                                         // /applicant/document/number
	{Text{ZH: "出生日期", EN: "birth date"}, remedy.Applicant},                                              // /applicant/document/birth_date
	{Text{ZH: "证件签发日期", EN: "day of issue of the document"}, remedy.Applicant},                          // /applicant/document/issued_on
	{Text{ZH: "证件到期日", EN: "expiry day of the document"}, remedy.Applicant},                             // /applicant/document/expires_on
	{Text{ZH: "证件是否长期有效", EN: "whether the document has no expiry"}, remedy.Applicant},                  // /applicant/document/long_term
	{Text{ZH: "证件换领日期", EN: "day the document was renewed"}, remedy.Applicant},                          // /applicant/document/changed_on
	{Text{ZH: "手机号", EN: "mobile number"}, remedy.Applicant},                                            // /applicant/mobile
	{Text{ZH: "手机号变更日期", EN: "day the mobile number changed"}, remedy.Applicant},                        // /applicant/mobile_changed_on
	{Text{ZH: "手机号是否二次放号", EN: "whether the mobile number was reissued"}, remedy.Integrator},            // /applicant/mobile_reissued
	{Text{ZH: "人脸识别结果", EN: "result of face recognition"}, remedy.Integrator},                           // /applicant/verification/face/result
	{Text{ZH: "人脸识别时间", EN: "moment of face recognition"}, remedy.Integrator},                           // /applicant/verification/face/at
	{Text{ZH: "运营商三要素结果", EN: "result of the carrier check"}, remedy.Integrator},                        // /applicant/verification/carrier/result
	{Text{ZH: "运营商三要素时间", EN: "moment of the carrier check"}, remedy.Integrator},                        // /applicant/verification/carrier/at
	{Text{ZH: "证件影像识别姓名", EN: "name read from the document image"}, remedy.Integrator},                  // /applicant/verification/ocr/name
	{Text{ZH: "证件影像识别号码", EN: "number read from the document image"}, remedy.Integrator},                // /applicant/verification/ocr/number
	{Text{ZH: "银行卡号", EN: "card number"}, remedy.Applicant},                                             // /card/number
	{Text{ZH: "卡号前几位（卡 BIN）", EN: "first digits of the card number (BIN)"}, remedy.Integrator},          // /card/bin
	{Text{ZH: "卡号位数", EN: "length of the card number"}, remedy.Integrator},                              // /card/length
	{Text{ZH: "卡号后四位", EN: "last four digits of the card number"}, remedy.Integrator},                   // /card/last4
	{Text{ZH: "介质（卡或存折）", EN: "card or passbook"}, remedy.Applicant},                                    // /card/form
	{Text{ZH: "卡种（借记、贷记等）", EN: "debit, credit or prepaid"}, remedy.Bank},                               // /card/funding
	{Text{ZH: "个人或对公账户", EN: "personal or corporate account"}, remedy.Bank},                             // /card/account_kind
	{Text{ZH: "发卡银行", EN: "issuing bank"}, remedy.Applicant},                                            // /card/issuer
	{Text{ZH: "账户类别（Ⅰ、Ⅱ、Ⅲ类）", EN: "account class (I, II or III)"}, remedy.Bank},                         // /card/account_class
	{Text{ZH: "账户是否经面对面核实", EN: "whether the account was confirmed face to face"}, remedy.Bank},         // /card/face_to_face_verified
	{Text{ZH: "放款方是否为账户行", EN: "whether the lender is the account's bank"}, remedy.Integrator},          // /card/lender_is_account_bank
	{Text{ZH: "卡状态", EN: "state of the card"}, remedy.Bank},                                             // /card/state
	{Text{ZH: "卡状态查询时间", EN: "moment the state was asked"}, remedy.Integrator},                          // /card/state_at
	{Text{ZH: "最近一次交易日期", EN: "day of the last transaction"}, remedy.Bank},                              // /card/last_activity_on
	{Text{ZH: "是否开通快捷支付", EN: "whether quick-pay is enabled"}, remedy.Channel},                          // /card/quick_pay
	{Text{ZH: "是否开通网上转账", EN: "whether online transfer is enabled"}, remedy.Bank},                       // /card/online_transfer
	{Text{ZH: "非柜面业务状态", EN: "state of non-counter business"}, remedy.Bank},                             // /card/non_counter
	{Text{ZH: "账户今日非绑定转入金额", EN: "received today from accounts not bound to it"}, remedy.Applicant},     // /card/nonbound_inbound_today_fen
	{Text{ZH: "账户本年非绑定转入金额", EN: "received this year from accounts not bound to it"}, remedy.Applicant}, // /card/nonbound_inbound_this_year_fen
	{Text{ZH: "账户余额", EN: "balance of the account"}, remedy.Applicant},                                  // /card/balance_fen
	{Text{ZH: "银行预留姓名", EN: "name on the bank's record"}, remedy.Bank},                                  // /card/holder/name
	{Text{ZH: "预留姓名摘要算法", EN: "algorithm of the name digest"}, remedy.Channel},                          // /card/holder/name_hash/algorithm
	{Text{ZH: "预留姓名摘要编码", EN: "encoding of the name digest"}, remedy.Channel},                           // /card/holder/name_hash/encoding
	{Text{ZH: "预留姓名摘要", EN: "digest of the name on record"}, remedy.Channel},                            // /card/holder/name_hash/hex
	{Text{ZH: "银行预留证件类型", EN: "kind of document on the bank's record"}, remedy.Bank},                    // /card/holder/document_type
	{Text{ZH: "银行预留证件号码", EN: "document number on the bank's record"}, remedy.Bank},                     // /card/holder/document_number
	{Text{ZH: "银行预留手机号", EN: "mobile number on the bank's record"}, remedy.Bank},                        // /card/holder/mobile
	{Text{ZH: "要素验证的要素数", EN: "number of elements checked"}, remedy.Channel},                            // /card/element_check/elements
	{Text{ZH: "要素验证结果", EN: "result of the element check"}, remedy.Channel},                             // /card/element_check/result
	{Text{ZH: "不一致的要素", EN: "elements that differ"}, remedy.Channel},                                    // /card/element_check/mismatched
	{Text{ZH: "要素验证时间", EN: "moment of the element check"}, remedy.Integrator},                          // /card/element_check/at
	{Text{ZH: "账户类别来源", EN: "source of the account class"}, remedy.Integrator},                          // /card/sources/account_class
	{Text{ZH: "卡种来源", EN: "source of the kind of card"}, remedy.Integrator},                             // /card/sources/funding
	{Text{ZH: "卡状态来源", EN: "source of the card state"}, remedy.Integrator},                              // /card/sources/state
	{Text{ZH: "快捷支付信息来源", EN: "source of the quick-pay fact"}, remedy.Integrator},                       // /card/sources/quick_pay
	{Text{ZH: "是否列入涉诈名单", EN: "whether the account is on a fraud list"}, remedy.Channel},                // /card/fraud_listed
	{Text{ZH: "是否司法冻结", EN: "whether a court froze the account"}, remedy.Bank},                          // /card/judicial_freeze
	{Text{ZH: "绑卡时间", EN: "moment the card was bound"}, remedy.Integrator},                              // /card/bound_at
	{Text{ZH: "订单号", EN: "order number"}, remedy.Integrator},                                            // /payout/order_id
	{Text{ZH: "打款金额", EN: "amount"}, remedy.Integrator},                                                 // /payout/amount_fen
	{Text{ZH: "支付通道", EN: "payment channel"}, remedy.Integrator},                                        // /payout/channel
	{Text{ZH: "通道产品", EN: "product of the channel"}, remedy.Integrator},                                 // /payout/product
	{Text{ZH: "清算系统", EN: "clearing system"}, remedy.Channel},                                           // /payout/system
	{Text{ZH: "联行号", EN: "branch code"}, remedy.Integrator},                                             // /payout/branch_code
	{Text{ZH: "附言", EN: "memo"}, remedy.Integrator},                                                     // /payout/memo
	{Text{ZH: "商户可用余额", EN: "merchant's available balance"}, remedy.Channel},                            // /payout/available_fen
	{Text{ZH: "商户今日已付金额", EN: "paid by the merchant today"}, remedy.Integrator},                         // /payout/merchant_paid_today_fen
	{Text{ZH: "重新采集的设备信息", EN: "a new observation of the device"}, remedy.Integrator},                   // /device/captured_at
	{Text{ZH: "客户端平台", EN: "client platform"}, remedy.Integrator},                                       // /device/platform
	{Text{ZH: "App 版本", EN: "app version"}, remedy.Integrator},                                          // /device/app_version
	{Text{ZH: "是否经 VPN 联网", EN: "whether the active network is a VPN"}, remedy.Integrator},              // /device/vpn_transport
	{Text{ZH: "iOS 网络作用域键", EN: "scoped network keys of iOS"}, remedy.Integrator},                       // /device/ios_scoped_keys
	{Text{ZH: "网络接口名", EN: "names of network interfaces"}, remedy.Integrator},                           // /device/interfaces
	{Text{ZH: "是否企业管理的 VPN", EN: "whether the VPN is the employer's"}, remedy.Integrator},               // /device/managed_vpn
	{Text{ZH: "是否设置系统代理", EN: "whether a system proxy is set"}, remedy.Integrator},                      // /device/system_proxy
	{Text{ZH: "系统代理地址", EN: "host of the system proxy"}, remedy.Integrator},                             // /device/proxy_host
	{Text{ZH: "网络类型", EN: "access network"}, remedy.Integrator},                                         // /device/network_type
	{Text{ZH: "网络往返时延", EN: "round trip time"}, remedy.Integrator},                                      // /device/rtt_ms
	{Text{ZH: "丢包率", EN: "share of packets lost"}, remedy.Integrator},                                   // /device/loss_percent
	{Text{ZH: "设备时区偏移", EN: "UTC offset of the device"}, remedy.Integrator},                             // /device/utc_offset_minutes
	{Text{ZH: "设备时区", EN: "time zone of the device"}, remedy.Integrator},                                // /device/time_zone
	{Text{ZH: "设备地区设置", EN: "region setting of the device"}, remedy.Integrator},                         // /device/region
	{Text{ZH: "SIM 卡国家", EN: "country of the SIM"}, remedy.Integrator},                                  // /device/sim_country
	{Text{ZH: "定位国家", EN: "country of the location fix"}, remedy.Integrator},                            // /device/gps_country
	{Text{ZH: "是否模拟定位", EN: "whether the location is mocked"}, remedy.Integrator},                       // /device/mock_location
	{Text{ZH: "设备时钟偏差", EN: "clock skew of the device"}, remedy.Integrator},                             // /device/clock_skew_seconds
	{Text{ZH: "是否 root 或越狱", EN: "whether the device is rooted"}, remedy.Integrator},                    // /device/rooted
	{Text{ZH: "是否模拟器", EN: "whether it is an emulator"}, remedy.Integrator},                             // /device/emulator
	{Text{ZH: "是否云手机", EN: "whether it is a cloud phone"}, remedy.Integrator},                           // /device/cloud_phone
	{Text{ZH: "是否被注入", EN: "whether the app is hooked"}, remedy.Integrator},                             // /device/hooked
	{Text{ZH: "是否二次打包", EN: "whether the app was repackaged"}, remedy.Integrator},                       // /device/repackaged
	{Text{ZH: "是否被调试", EN: "whether a debugger is attached"}, remedy.Integrator},                        // /device/debugger
	{Text{ZH: "是否开启开发者选项", EN: "whether developer options are on"}, remedy.Integrator},                  // /device/developer_options
	{Text{ZH: "是否共享屏幕", EN: "whether the screen is shared"}, remedy.Integrator},                         // /device/screen_sharing
	{Text{ZH: "是否被远程控制", EN: "whether the device is under remote control"}, remedy.Integrator},          // /device/remote_control
	{Text{ZH: "是否应用多开", EN: "whether the app runs as a clone"}, remedy.Integrator},                      // /device/multi_instance
	{Text{ZH: "本地数据是否损坏", EN: "whether local data is corrupted"}, remedy.Integrator},                    // /device/data_corrupted
	{Text{ZH: "设备证明服务", EN: "attestation service"}, remedy.Integrator},                                  // /device/attestation/provider
	{Text{ZH: "设备证明结论", EN: "attestation verdict"}, remedy.Integrator},                                  // /device/attestation/verdict
	{Text{ZH: "设备证明时效", EN: "age of the attestation"}, remedy.Integrator},                               // /device/attestation/age_seconds
	{Text{ZH: "重新采集的网络信息", EN: "a new observation of the connection"}, remedy.Integrator},               // /network/captured_at
	{Text{ZH: "客户端 IP", EN: "client address"}, remedy.Integrator},                                       // /network/client_ip
	{Text{ZH: "对端地址", EN: "peer address"}, remedy.Integrator},                                           // /network/peer
	{Text{ZH: "转发链", EN: "forwarding chain"}, remedy.Integrator},                                        // /network/forwarded_for
	{Text{ZH: "是否带 Via 头", EN: "whether a Via header was sent"}, remedy.Integrator},                     // /network/via_header
	{Text{ZH: "IP 情报", EN: "records about the address"}, remedy.Integrator},                             // /network/ip_records
	{Text{ZH: "历史打款记录", EN: "earlier payout attempts"}, remedy.Integrator},                              // /history/attempts
	{Text{ZH: "30 天内绑卡次数", EN: "card bindings in 30 days"}, remedy.Integrator},                          // /history/card_bindings_30d
	{Text{ZH: "30 天内申请次数", EN: "applications in 30 days"}, remedy.Integrator},                           // /history/applications_30d
	{Text{ZH: "同卡关联证件数", EN: "documents seen on the card"}, remedy.Integrator},                          // /history/documents_on_card
	{Text{ZH: "同证件关联卡数", EN: "cards seen on the document"}, remedy.Integrator},                          // /history/cards_on_document
	{Text{ZH: "同设备关联证件数", EN: "documents seen on the device"}, remedy.Integrator},                       // /history/documents_on_device
	{Text{ZH: "同手机号关联证件数", EN: "documents seen on the mobile number"}, remedy.Integrator},               // /history/documents_on_mobile
	{Text{ZH: "今日要素验证失败次数", EN: "failed element checks today"}, remedy.Integrator},                      // /history/element_failures_today
	{Text{ZH: "平台综合评分", EN: "platform score"}, remedy.Channel},                                          // /history/platform_score
}
