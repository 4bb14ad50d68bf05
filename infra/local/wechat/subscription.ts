/**
 * Subscription messages: one agreement, one message.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 */
import { readJson, text } from './call.ts'
import { error, ok } from './errors.ts'
import { type Endpoint, isOpenid, isoNow } from './world.ts'

/** The longest value of a field, by the kind that its name tells. */
const longest: Record<string, number> = {
  thing: 20,
  character_string: 32,
  letter: 32,
  name: 20,
  phrase: 5,
  number: 32,
}

export const sendMessage: Endpoint = (call, world) => {
  const given = readJson(call)
  if (!given) return error(47001)
  const openid = text(given.touser)
  const templateId = text(given.template_id)
  if (!isOpenid(openid)) return error(40003)
  if (!/^[\w-]{4,64}$/.test(templateId)) return error(40037)
  const fields: Record<string, string> = {}
  for (const [name, field] of Object.entries((given.data ?? {}) as Record<string, { value?: unknown }>)) {
    const value = String(field?.value ?? '')
    if (value === '') return error(47003, `data.${name}.value is empty`)
    const limit = longest[name.replace(/\d+$/, '')]
    if (limit !== undefined && [...value].length > limit) return error(47003, `data.${name}.value invalid`)
    fields[name] = value
  }
  const page = text(given.page)
  const published = world.options.miniprogramPages?.()
  if (page && published && !published.includes(page.replace(/^\//, '').split('?')[0] ?? ''))
    return error(41030)
  const key = `${openid} ${templateId}`
  const agreed = world.subscriptions.get(key) ?? 0
  if (agreed < 1) return error(43101)
  world.subscriptions.set(key, agreed - 1)
  world.messages.push({ at: isoNow(world), openid, templateId, ...(page && { page }), fields })
  return ok({ msgid: world.messages.length })
}
