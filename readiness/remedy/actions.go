package remedy

// The closed list of actions. An action says what to do, and never promises that
// the payout will then succeed. No action advises splitting an amount or getting
// around risk control.

// Actions for the applicant.
var (
	ActivateCard = Action{ID: "activate-card", Owner: Applicant, Effort: Medium, Text: Text{
		ZH: "请联系发卡银行激活这张卡后再试。",
		EN: "Ask the card's bank to activate the card, then try again."}}
	AuthorizeReceipt = Action{ID: "authorize-receipt", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "在收款 App 中开通并授权收款。",
		EN: "Open the receiving app, turn the service on and authorise it to receive money."}}
	BindClassICard = Action{ID: "bind-class-i-card", Owner: Applicant, Effort: Medium, Text: Text{
		ZH: "绑定本人的Ⅰ类银行卡用于收款（可在手机银行“账户管理”查看账户类别；同一银行只能有一个Ⅰ类户，后办的卡通常为Ⅱ类）。",
		EN: "Bind a Class I bank card of your own. The bank app shows the class; a bank gives one Class I account, and cards opened later are mostly Class II."}}
	BindDebitCard = Action{ID: "bind-debit-card", Owner: Applicant, Effort: Medium, Text: Text{
		ZH: "绑定本人的借记卡，不要使用信用卡、预付卡或存折。",
		EN: "Bind a debit card of your own, not a credit card, a prepaid card or a passbook."}}
	BindOtherCard = Action{ID: "bind-other-card", Owner: Applicant, Effort: Medium, Text: Text{
		ZH: "更换为本人名下状态正常的其他借记卡。",
		EN: "Bind another debit card of your own that is in normal use."}}
	BindOwnCard = Action{ID: "bind-own-card", Owner: Applicant, Effort: Medium, Text: Text{
		ZH: "请绑定本人名下的借记卡。",
		EN: "Bind a debit card that is in your own name."}}
	BindUnionPayCard = Action{ID: "bind-unionpay-card", Owner: Applicant, Effort: Medium, Text: Text{
		ZH: "绑定境内银行发行的银联借记卡。",
		EN: "Bind a UnionPay debit card issued by a mainland bank."}}
	CheckIdentityDetails = Action{ID: "check-identity-details", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "卡号与实名信息未能匹配，请核对卡号，或换绑本人名下借记卡。",
		EN: "The card number and the verified identity do not match: check the card number, or bind a debit card of your own."}}
	CheckNameAndNumber = Action{ID: "check-name-and-number", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "姓名与卡号未能匹配：请核对卡号和证件上的姓名，或换绑本人名下借记卡。",
		EN: "The name and the card number do not match: check the card number and the name on the document, or bind a debit card of your own."}}
	CloseRemoteControl = Action{ID: "close-remote-control", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "关闭远程控制软件，并由本人操作。凡是让您边共享屏幕边操作的，都可能是诈骗。",
		EN: "Close any remote control software and use the phone yourself. Someone who asks you to share your screen while you do this may be a fraudster."}}
	CompleteVerification = Action{ID: "complete-verification", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "完成实名认证，补全身份信息。",
		EN: "Complete the identity verification and fill in what is missing."}}
	ConfirmReceipt = Action{ID: "confirm-receipt", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "请在期限内到微信等收款 App 的官方页面确认收款，勿点他人发来的链接；逾期款项退回付款方。",
		EN: "Confirm the receipt in time on WeChat's or the receiving app's own page, not by a link that others send. What you do not confirm goes back to the payer."}}
	ContactBank = Action{ID: "contact-bank", Owner: Applicant, Effort: Medium, Text: Text{
		ZH: "该卡可能影响取款、转账或还款，建议换绑本人其他借记卡；详情请咨询开户行。",
		EN: "The card may not work for withdrawals, transfers or repayments: better bind another debit card of your own. The bank can tell the details."}}
	ContactSupport = Action{ID: "contact-support", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "联系客服，并备好订单号。",
		EN: "Contact support and have the order number ready."}}
	ContactWallet = Action{ID: "contact-wallet", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "在收款的支付应用中查看账户的限制原因，并按提示处理。",
		EN: "Open the payment app that receives the money, see why the account is limited and follow its instructions."}}
	CorrectBankDetails = Action{ID: "correct-bank-details", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "核对开户银行和支行，与卡号所属银行保持一致。",
		EN: "Check the bank and the branch: they must be those of the card."}}
	CorrectCardNumber = Action{ID: "correct-card-number", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "对照实体卡或手机银行，重新填写卡号。",
		EN: "Enter the card number again, as it stands on the card or in the bank's app."}}
	CheckDocumentNumber = Action{ID: "check-document-number", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "请对照证件核对证件号码，填错的更正；证件号码无误的，请到开户行更正银行留存信息，或换绑本人其他借记卡。",
		EN: "Correct the number if it is not the one on your document. If it is, have the bank correct its record, or bind another debit card of your own."}}
	CorrectDocumentNumber = Action{ID: "correct-document-number", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "按证件原件更正证件号码。",
		EN: "Correct the document number as it stands on the document."}}
	CorrectMobile = Action{ID: "correct-mobile", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "请改填在银行预留的本人手机号。",
		EN: "Enter the mobile number that the bank has on record for you."}}
	CorrectName = Action{ID: "correct-name", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "姓名须与有效证件一致。证件无误而银行留存有误的，请到开户行更正，或换绑本人其他借记卡；请勿改填与证件不一致的姓名。",
		EN: "The name must be the one on your document. If the bank has it wrong, have it corrected there or bind another debit card; do not enter a different name."}}
	CorrectPayeeAccount = Action{ID: "correct-payee-account", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "核对收款账户，并重新填写。",
		EN: "Check the receiving account and enter it again."}}
	CorrectPayeeIdentity = Action{ID: "correct-payee-identity", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "按收款账户的实名信息更正姓名和证件号码。",
		EN: "Correct the name and document number to those under which the receiving account is verified."}}
	CorrectTypedName = Action{ID: "correct-typed-name", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "按有效证件更正填写的姓名。",
		EN: "Correct the name that was entered, as it stands on the document."}}
	EnableOnlineTransfer = Action{ID: "enable-online-transfer", Owner: Applicant, Effort: Medium, Text: Text{
		ZH: "在手机银行或网点开通线上转账。",
		EN: "Enable online transfers in the bank's app or at a branch."}}
	EnableQuickPay = Action{ID: "enable-quick-pay", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "在手机银行或网点开通快捷支付（银联在线支付）。",
		EN: "Enable quick pay (UnionPay online payment) in the bank's app or at a branch."}}
	GiveCreditConsent = Action{ID: "give-credit-consent", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "阅读并同意征信查询和报送授权书。",
		EN: "Read the consent to credit inquiry and reporting, and give it."}}
	LiftNonCounterLimit = Action{ID: "lift-non-counter-limit", Owner: Applicant, Effort: High, Text: Text{
		ZH: "带上证件和银行卡到网点，解除非柜面业务限制。",
		EN: "Take your document and card to a branch and have the limit on non-counter business lifted."}}
	PauseApplications = Action{ID: "pause-applications", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "本次申请暂未通过。如需说明或人工复核，请联系客服。",
		EN: "The application has not passed for now. For an explanation or a review by a person, contact support."}}
	ProvideFullNumber = Action{ID: "provide-full-number", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "填写完整号码，不要带星号。",
		EN: "Enter the whole number, without asterisks."}}
	ReactivateAccount = Action{ID: "reactivate-account", Owner: Applicant, Effort: Medium, Text: Text{
		ZH: "持有效证件和银行卡到开户行网点，或在其手机银行激活长期未动账户，或换绑本人其他借记卡。",
		EN: "Bring the dormant account back into use at a branch, with your document and card, or in the bank app; or bind another debit card of your own."}}
	RebindCard = Action{ID: "rebind-card", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "解绑这张卡，重新绑定并完成签约。",
		EN: "Unbind the card, bind it again and complete the agreement."}}
	ReinstallApp = Action{ID: "reinstall-app", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "清除应用缓存，或重新安装应用。",
		EN: "Clear the app's cache or install the app again."}}
	RenewDocument = Action{ID: "renew-document", Owner: Applicant, Effort: High, Text: Text{
		ZH: "换领有效证件，并到银行更新证件信息。",
		EN: "Renew the document and have the bank update its record."}}
	RepeatVerification = Action{ID: "repeat-verification", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "重新完成身份验证。",
		EN: "Verify your identity again."}}
	ReplaceCardAtBank = Action{ID: "replace-card-at-bank", Owner: Applicant, Effort: High, Text: Text{
		ZH: "到银行补办或更换这张卡，或绑定本人的其他借记卡。",
		EN: "Have the bank replace the card, or bind another debit card of your own."}}
	ResubmitPayoutDoNotReapply = Action{ID: "resubmit-payout-do-not-reapply", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "问题解决后隔一段时间，在原订单上重新发起打款，无需重新申请。",
		EN: "Some time after the problem is solved, start the same payout again. Do not apply for a new one."}}
	RetakeDocumentPhoto = Action{ID: "retake-document-photo", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "对照证件核对姓名、号码和有效期，必要时重新拍摄证件。",
		EN: "Check name, number and dates against the document and photograph it again if needed."}}
	SetClockAutomatically = Action{ID: "set-clock-automatically", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "在手机设置中开启自动设置日期和时间。",
		EN: "Turn on automatic date and time in the phone's settings."}}
	SignContract = Action{ID: "sign-contract", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "阅读并签署借款合同。",
		EN: "Read the loan contract and sign it."}}
	SignDebitAgreement = Action{ID: "sign-debit-agreement", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "为收款的这张卡签署还款代扣（协议支付）授权。",
		EN: "Sign the agreement by which repayments are debited from the card that is paid."}}
	StopScreenSharing = Action{ID: "stop-screen-sharing", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "关闭屏幕共享后再操作。凡是让您边共享屏幕边操作的，都可能是诈骗。",
		EN: "Stop sharing the screen. Someone who asks you to share it while you do this may be a fraudster."}}
	SwitchNetwork = Action{ID: "switch-network", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "换用稳定的 Wi-Fi 或移动网络。",
		EN: "Use a stable Wi-Fi or mobile network."}}
	TurnOffMockLocation = Action{ID: "turn-off-mock-location", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "关闭模拟定位。",
		EN: "Turn off the mock location."}}
	TurnOffProxy = Action{ID: "turn-off-proxy", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "关闭网络代理。",
		EN: "Turn off the proxy."}}
	TurnOffVPN = Action{ID: "turn-off-vpn", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "关闭 VPN。",
		EN: "Turn off the VPN."}}
	UnbindUnusedCards = Action{ID: "unbind-unused-cards", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "解绑不再使用的银行卡。",
		EN: "Unbind the cards that are no longer used."}}
	UpdateApp = Action{ID: "update-app", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "将应用更新到最新版本。",
		EN: "Update the app to the latest version."}}
	UpdateBankRecord = Action{ID: "update-bank-record", Owner: Applicant, Effort: High, Text: Text{
		ZH: "持有效证件到开户行更新预留信息，使其与有效证件一致。",
		EN: "Take your valid document to the bank that opened the account and have its record brought into line with the document."}}
	UseOwnMobile = Action{ID: "use-own-mobile", Owner: Applicant, Effort: Low, Text: Text{
		ZH: "请使用登记在本人名下的手机号。",
		EN: "Use a mobile number that is registered in your own name."}}
	UseUnmodifiedDevice = Action{ID: "use-unmodified-device", Owner: Applicant, Effort: Medium, Text: Text{
		ZH: "换用系统未经修改的手机，并从官方应用商店安装应用。",
		EN: "Use a phone whose system is unmodified, with the app from an official store."}}
	VerifyFaceToFace = Action{ID: "verify-face-to-face", Owner: Applicant, Effort: High, Text: Text{
		ZH: "持有效证件到开户行网点现场核实身份（或升级为Ⅰ类户）。",
		EN: "Take a valid document to a branch of the bank and have your identity verified there, or the account raised to Class I."}}
)

// Actions for the card's bank. The text tells the applicant what to ask the bank.
var (
	MendBankNameRecord = Action{ID: "mend-bank-name-record", Owner: Bank, Effort: High, Text: Text{
		ZH: "姓名与证件一致的，无需修改：请到开户行更正银行留存的姓名，或换绑本人其他借记卡。",
		EN: "If the name is the one on your document, leave it as it is: have the bank correct its record, or bind another debit card of your own."}}
	MendBankNumberRecord = Action{ID: "mend-bank-number-record", Owner: Bank, Effort: High, Text: Text{
		ZH: "证件号码与证件一致的，无需修改：请到开户行更正银行留存的证件号码，或换绑本人其他借记卡。",
		EN: "If the number is the one on your document, leave it as it is: have the bank correct its record, or bind another debit card of your own."}}
	UnfreezeAccount = Action{ID: "unfreeze-account", Owner: Bank, Effort: High, Text: Text{
		ZH: "联系发卡银行，问明冻结或止付的原因，并按银行的要求办理。",
		EN: "Ask the card's bank why the account is frozen or stopped and do what the bank requires."}}
)

// Actions for the team that sends the payout. Applicants must not see them.
var (
	AddBranchCode = Action{ID: "add-branch-code", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "补充收款账户的开户支行行号。",
		EN: "Add the branch code of the payee's account."}}
	AddMemo = Action{ID: "add-memo", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "按通道要求填写付款用途。",
		EN: "State the purpose of the payment as the channel requires."}}
	ApprovePayout = Action{ID: "approve-payout", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "请本方的付款审批人在期限内确认这笔付款；逾期订单自动关闭。不要另外付款。",
		EN: "Have your own approver of payments release this very order in time: it closes when the time is up. Do not pay separately."}}
	AskChannelForReason = Action{ID: "ask-channel-for-reason", Owner: Integrator, Effort: Medium, Text: Text{
		ZH: "向支付通道索取具体的失败原因，查明后再处理。",
		EN: "Ask the channel for the exact reason before doing anything else."}}
	CheckChannelLimit = Action{ID: "check-channel-limit", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "在通道的商户平台核对已开通的单笔限额；已提高的，写入策略的通道档案。",
		EN: "Look up on the channel's merchant platform what limit was granted. If it was raised, write it into the policy's profile of the channel."}}
	CheckElements = Action{ID: "check-elements", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "通过银行或通道做一次三要素或四要素验证。",
		EN: "Have the bank or the channel check three or four elements."}}
	CheckWithApprover = Action{ID: "check-with-approver", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "与本方的付款审批人确认后再处理。",
		EN: "Ask your own approver of payments before doing anything else."}}
	CloseCancelledLoan = Action{ID: "close-cancelled-loan", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "借款已取消：关闭订单，不要放款；已通知资方的，一并撤销。",
		EN: "The loan was cancelled: close the order, do not pay it out, and withdraw it from the funder if it was passed on."}}
	CorrectAmount = Action{ID: "correct-amount", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "核对金额，按通道的最低金额和金额单位提交。",
		EN: "Check the amount against the channel's minimum and step."}}
	CorrectChannelName = Action{ID: "correct-channel-name", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "更正通道、产品的名称；自有通道的名称、状态和失败码可以补充到失败码表中。",
		EN: "Correct the name of the channel or product. Names, statuses and codes of a channel of your own can be added to the table of failure codes."}}
	EscalateToChannel = Action{ID: "escalate-to-channel", Owner: Integrator, Effort: Medium, Text: Text{
		ZH: "提交支付通道人工核查，并附上订单号。不要重新付款。",
		EN: "Have the channel look into it by hand and give the order number. Do not pay again."}}
	ExportTableAgain = Action{ID: "export-table-again", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "号码被电子表格改写：请导出数据的人将该列设为文本格式后重新导出，无需申请人重填。",
		EN: "A spreadsheet has rewritten the number: have whoever exported the table export it again with the column as text. The applicant need not enter anything."}}
	FixMerchantSetup = Action{ID: "fix-merchant-setup", Owner: Integrator, Effort: Medium, Text: Text{
		ZH: "检查商户的权限、产品签约、证书和 IP 白名单，补齐后再提交。",
		EN: "Check the merchant's permissions, contracts, certificates and allowed addresses, and complete them before submitting."}}
	FixRequest = Action{ID: "fix-request", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "按接口文档更正请求参数后再提交。",
		EN: "Correct the request to the channel's specification before submitting."}}
	ObtainFunderRelease = Action{ID: "obtain-funder-release", Owner: Integrator, Effort: Medium, Text: Text{
		ZH: "向资方查询这笔借款；取得批准和放款指令后再放款。",
		EN: "Ask the funder about this loan, and pay it out once the funder has approved and instructed it."}}
	PayContractPayee = Action{ID: "pay-contract-payee", Owner: Integrator, Effort: Medium, Text: Text{
		ZH: "核对合同约定的支付方式和收款人，付到约定的收款账户；变更收款人须先变更合同。",
		EN: "Compare the payee with the contract and pay the account that it names; another payee needs another contract."}}
	PayWholePrincipal = Action{ID: "pay-whole-principal", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "按借据本金足额放款，不多不少；利息、服务费、担保费等不得预先扣除。",
		EN: "Pay out the principal of the loan note, no more and no less. Interest and fees must not be deducted in advance."}}
	ProvideInput = Action{ID: "provide-input", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "补充缺少的信息后重新评估。",
		EN: "Supply what is missing and assess again."}}
	QueryOrder = Action{ID: "query-order", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "先查询订单结果。结果明确之前，不要更换订单号，不要重新付款。",
		EN: "Query the order first. Until the result is clear, do not change the order number and do not pay again."}}
	RefreshEvidence = Action{ID: "refresh-evidence", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "重新采集或查询这项信息。",
		EN: "Collect this information or ask for it again."}}
	RenewApproval = Action{ID: "renew-approval", Owner: Integrator, Effort: Medium, Text: Text{
		ZH: "重新审批，或按审批金额修改合同后再放款；不要拆分金额。",
		EN: "Have the loan approved anew, or change the contract to what was approved, before paying it out. Do not split the amount."}}
	ResendSameOrder = Action{ID: "resend-same-order", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "稍后用原订单号、原参数再次提交，不要更换订单号。",
		EN: "Send the identical request again later, under the same order number."}}
	ReviewAccount = Action{ID: "review-account", Owner: Integrator, Effort: Medium, Text: Text{
		ZH: "由风控人员人工复核这个账户。",
		EN: "Have the risk team review the account."}}
	ReviewOrder = Action{ID: "review-order", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "订单待人工复核：核实收款人后，在通道确认或驳回这笔订单，不要另外付款。",
		EN: "The order awaits a review: check the payee, then confirm or refuse this very order with the channel. Do not pay separately."}}
	SendNameOnRecord = Action{ID: "send-name-on-record", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "按银行预留的写法发送姓名（间隔点、空格、大小写、词序或繁简写法），无需申请人更改。",
		EN: "Send the name in the form that the bank has on record: its dot, spaces, case, order and traditional forms. The applicant need not change anything."}}
	SetValueDate = Action{ID: "set-value-date", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "将起息日改为实际放款日，并重新生成还款计划。",
		EN: "Set the day on which interest begins to the day of the release, and make the repayment plan again."}}
	StopPayout = Action{ID: "stop-payout", Owner: Integrator, Effort: High, Text: Text{
		ZH: "停止向该收款人付款，按内部风控和合规流程处理。",
		EN: "Stop paying this payee and follow your risk and compliance procedure."}}
	TopUpBalance = Action{ID: "top-up-balance", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "为付款账户充值。",
		EN: "Top up the paying account."}}
	TreatAsSuccess = Action{ID: "treat-as-success", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "按成功处理，不要重新付款；银行之后仍可能退票，请留意对账结果。",
		EN: "Treat it as a success and do not pay again. The bank may still return the money: watch the reconciliation."}}
	UseChannelForAmount = Action{ID: "use-channel-for-amount", Owner: Integrator, Effort: Medium, Text: Text{
		ZH: "改用单笔和累计限额足够的通道，不要拆分金额。",
		EN: "Use a channel whose limits admit the whole amount. Do not split it."}}
	UseChannelForName = Action{ID: "use-channel-for-name", Owner: Integrator, Effort: Medium, Text: Text{
		ZH: "核对姓名；若无误，改用能完整传输该姓名的通道，不要改写或截短。",
		EN: "Check the name. If it is right, use a channel that can carry it whole: do not rewrite or shorten it."}}
	UseEarlierOrderNumber = Action{ID: "use-earlier-order-number", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "这笔付款已用过另一个订单号，通道要求沿用原订单号、原参数，不要更换。",
		EN: "This payout has had an order number before, and the channel wants that number and the same particulars again: keep them."}}
	UseEntrustedPayment = Action{ID: "use-entrusted-payment", Owner: Integrator, Effort: Medium, Text: Text{
		ZH: "改为受托支付，付给合同约定的交易对手；符合例外情形的，留存依据。不要拆分金额。",
		EN: "Pay the counterparty that the contract names instead, or keep on record which exception applies. Do not split the amount."}}
	UseListingFunder = Action{ID: "use-listing-funder", Owner: Integrator, Effort: High, Text: Text{
		ZH: "平台不在该资方名单内：不得通过该资方放款，改由已合作的资方重新审批。",
		EN: "This funder does not list the platform and must not lend through it: have the loan approved by a funder that does."}}
	UseNewOrderNumber = Action{ID: "use-new-order-number", Owner: Integrator, Effort: Low, Text: Text{
		ZH: "这个订单号的付款已经失败，通道不再受理：换用未用过的订单号。",
		EN: "The payout under this order number has failed and the channel takes the number no more: use one that has not been used."}}
	UseOtherChannel = Action{ID: "use-other-channel", Owner: Integrator, Effort: Medium, Text: Text{
		ZH: "改用支持该银行或卡种的通道。",
		EN: "Use a channel that supports this bank or kind of card."}}
)

// Actions for obstacles that clear by themselves.
var (
	Wait = Action{ID: "wait", Owner: Nobody, Text: Text{
		ZH: "暂时无需操作，请稍候。",
		EN: "Nothing to do for now: wait a little."}}
	Wait24Hours = Action{ID: "wait-24-hours", Owner: Nobody, Text: Text{
		ZH: "满 24 小时后再试。",
		EN: "Try again when 24 hours have passed."}}
	WaitForBank = Action{ID: "wait-for-bank", Owner: Nobody, Text: Text{
		ZH: "等银行或通道恢复后再试，期间无需操作，请不要换卡。",
		EN: "Wait until the bank or the channel is back. Nothing else need be done; do not change the card."}}
	WaitUntilMaintenanceEnds = Action{ID: "wait-until-maintenance-ends", Owner: Nobody, Text: Text{
		ZH: "等银行或通道的系统维护结束后再试。",
		EN: "Try again when the maintenance of the bank or channel has ended."}}
	WaitUntilNextDay = Action{ID: "wait-until-next-day", Owner: Nobody, Text: Text{
		ZH: "当日限额已用完，次日零点后再试。",
		EN: "Today's limit is used up: try again after midnight, China time."}}
	WaitUntilNextMonth = Action{ID: "wait-until-next-month", Owner: Nobody, Text: Text{
		ZH: "当月限额已用完，下月再试。",
		EN: "This month's limit is used up: try again next month."}}
	WaitUntilNextWorkday = Action{ID: "wait-until-next-workday", Owner: Nobody, Text: Text{
		ZH: "等下一个工作日再试。",
		EN: "Try again on the next working day."}}
	WaitUntilNextYear = Action{ID: "wait-until-next-year", Owner: Nobody, Text: Text{
		ZH: "当年限额已用完：明年再试，或绑定本人的Ⅰ类银行卡。",
		EN: "This year's limit is used up: try again next year, or bind a Class I card of your own."}}
	WaitUntilOpen = Action{ID: "wait-until-open", Owner: Nobody, Text: Text{
		ZH: "等系统受理时间开始后再提交。",
		EN: "Submit when the system's hours begin."}}
	WaitWorkingDays = Action{ID: "wait-working-days", Owner: Nobody, Text: Text{
		ZH: "请等待 3 至 7 个工作日，期间不要反复尝试。",
		EN: "Wait 3 to 7 working days and do not keep trying meanwhile."}}
)

// actions is sorted by ID. It holds pointers rather than copies so that it is
// static data.
var actions = [...]*Action{
	&ActivateCard,
	&AddBranchCode,
	&AddMemo,
	&ApprovePayout,
	&AskChannelForReason,
	&AuthorizeReceipt,
	&BindClassICard,
	&BindDebitCard,
	&BindOtherCard,
	&BindOwnCard,
	&BindUnionPayCard,
	&CheckChannelLimit,
	&CheckDocumentNumber,
	&CheckElements,
	&CheckIdentityDetails,
	&CheckNameAndNumber,
	&CheckWithApprover,
	&CloseCancelledLoan,
	&CloseRemoteControl,
	&CompleteVerification,
	&ConfirmReceipt,
	&ContactBank,
	&ContactSupport,
	&ContactWallet,
	&CorrectAmount,
	&CorrectBankDetails,
	&CorrectCardNumber,
	&CorrectChannelName,
	&CorrectDocumentNumber,
	&CorrectMobile,
	&CorrectName,
	&CorrectPayeeAccount,
	&CorrectPayeeIdentity,
	&CorrectTypedName,
	&EnableOnlineTransfer,
	&EnableQuickPay,
	&EscalateToChannel,
	&ExportTableAgain,
	&FixMerchantSetup,
	&FixRequest,
	&GiveCreditConsent,
	&LiftNonCounterLimit,
	&MendBankNameRecord,
	&MendBankNumberRecord,
	&ObtainFunderRelease,
	&PauseApplications,
	&PayContractPayee,
	&PayWholePrincipal,
	&ProvideFullNumber,
	&ProvideInput,
	&QueryOrder,
	&ReactivateAccount,
	&RebindCard,
	&RefreshEvidence,
	&ReinstallApp,
	&RenewApproval,
	&RenewDocument,
	&RepeatVerification,
	&ReplaceCardAtBank,
	&ResendSameOrder,
	&ResubmitPayoutDoNotReapply,
	&RetakeDocumentPhoto,
	&ReviewAccount,
	&ReviewOrder,
	&SendNameOnRecord,
	&SetClockAutomatically,
	&SetValueDate,
	&SignContract,
	&SignDebitAgreement,
	&StopPayout,
	&StopScreenSharing,
	&SwitchNetwork,
	&TopUpBalance,
	&TreatAsSuccess,
	&TurnOffMockLocation,
	&TurnOffProxy,
	&TurnOffVPN,
	&UnbindUnusedCards,
	&UnfreezeAccount,
	&UpdateApp,
	&UpdateBankRecord,
	&UseChannelForAmount,
	&UseChannelForName,
	&UseEarlierOrderNumber,
	&UseEntrustedPayment,
	&UseListingFunder,
	&UseNewOrderNumber,
	&UseOtherChannel,
	&UseOwnMobile,
	&UseUnmodifiedDevice,
	&VerifyFaceToFace,
	&Wait,
	&Wait24Hours,
	&WaitForBank,
	&WaitUntilMaintenanceEnds,
	&WaitUntilNextDay,
	&WaitUntilNextMonth,
	&WaitUntilNextWorkday,
	&WaitUntilNextYear,
	&WaitUntilOpen,
	&WaitWorkingDays,
}

// Actions returns all actions, sorted by ID. The caller owns the slice.
func Actions() []Action {
	out := make([]Action, len(actions))
	for i, a := range actions {
		out[i] = *a
	}
	return out
}

// ActionByID returns the action with that ID, or false if there is none.
func ActionByID(id string) (Action, bool) {
	lo, hi := 0, len(actions) // slices.BinarySearchFunc takes twice as long
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		switch a := actions[mid]; {
		case a.ID == id:
			return *a, true
		case a.ID < id:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return Action{}, false
}
