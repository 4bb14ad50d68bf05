/** What WeChat's review asks, as far as the code itself answers it: `docs/review.md` is written from here. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AT_ONCE_DAYS, MOST_AT_ONCE } from '@gonghui/shared/membership/join-codes'
import { COOLING_DAYS, ERASURE_WORDS } from '@gonghui/shared/membership/my-data'
import { privacyNotice } from '@gonghui/shared/membership/privacy-notice'
import { REVIEW_ORG, REVIEW_SCENE } from '../seed/review-code.ts'

const SCREENS = join(import.meta.dirname, '../../miniprogram/src')

/** What the privacy guide has to name, by the call that needs it; what is not called is not to be declared. */
const guided: readonly { readonly what: string; readonly call: RegExp; readonly why: string }[] = [
  { what: '手机号', call: /openType="getPhoneNumber"/, why: '核对单位名册、办理入会' },
  { what: '摄像头', call: /Taro\.scanCode\(/, why: '扫入会海报、会员码和券码' },
  { what: '选中的文件', call: /Taro\.chooseMessageFile\(/, why: '工作人员导入名单和券码' },
  { what: '剪贴板', call: /Taro\.setClipboardData\(/, why: '复制券码和链接（只写，不读）' },
  { what: '选中的照片或视频', call: /Taro\.choose(Media|Image|Video)\(/, why: '上传照片' },
  { what: '位置', call: /Taro\.(getLocation|getFuzzyLocation|chooseLocation)\(/, why: '附近的网点' },
  { what: '麦克风', call: /Taro\.getRecorderManager\(/, why: '语音' },
  { what: '相册（仅写入）', call: /Taro\.saveImageToPhotosAlbum\(/, why: '保存海报' },
  { what: '通讯录', call: /Taro\.(chooseContact|addPhoneContact)\(/, why: '联系人' },
]

const sources = () =>
  readdirSync(SCREENS, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.h5\.tsx?$/.test(file))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(SCREENS, file), 'utf8') }))

export interface Guided {
  readonly what: string
  readonly why: string
  /** The screens' files that ask for it; none: it is not to be declared. */
  readonly files: readonly string[]
}

export function guideEntries(): Guided[] {
  const all = sources()
  return guided.map(({ what, why, call }) => ({
    what,
    why,
    files: all.filter(({ text }) => call.test(text)).map(({ file }) => file),
  }))
}

/** Each of WeChat's lists of hosts, by the call that it is asked for. */
const hostLists: readonly { readonly list: string; readonly call: RegExp }[] = [
  { list: 'request 合法域名', call: /Taro\.request\(/ },
  { list: 'uploadFile 合法域名', call: /Taro\.uploadFile\(/ },
  { list: 'downloadFile 合法域名', call: /Taro\.downloadFile\(/ },
  { list: 'socket 合法域名', call: /Taro\.connectSocket\(/ },
]

const API_HOST = '接口的域名（`TARO_APP_API_BASE`）'

/** The host of the files, as the deployment names it, for a region of mainland China. */
function fileHost(): string {
  const deployment = readFileSync(join(import.meta.dirname, '../../serverless.yml'), 'utf8')
  const address = /S3_ENDPOINT: !Sub https:\/\/(\S+)/.exec(deployment)?.[1]
  if (address === undefined) throw new Error('serverless.yml names no address for files')
  return address.replace(`\${AWS::Region}`, '<区域>').replace(`\${AWS::URLSuffix}`, 'amazonaws.com.cn')
}

export interface HostList {
  readonly list: string
  readonly hosts: readonly string[]
}

/** What is called without the address of the API goes to where files lie: its address comes signed with an answer. */
export function hostEntries(): HostList[] {
  const all = sources()
  return hostLists.map(({ list, call }) => {
    const callers = all.filter(({ text }) => call.test(text))
    const hosts = callers.map(({ text }) =>
      text.includes('apiBase') ? API_HOST : `\`https://${fileHost()}\``,
    )
    return { list, hosts: [...new Set(hosts)].sort() }
  })
}

const list = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n')

/** The parts of the page, in the order in which somebody works through them before a submission. */
export function reviewParts(): string[] {
  const entries = guideEntries()
  const asked = entries.filter(({ files }) => files.length > 0)
  const unasked = entries.filter(({ files }) => files.length === 0).map(({ what }) => what)
  return [
    `## 类目与资质\n\n${list([
      '主体：已认证的政府或社会团体（工会），类目“政务民生 › 工会”。交工会法人资格证书。',
      '职工交友（`matchmaking`）：类目“社交 › 婚恋”，要另交婚恋资质；没有批下来以前，部署时写 `CAPABILITIES_OFF=matchmaking`：首页和工作台不出现入口，接口一律回答“这项服务还没有开放”；批下来以后去掉再部署，小程序不用重新提交。读书（`reading`）同样可以关。',
      '用户写的内容：给别人看的有两处，都先过 `msgSecCheck`，都能举报。交友的自我介绍，被判 `review` 的由红娘看过才显示，另有屏蔽；读书的书友圈，读书笔记检查通过后，同一活动的读者看得到，被判 `review` 的由工作人员看过才显示，几个人举报就先收起。书评和打卡记录只有本人看得到。',
      '书友圈（`reading`）：公开笔记要加“社交 › 社区”类目；没有批下来以前，把读书关掉，写 `CAPABILITIES_OFF=reading`（和交友一起关，用逗号隔开）。',
      '抽签：公示主办单位、数量和规则，抽签文件可下载重算（`npm run verify-draw`），记录保存两年。',
    ])}`,
    `## 服务器域名\n\n“开发管理 → 服务器域名”里按下面填，由代码里的调用写出；\`<区域>\` 是部署所在的区域（\`cn-north-1\`）。上传也是 \`wx.request\`（PUT），不走 uploadFile。\n\n| 列表 | 填 |\n| --- | --- |\n${hostEntries()
      .map(({ list, hosts }) => `| ${list} | ${hosts.join('、') || '不填'} |`)
      .join('\n')}`,
    `## 用户隐私保护指引\n\n按代码里真正调用的填，多填少填都会被退回。下面由代码写出：\n\n| 信息 | 用途 | 哪里用到 |\n| --- | --- | --- |\n${asked
      .map(
        ({ what, why, files }) => `| ${what} | ${why} | ${files.map((file) => `\`${file}\``).join('、')} |`,
      )
      .join(
        '\n',
      )}\n\n没有用到、不要填的：${unasked.join('、')}。另填“微信用户编号（openid）：识别登录的人”。`,
    `## 隐私说明\n\n版本 ${privacyNotice.version}，${privacyNotice.since} 起施行。改了文字就换版本号，每个人都会被再问一次；谁在什么时候同意、不同意、撤回，记在只增不改的台账里。\n\n${privacyNotice.parts
      .map(({ title, text }) => `- **${title}** ${text}`)
      .join('\n')}`,
    `## 注销账号的路径\n\n我的 → 账号与隐私 → 我的信息 → 注销账号 → 输入“${ERASURE_WORDS}”。${COOLING_DAYS} 天内在同一处撤回。删什么、留什么见[个人信息](personal-data.md)。导出在同一页。`,
    `## 给审核员的演示入会码\n\n${list([
      `在市总工会下建一家“${REVIEW_ORG}”，由干部在它下面生成入会码：标签“微信审核”，勾“扫码即入会，不用审核”，名额 ${MOST_AT_ONCE}，${AT_ONCE_DAYS} 天内到期（没有名额和到期时间的建不了）。把小程序码（页面 \`membership/join\`）和 16 位码一起写进“审核说明”。`,
      '审核员扫一下，用自己的姓名和微信手机号就是会员，不用名册，不用等人审核；福利、券包、会员码、读书、消息都能看到。',
      `本机的演示（\`npm start\`）里这个码是固定的：\`${REVIEW_SCENE}\`，启动时打印；登录页可以选“审核员”。`,
      '演示工会下放一场常开的演示福利（名额多、不花钱、受众只有演示工会）和一场读书活动；审核通过后撤销入会码，演示工会撤销。',
    ])}`,
  ]
}
