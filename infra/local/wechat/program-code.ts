/**
 * The mini-program code of a page and a scene. Where WeChat draws its round code, this is a QR code of
 * `page?scene=…`, the path that a scan inside WeChat would open.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/qr-code/getUnlimitedQRCode.html
 */
import { PNG } from 'pngjs'
import { encode } from 'uqr'
import { readJson, text } from './call.ts'
import { error } from './errors.ts'
import type { Endpoint } from './world.ts'

/** At most 32 of the characters that WeChat allows. */
const sceneForm = /^[0-9a-zA-Z!#$&'()*+,/:;=?@\-._~]{1,32}$/

export const programCode: Endpoint = (call, world) => {
  const given = readJson(call)
  if (!given) return error(47001)
  const scene = text(given.scene)
  if (!sceneForm.test(scene)) return error(40169)
  const page = text(given.page)
  // Parameters belong into the scene, and a leading slash is refused.
  if (/^\/|\?/.test(page)) return error(41030)
  const published = world.options.miniprogramPages?.()
  if (page && given.check_path !== false && published && !published.includes(page)) return error(41030)
  const width = given.width === undefined ? 430 : Number(given.width)
  if (!Number.isInteger(width) || width < 280 || width > 1280) return error(40097, 'width')
  if (given.env_version !== undefined && !/^(release|trial|develop)$/.test(text(given.env_version)))
    return error(40097, 'env_version')
  const target = `${page || published?.[0] || 'pages/index/index'}?scene=${encodeURIComponent(scene)}`
  return { headers: { 'content-type': 'image/png' }, body: draw(target, width) }
}

function draw(target: string, width: number): Buffer {
  const { data, size } = encode(target, { ecc: 'M', border: 4 })
  const png = new PNG({ width, height: width, colorType: 0 })
  // Whole pixels per module, centred: a scaled module edge would not scan.
  const module = Math.max(1, Math.floor(width / size))
  const margin = Math.floor((width - module * size) / 2)
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++) {
      const dark = data[Math.floor((y - margin) / module)]?.[Math.floor((x - margin) / module)] === true
      png.data.fill(dark ? 0 : 255, (y * width + x) * 4, (y * width + x) * 4 + 3)
      png.data[(y * width + x) * 4 + 3] = 255
    }
  return PNG.sync.write(png, { colorType: 0 })
}
