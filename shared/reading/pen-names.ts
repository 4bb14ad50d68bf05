/** The words of pen names: the house's own, so that nothing typed by anybody stands on a public list. */
const manners = [
  '早起', '晚归', '爱笑', '安静', '赶路', '夜读', '听雨', '看云', '煮茶', '种花', '追风', '望海',
  '拾穗', '点灯', '踏雪', '临窗', '执笔', '缓缓', '认真', '从容', '勤快', '温柔', '明亮', '自在',
] as const // biome-ignore format: a list of words
const things = [
  '木棉', '勒杜鹃', '凤凰花', '荔枝', '簕竹', '白鹭', '海风', '灯塔', '帆船', '榕树', '茉莉', '青石',
  '星星', '扳手', '螺丝', '麦穗', '钢笔', '书签', '纸船', '月亮', '小巷', '渡口', '橘子', '砖瓦',
] as const // biome-ignore format: a list of words

export const PEN_NAMES = manners.length * things.length

/** One of the names drawn for somebody in a campaign: another for each choice, nobody else's in the same order. */
export function penNameOf(campaignId: string, memberId: string, choice: number): string {
  let hash = 7
  for (const letter of campaignId + memberId) hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_003
  const at = (hash + choice * 101) % PEN_NAMES
  return `${manners[at % manners.length]}的${things[Math.floor(at / manners.length)]}`
}
