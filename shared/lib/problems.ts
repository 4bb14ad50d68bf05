import * as z from 'zod/mini'

/**
 * A refusal in words: the HTTP status, the sentence the person reads, and what to do next. Codes are facts in
 * kebab-case; each stands once, in its capability's `problems.ts`. The order there is the precedence in which
 * they are reported.
 */
export interface ProblemWords {
  readonly status: number
  readonly title: string
  readonly next: string
}

export type Catalog = Readonly<Record<string, ProblemWords>>

/** Marked pure wherever it is called here: a function’s bundle holds only the words that it may say. */
export const catalog = <const C extends Catalog>(words: C): C => words

/** The part of a catalog that one contract may answer, still in precedence order. */
export function refusalsFrom<C extends Catalog, K extends keyof C & string>(
  words: C,
  ...codes: K[]
): Pick<C, K> {
  const wanted = new Set<string>(codes)
  return Object.fromEntries(Object.entries(words).filter(([code]) => wanted.has(code))) as Pick<C, K>
}

/** Refusals that any endpoint may answer, made by the server before a handler is reached. In precedence order. */
export const serverProblems = catalog({
  'capability-off': { status: 403, title: '这项服务还没有开放', next: '开放后会在首页出现' },
  'route-unknown': { status: 404, title: '没有这个地址', next: '请检查地址，或更新小程序' },
  'body-too-large': { status: 413, title: '内容太大了', next: '请分几次提交，或减少内容' },
  'token-missing': { status: 401, title: '请先登录', next: '登录后再试' },
  'token-invalid': { status: 401, title: '登录信息无效', next: '请重新登录' },
  'token-expired': { status: 401, title: '登录已过期', next: '请重新登录' },
  'membership-missing': { status: 403, title: '你还不是工会会员', next: '扫所在单位的入会码，加入工会' },
  'membership-suspended': {
    status: 403,
    title: '你的会籍暂停了，暂时不能领新的福利',
    next: '手里的券照常能用；原因写在“我的工会”里，恢复请找所在工会',
  },
  'membership-retired': {
    status: 403,
    title: '你已退休，会籍保留，不再领在职会员的福利',
    next: '手里的券照常能用；退休会员的活动请问原工会',
  },
  'role-missing': { status: 403, title: '你没有这项权限', next: '需要时请联系上级工会开通' },
  'params-invalid': { status: 400, title: '地址里的内容不对', next: '请返回重试' },
  'body-invalid': { status: 400, title: '填写的内容不对', next: '请按提示改正后再提交' },
  'idempotency-key-missing': {
    status: 400,
    title: '缺少请求编号',
    next: '请在 Idempotency-Key 里带上 8–64 位的编号',
  },
  'idempotency-key-reused': {
    status: 409,
    title: '同一编号提交了不同内容',
    next: '请换一个编号重新提交',
  },
  'too-many-requests': { status: 429, title: '操作太快了', next: '请稍等几秒再试' },
  busy: { status: 503, title: '现在人多，请稍等', next: '不用反复点，马上会自动再试' },
  fault: { status: 500, title: '系统出了点问题', next: '请稍后再试；仍不行请把请求编号告诉工会' },
})

/** What every capability says of an org that is not there, or not the caller's to work on. */
export const orgProblems = /* @__PURE__ */ catalog({
  'org-unknown': { status: 404, title: '没有找到这个工会', next: '请检查后再试' },
  'org-out-of-scope': { status: 403, title: '这个工会不归你管', next: '请联系它的上级工会' },
})

/** What every capability says while WeChat does not answer. */
export const wechatProblems = /* @__PURE__ */ catalog({
  'wechat-busy': { status: 503, title: '微信暂时没有回应', next: '请过几秒再试' },
})

/** What every desk says of a member code that it does not take. */
export const memberCodeProblems = /* @__PURE__ */ catalog({
  'member-code-invalid': { status: 404, title: '这不是会员码', next: '请会员打开首页的“会员码”再扫' },
  'member-code-expired': {
    status: 410,
    title: '这个会员码过期了',
    next: '截图无效，请会员打开会员码重新出示',
  },
  'member-digits-unknown': { status: 404, title: '没有找到这个数字码', next: '请核对 8 位数字，或改用扫码' },
  'member-digits-attempts': { status: 409, title: '输错太多次', next: '请过一分钟再试，或改用扫码' },
})

/** What every capability says of words that may not be shown to others. */
export const contentProblems = /* @__PURE__ */ catalog({
  ...wechatProblems,
  'text-refused': { status: 409, title: '内容没有通过审核', next: '请改掉不合适的内容后再提交' },
})

/** What any capability says of its jobs. */
export const jobProblems = /* @__PURE__ */ catalog({
  'job-unknown': { status: 404, title: '没有找到这个任务', next: '只有发起人能看；请回到列表刷新' },
  'job-gave-up': {
    status: 500,
    title: '任务没有做完，什么也没有改动',
    next: '请重新提交；仍不行请把任务编号告诉工会',
  },
})

/** Why a table file is not taken, as a whole: nothing of it has been read into the product. */
export const sheetProblems = /* @__PURE__ */ catalog({
  'file-missing': { status: 409, title: '没有收到文件', next: '请重新选择文件上传' },
  'file-too-large': { status: 413, title: '文件超过 20 MB', next: '请分成几个文件' },
  'file-empty': { status: 422, title: '文件是空的', next: '请检查是不是选错了文件' },
  'file-old-excel': {
    status: 422,
    title: '这是旧版 Excel，或者加了密码',
    next: '请去掉密码，另存为 .xlsx 或 CSV',
  },
  'file-not-a-table': { status: 422, title: '这不是表格文件', next: '请选 .xlsx 或 .csv 文件' },
  'file-broken': { status: 422, title: '文件损坏了，读不下去', next: '请用 Excel 打开后另存一份再试' },
  'file-too-big-inside': {
    status: 422,
    title: '文件解开以后太大',
    next: '请删掉多余的工作表和格式，另存后再试',
  },
  'file-has-macros': { status: 422, title: '文件里有宏', next: '请另存为不带宏的 .xlsx' },
  'file-has-formulas': { status: 422, title: '表格里有公式', next: '请把公式“粘贴为数值”后再试' },
  'file-has-merged-cells': { status: 422, title: '表格里有合并的单元格', next: '请取消合并，每行填完整' },
  'file-has-long-numbers': {
    status: 422,
    title: '有超过 15 位的数字，Excel 已经改动了它',
    next: '请把那一列设成“文本”格式，重新填入原来的号码',
  },
  'file-encoding-unknown': {
    status: 422,
    title: '看不懂文件的编码',
    next: '请另存为 UTF-8 编码的 CSV，或 .xlsx',
  },
  'file-quote-open': { status: 422, title: '有引号没有成对', next: '请从那一行起检查引号' },
  'file-too-many-lines': { status: 422, title: '行数太多了', next: '请分成几个文件' },
})
export type SheetProblem = keyof typeof sheetProblems

export type ServerProblem = keyof typeof serverProblems

/** One field that was refused, with its place in the request (`body.stock`) and why. */
export const fieldProblem = z.object({ field: z.string(), reason: z.string() })

/** RFC 9457 problem details, as every refusal travels (`application/problem+json`). */
export const problemDocument = z.object({
  type: z.string(),
  code: z.string(),
  status: z.int(),
  title: z.string(),
  next: z.string(),
  requestId: z.string(),
  serverTime: z.string(),
  fields: z.optional(z.array(fieldProblem)),
  facts: z.optional(z.record(z.string(), z.unknown())),
})

export type ProblemDocument = z.infer<typeof problemDocument>

export const problemTypeOf = (code: string) => `urn:gonghui:problem:${code}`
