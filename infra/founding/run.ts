/**
 * `npm run found`: what stands before the product can be used at all, and what nobody in office is there to do yet: the
 * city union, an invitation for its first cadre, and that cadre's role. Everything after goes through the product.
 */
import { parseArgs } from 'node:util'
import { instantOf } from '@gonghui/shared/lib/instant'
import { goTo, mendable, Refusal } from './place.ts'

const USAGE = `npm run found -- [选项]        给一个空的环境写入市总工会，请进第一位干部

  --city 全称      市总工会的名称，第一次运行时写
  --cadre 会员号   把这位会员任命为市总工会的第一位干部
  --again          邀请码给错了人或丢了：旧的作废，另发一张
  --write          真的写；不写这个，只说将写入什么
  --stage 环境     云上哪个环境的表（不写：本机 npm start 的）
  --region 区域    它在哪个区域（不写：AWS_REGION，再不写：cn-north-1）
  --help           这一页

云上用 AWS 工具通常找得到的凭证（AWS_PROFILE 等），要能读写表 gonghui-环境；不需要主密钥，也不用写任何人的姓名和手机号。
中途断了再运行同一条，接着做。已经有干部的环境什么都不写，退出码 1。

  npm run found -- --stage prod --city 深圳市总工会            看将写入什么
  npm run found -- --stage prod --city 深圳市总工会 --write    写入市总工会，发一张一次有效的邀请码
  （首任干部用邀请码在小程序里入会，把会员号念给你）
  npm run found -- --stage prod --cadre 260000000017 --write   他是干部了，其余都在产品里办`

const options = {
  city: { type: 'string' },
  cadre: { type: 'string' },
  again: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  stage: { type: 'string' },
  region: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

/** @throws Refusal in words where an option is none of these. */
function readOptions() {
  try {
    return parseArgs({ options }).values
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
  }
}

const print = (line: string) => console.log(line)

async function run(): Promise<void> {
  const { help, stage, region, ...wanted } = readOptions()
  if (help) return print(USAGE)
  if (wanted.cadre !== undefined && (wanted.city !== undefined || wanted.again))
    throw new Refusal('--cadre 不和 --city、--again 一起写：先写入工会，等他入会以后再任命')
  const place = goTo({ stage, region })
  const { found } = await import('./found.ts')
  await found({ ...wanted, place, now: instantOf(Date.now()), print }).catch((fault) => {
    const words = mendable(fault, place)
    throw words === undefined ? fault : new Refusal(words)
  })
}

await run().catch((fault) => {
  if (!(fault instanceof Refusal)) throw fault
  console.error(fault.message)
  process.exitCode = 1
})
