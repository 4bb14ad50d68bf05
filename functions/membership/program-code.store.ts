import { type FilePlace, fileStored, readFile, writeFile } from '../lib/files.store.ts'
import { askWechatForPicture, soundAnswer } from '../lib/wechat.ts'

/** One picture a join code, under a name that follows from it: drawn once, found ever after. */
export const placeOfCode = (scene: string): FilePlace => ({
  purpose: 'pictures',
  owner: scene,
  fileId: 'program-code',
})

/** The page that a scan opens. */
const PAGE = 'membership/join'
/** Sharp on a printed page: 10 cm at 300 dots an inch is 1 180; WeChat draws up to 1 280. */
const WIDTH = 1_280
const PATH = '/wxa/getwxacodeunlimit'
/** The page is in no published version of the mini-program. */
const UNPUBLISHED = 41030

const PNG = Buffer.from('89504e47', 'hex')
const JPEG = Buffer.from('ffd8ff', 'hex')
const typeOf = (picture: Buffer): 'image/png' | 'image/jpeg' | undefined => {
  if (picture.subarray(0, PNG.length).equals(PNG)) return 'image/png'
  return picture.subarray(0, JPEG.length).equals(JPEG) ? 'image/jpeg' : undefined
}

/**
 * Sees to it that the mini-program code of a join code is stored, and says whether it is a PNG or a JPEG.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/qr-code/getUnlimitedQRCode.html
 * @throws where WeChat refuses what nobody may expect it to.
 */
export async function keepProgramCode(
  scene: string,
): Promise<{ readonly type: string } | 'wechat-busy' | 'program-code-unpublished'> {
  const place = placeOfCode(scene)
  const stored = await fileStored(place)
  if (stored) return stored
  const answer = await askWechatForPicture(PATH, { scene, page: PAGE, width: WIDTH, check_path: true })
  if (answer === 'busy') return 'wechat-busy'
  if (answer.errcode === UNPUBLISHED) return 'program-code-unpublished'
  const { picture } = soundAnswer(PATH, answer)
  const type = Buffer.isBuffer(picture) ? typeOf(picture) : undefined
  if (!Buffer.isBuffer(picture) || type === undefined) throw new Error(`${PATH} answered with no picture`)
  await writeFile(place, type, picture)
  return { type }
}

const MOST_BYTES = 4_000_000

export const readProgramCode = (scene: string): Promise<Buffer | undefined> =>
  readFile(placeOfCode(scene), MOST_BYTES)
