import * as z from 'zod/mini'

/** What a union says of a member beyond the place they work at. On the wire and in the table a tag is its own name. */
export const tags = ['女职工', '新就业形态', '困难职工', '劳模', '单身', '农民工', '退役军人'] as const
export type Tag = (typeof tags)[number]
export const tag = z.enum(tags)

export const tagList = z.array(tag).check(z.maxLength(tags.length))

/** Each once, in the catalog's order; a name that the catalog does not know (any more) is left out. */
export const inOrder = (named: readonly string[]): Tag[] => tags.filter((one) => named.includes(one))

export interface TagWords {
  readonly meaning: string
  /** What one who claims it is asked to show. */
  readonly proof: string
  /** What the law (PIPL 28) calls sensitive: taken on a consent of its own, shown to nobody but who decides. */
  readonly sensitive: boolean
}

export const tagWords: Readonly<Record<Tag, TagWords>> = {
  女职工: {
    meaning: '女职工专享福利、女职工活动',
    proof: '写明在单位的岗位，单位工会核对',
    sensitive: false,
  },
  新就业形态: {
    meaning: '网约车、快递、外卖、家政、货运等劳动者',
    proof: '写明平台、站点和从业证件号',
    sensitive: false,
  },
  困难职工: {
    meaning: '已建档的困难职工，用于帮扶和慰问',
    proof: '写明建档编号或民政证明的编号',
    sensitive: true,
  },
  劳模: {
    meaning: '劳动模范、五一劳动奖章获得者',
    proof: '写明称号、授予年份和证书编号',
    sensitive: false,
  },
  单身: {
    meaning: '可以报名单身职工活动',
    proof: '写明未婚或离异，活动报名时以本人承诺为准',
    sensitive: true,
  },
  农民工: {
    meaning: '户籍在农村的进城务工人员',
    proof: '写明户籍所在的县（市）和乡镇',
    sensitive: false,
  },
  退役军人: {
    meaning: '退役军人和优待证持有人',
    proof: '写明退役年份和优待证编号',
    sensitive: false,
  },
}
