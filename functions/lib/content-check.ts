import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessRefused } from '../table/failures.ts'
import { read } from '../table/reads.ts'
import { type PictureVerdict, type Verdict, verdictFrom } from './content-check.rule.ts'
import { readOpenid } from './persons.store.ts'
import { type Refusal, refuse } from './server.ts'
import { askWechatWithToken, soundAnswer } from './wechat.ts'

/**
 * WeChat's check of what people write and show, which its rules ask for before anybody else sees it.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/msgSecCheck.html
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/mediaCheckAsync.html
 */
const scenes = { profile: 1, comment: 2, forum: 3, social: 4 } as const
/** Where the text will stand; WeChat judges a profile by other measures than a comment. */
export type Scene = keyof typeof scenes

/** The longest text that one check takes; contracts keep to it. */
export const LONGEST_CHECKED = 2_500

const VERSION = 2
/** The author has not opened the mini-program within two hours; WeChat then checks nothing. */
const AUTHOR_ABSENT = 61010

export interface Author {
  readonly personId: string
  readonly scene: Scene
}

/**
 * Checks a text in the name of its author, who has just sent it and is therefore there.
 * `risky` is refused (`text-refused`), `review` is kept and waits for a person.
 */
export async function checkText(text: string, author: Author): Promise<Verdict | Refusal<'wechat-busy'>> {
  const verdict = await checkTextIfPresent(text, author)
  return verdict === 'author-absent' ? 'review' : verdict
}

/** As `checkText`, for a text that can wait for its author's next visit: `author-absent` says that it has to. */
export async function checkTextIfPresent(
  text: string,
  { personId, scene }: Author,
): Promise<Verdict | 'author-absent' | Refusal<'wechat-busy'>> {
  if (text.trim() === '') return 'pass'
  if (text.length > LONGEST_CHECKED) throw new Error('a contract let more text through than can be checked')
  const openid = await readOpenid(personId)
  if (openid === undefined) return 'author-absent'
  const path = '/wxa/msg_sec_check'
  const asked = { version: VERSION, scene: scenes[scene], openid, content: text }
  const answer = await askWechatWithToken(path, asked)
  if (answer === 'busy') return refuse('wechat-busy')
  if (answer.errcode === AUTHOR_ABSENT) return 'author-absent'
  return verdictFrom((soundAnswer(path, answer).result as { suggest?: unknown } | undefined)?.suggest)
}

const PICTURE = 2

/**
 * Hands a picture in for its check. The verdict comes later, from WeChat, under the trace id: keep it with the
 * picture, and ask `readPictureVerdict` before it is shown to anybody.
 * @param url where WeChat can load it for the next half an hour.
 */
export async function submitPicture(
  url: string,
  { personId, scene }: Author,
): Promise<{ readonly traceId: string } | 'author-absent' | Refusal<'wechat-busy'>> {
  const openid = await readOpenid(personId)
  if (openid === undefined) return 'author-absent'
  const path = '/wxa/media_check_async'
  const asked = { version: VERSION, scene: scenes[scene], openid, media_url: url, media_type: PICTURE }
  const answer = await askWechatWithToken(path, asked)
  if (answer === 'busy') return refuse('wechat-busy')
  if (answer.errcode === AUTHOR_ABSENT) return 'author-absent'
  const { trace_id: traceId } = soundAnswer(path, answer)
  if (typeof traceId !== 'string') throw new Error('media_check_async answered without a trace id')
  return { traceId }
}

/** What WeChat has said of a picture so far; `pictureStanding` says what that means. */
export const readPictureVerdict = async (traceId: string): Promise<Verdict | undefined> =>
  (await read<{ verdict: Verdict }>(keyOf('the verdict on a picture', { traceId })))?.verdict

/**
 * Keeps what WeChat said of a picture. It says so up to three times; the first word stands. It has no end: a picture may
 * be kept for years, and what was refused must not come back into sight.
 */
export async function keepPictureVerdict({ traceId, verdict }: PictureVerdict): Promise<void> {
  await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: {
          ...keyOf('the verdict on a picture', { traceId }),
          verdict,
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  )
}
